// The pipeline as a board: moved by dragging, by thumb, by keys and without a script; who works on a deal, and what they note.

import { expect, hydrated, sends, test, unique, visit } from './fixtures.ts';
import { newcomer } from './people.ts';
import { register } from './registering.ts';
import type { Page } from '@playwright/test';

const card = (page: Page, customer: string) => page.locator('.deal-card').filter({ hasText: customer });
const column = (page: Page, stage: string) => page.locator('.board > section').filter({ has: page.getByRole('heading', { level: 2, name: stage }) });

test('a card is dragged into another column, and a keyboard does the same @desktop', async ({ device, page }) => {
  test.setTimeout(60_000);
  const customer = unique('株式会社はやぶさ工機');
  await newcomer(await device('lead'), page, '板野 かなめ');
  await register(page, customer);
  await visit(page, '/deals');
  await page.getByRole('navigation', { name: '表示の切り替え' }).getByRole('link', { name: 'ボード' }).click();
  await expect(column(page, '登録').locator('.deal-card').filter({ hasText: customer })).toBeVisible();
  await expect(page.getByRole('heading', { name: '受注の見通し' })).toBeVisible();

  const moved = await sends(page, 'move_card', () => card(page, customer).dragTo(column(page, '提案')));
  expect(moved.status()).toBe(200);
  await expect(page.getByRole('status').filter({ hasText: `${customer}を「提案」に移しました。` })).toBeVisible();
  await expect(column(page, '提案').locator('.deal-card').filter({ hasText: customer })).toBeVisible();

  // By keys alone.
  await card(page, customer).locator('summary').focus();
  await page.keyboard.press('Enter');
  await card(page, customer).getByLabel('商談フェーズ').focus();
  await page.keyboard.press('ArrowDown');
  const again = await sends(page, 'move_card', () => card(page, customer).getByRole('button', { name: '変更する' }).press('Enter'));
  expect(again.status()).toBe(200);
  await expect(column(page, '見積').locator('.deal-card').filter({ hasText: customer })).toBeVisible();
});

test('the numbers behind the forecast are as wide as a phone', async ({ page, signIn }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await signIn('rep');
  for (const [address, opens] of [['/deals', '月ごとの数字'], ['/deals?lang=en', 'Numbers by month']] as const) {
    await visit(page, address);
    await page.locator('#forecast summary').filter({ hasText: opens }).click();
    await expect(page.locator('#forecast').getByRole('table')).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)).toBe(true);
  }
});

test('a deal that was locked meanwhile stays in its column', async ({ device, page, tolerate }) => {
  test.setTimeout(60_000);
  tolerate(/status of 409/);
  const customer = unique('有限会社つばめ印刷');
  await newcomer(await device('lead'), page, '津田 まひる');
  const address = `/deals/${await register(page, customer)}`;
  await visit(page, '/deals?view=board&owner=mine');
  const manager = await device('manager');
  await visit(manager, `/console${address}`);
  await sends(manager, 'take_up_deal', () => manager.getByRole('button', { name: '審査を始める' }).click());

  await card(page, customer).locator('summary').click();
  await card(page, customer).getByLabel('商談フェーズ').selectOption('quote');
  const refused = await sends(page, 'move_card', () => card(page, customer).getByRole('button', { name: '変更する' }).click());
  expect(refused.status()).toBe(409);
  await expect(page.getByRole('alert').filter({ hasText: /\S/ })).toBeVisible();
  await page.reload();
  await hydrated(page);
  await expect(column(page, '登録').locator('.deal-card').filter({ hasText: customer })).toContainText('審査のあいだは動かせません');
});

test('the board, notes and colleagues work without JavaScript', async ({ device, plain }) => {
  test.setTimeout(60_000);
  const customer = unique('株式会社みさき運輸');
  const lead = await device('lead');
  const [page, other] = [await plain(null), await plain(null)];
  const colleague = unique('岬');
  await newcomer(lead, page, '三崎 ひなた');
  await newcomer(lead, other, colleague);
  const address = `/deals/${await register(page, customer)}`;
  await page.goto('/deals?view=board&owner=mine');
  await card(page, customer).locator('summary').click();
  await card(page, customer).getByLabel('商談フェーズ').selectOption('meeting');
  await card(page, customer).getByRole('button', { name: '変更する' }).click();
  await expect(page.getByText(`${customer}を「商談」に移しました。`)).toBeVisible();

  // Who is not on the deal sees it, and not what is noted of it.
  await page.goto(address);
  const note = unique('部長は来月の役員会を待っている');
  await page.locator('#note summary').click();
  await page.getByLabel('メモ').fill(note);
  await page.getByRole('button', { name: 'メモを残す' }).click();
  await expect(page.getByText('メモを残しました。')).toBeVisible();
  await expect(page.getByText(note)).toBeVisible();
  await other.goto(address);
  await expect(other.getByRole('heading', { level: 1 })).toContainText(customer);
  await expect(other.getByText(note)).toHaveCount(0);

  await page.locator('summary', { hasText: '同僚を加える' }).click();
  await page.getByLabel('加える同僚').selectOption({ label: colleague });
  await page.getByRole('button', { name: '加える', exact: true }).click();
  await expect(page.getByText('同僚を加えました。')).toBeVisible();
  await other.reload();
  await expect(other.getByText(note)).toBeVisible();
  await other.goto('/deals?view=board');
  await expect(card(other, customer)).toBeVisible();
});

test('the pipeline is a file for spreadsheets', async ({ page, signIn }) => {
  await signIn('rep');
  await visit(page, '/deals');
  const link = page.getByRole('link', { name: 'CSVで書き出す' });
  const saving = page.waitForEvent('download');
  await link.click();
  const file = await saving;
  expect(file.suggestedFilename()).toMatch(/^deals-\d{4}-\d\d-\d\d\.csv$/);
});
