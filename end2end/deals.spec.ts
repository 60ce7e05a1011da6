// The main job: a rep registers a deal between two visits, the vendor answers, and everybody sees where it stands.

import { expect, hydrated, mark, sends, test, unique, visit } from './fixtures.ts';
import { enter, newcomer } from './people.ts';
import { approved, fillDeal, lose, NEED } from './registering.ts';
import type { Page } from '@playwright/test';

/** Where the registration stands: the step that says so. */
const here = (page: Page) => page.locator('.path .here, .path [aria-current=step]').first();

/** Opens a form that stands behind one line. */
async function unfold(page: Page, summary: string): Promise<void> {
  await page.locator('summary', { hasText: summary }).click();
}

test('a deal from the first letter to the order', async ({ device, page }) => {
  test.setTimeout(90_000);
  const customer = unique('株式会社みどり精工');
  await newcomer(await device('lead'), page, '高梨 つばさ');

  // On the phone: from the list of deals to the form without loading the document again.
  await visit(page, '/deals');
  const same = await mark(page);
  const header = await page.locator('header.top').elementHandle();
  await page.getByRole('link', { name: '案件を登録する' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '案件を登録する' })).toBeVisible();
  expect(await same(), 'the document stayed').toBe(true);
  expect(await header?.evaluate((element) => element.isConnected), 'the header stayed').toBe(true);

  const verdict = page.getByRole('status').filter({ hasText: 'お客様名を入れると' });
  await expect(verdict).toBeVisible();
  await sends(page, 'deal_verdict', () => page.getByLabel('お客様名').fill(customer));
  await expect(page.getByText('登録できます', { exact: true })).toBeVisible();
  await fillDeal(page, customer);
  const registered = await sends(page, 'register_deal', () => page.getByRole('button', { name: 'この内容で登録する' }).click());
  expect(registered.status()).toBe(200);
  await expect(page).toHaveURL(/\/deals\/[0-9a-f-]{36}\?registered=1/);
  const deal = /\/deals\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';
  const told = page.locator('.reward');
  await expect(told).toContainText('登録しました。ありがとうございます');
  await expect(told).toContainText(/[+＋]\d+\spt/);
  await expect(told).toContainText('仮付与');
  await expect(here(page)).toContainText('審査');
  await expect(page.getByRole('main')).toContainText('審査担当の番です');
  expect(await same(), 'the document stayed').toBe(true);

  // The manager asks back about two fields.
  const manager = await device('manager');
  await visit(manager, '/console/deals');
  await manager.getByRole('link', { name: customer }).click();
  await expect(manager.getByRole('heading', { level: 1, name: customer })).toBeVisible();
  await unfold(manager, '確認をお願いする');
  await manager.getByRole('checkbox', { name: '見込み金額' }).check();
  await manager.getByRole('checkbox', { name: 'お客様の課題' }).check();
  await manager.getByLabel('パートナーへのメッセージ').fill('人数と金額が合いません。何名でお使いの予定ですか。');
  const returned = await sends(manager, 'return_deal', () => manager.getByRole('button', { name: '確認をお願いする' }).click());
  expect(returned.status()).toBe(200);
  await expect(manager.getByRole('status').filter({ hasText: '確認のお願いを送りました' })).toBeVisible();

  // The rep answers those two and nothing else.
  await visit(page, `/deals/${deal}`);
  await expect(page.getByText('何名でお使いの予定ですか')).toBeVisible();
  await expect(page.getByRole('main')).toContainText('貴社の番です');
  await expect(page.getByLabel('お客様名'), 'a field that was not asked about').toHaveCount(0);
  await page.getByLabel('見込み金額').fill('1,728,000');
  const corrected = await sends(page, 'correct_deal', () => page.getByRole('button', { name: '回答して再申請する' }).click());
  expect(corrected.status()).toBe(200);
  await expect(page.getByText('回答を送りました')).toBeVisible();
  await expect(page.getByRole('main')).toContainText('¥1,728,000');

  // Approved: protected until a day, and the points are real.
  await visit(manager, `/console/deals/${deal}`);
  const approved = await sends(manager, 'approve_deal', () => manager.getByRole('button', { name: '承認する' }).click());
  expect(approved.status()).toBe(200);
  await expect(manager.getByText('承認しました')).toBeVisible();
  await visit(page, `/deals/${deal}`);
  await expect(page.locator('.page-head')).toContainText('承認');
  await expect(page.getByText(/\d+月\d+日まで、このお客様への優先権は貴社にあります/)).toBeVisible();
  await visit(page, '/progress');
  const ledger = page.locator('#ledger');
  await expect(ledger.getByText('案件登録').first()).toBeVisible();
  await expect(ledger.getByText('確定').first()).toBeVisible();
  await expect(page.getByText('うち、あなたのポイント')).toContainText(/[1-9]\d*\spt/);

  // Won.
  await visit(page, `/deals/${deal}`);
  await unfold(page, '受注した');
  const won = await sends(page, 'win_deal', () => page.getByRole('button', { name: '受注を記録する' }).click());
  expect(won.status()).toBe(200);
  await expect(page.locator('.reward').filter({ hasText: '受注おめでとうございます' })).toBeVisible();
  await expect(page.locator('.page-head')).toContainText('受注');
  await page.goto('/deals?show=closed&owner=mine');
  await expect(page.getByRole('link', { name: customer })).toBeVisible();
});

test('a draft keeps itself, over a reload and on another device', async ({ device, page }) => {
  const customer = unique('有限会社はまかぜ');
  const address = await newcomer(await device('lead'), page, '浜 なぎさ');
  await visit(page, '/deals/new');
  const saved = await sends(page, 'autosave_deal', async () => {
    await page.getByLabel('お客様名').fill(customer);
    await page.getByLabel('お客様の課題').fill(NEED);
  });
  expect(saved.status()).toBe(200);
  await expect(page.getByText(/下書き保存済み \d\d:\d\d/)).toBeVisible();
  await page.reload();
  await hydrated(page);
  await expect(page.getByLabel('お客様名')).toHaveValue(customer);
  await expect(page.getByLabel('お客様の課題')).toHaveValue(NEED);

  const other = await device(null);
  await enter(other, address);
  await visit(other, '/deals');
  await expect(other.getByText('書きかけの案件があります')).toBeVisible();
  await other.getByRole('link', { name: '続きを書く' }).click();
  await expect(other.getByLabel('お客様名')).toHaveValue(customer);
});

test('a deal is registered without JavaScript, and nothing typed is lost', async ({ device, plain }) => {
  const customer = unique('こがね商会株式会社');
  const page = await plain(null);
  await newcomer(await device('lead'), page, '小金井 あおい');
  await page.goto('/deals/new');
  await fillDeal(page, customer);
  await page.getByLabel('見込み金額').fill('たくさん');
  const [refused] = await Promise.all([
    page.waitForResponse((response) => response.request().method() === 'POST'),
    page.getByRole('button', { name: 'この内容で登録する' }).click(),
  ]);
  expect(refused.status()).toBe(422);
  expect(new URL(refused.url()).pathname, 'a plain form goes to its own page').toBe('/deals/new');
  await expect(page.getByRole('alert')).toContainText('入力内容を1か所ご確認ください');
  await expect(page.getByLabel('見込み金額')).toHaveValue('たくさん');
  await expect(page.getByLabel('見込み金額')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByLabel('お客様名')).toHaveValue(customer);
  await expect(page.getByLabel('業種')).toHaveValue('manufacturing');
  await expect(page.getByRole('radio', { name: '51〜300名' })).toBeChecked();
  await expect(page.getByRole('radio', { name: 'クモデスク スタンダード' })).toBeChecked();
  await expect(page.getByLabel('お客様の課題')).toHaveValue(NEED);
  await page.getByLabel('見込み金額').fill('500,000');
  await page.getByRole('button', { name: 'この内容で登録する' }).click();
  await expect(page).toHaveURL(/\/deals\/[0-9a-f-]{36}\?registered=1/);
  await expect(page.locator('.reward')).toContainText(/[+＋]\d+\spt/);
});

test('mistakes stand beside their fields, and what was typed stays', async ({ device, page, tolerate }) => {
  await newcomer(await device('lead'), page, '三田 ひかる');
  await visit(page, '/deals/new');
  await page.getByLabel('お客様名').fill('株式会社とちゅう');
  tolerate(/status of 422/);
  const refused = await sends(page, 'register_deal', () => page.getByRole('button', { name: 'この内容で登録する' }).click());
  expect(refused.status()).toBe(422);
  await expect(page.getByRole('alert')).toContainText(/入力内容を\d+か所ご確認ください/);
  await expect(page.getByLabel('お客様の課題')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByLabel('お客様名')).toHaveValue('株式会社とちゅう');
  await expect(page.getByLabel('お客様名')).not.toHaveAttribute('aria-invalid', 'true');
});

test('a customer that another partner holds is said to be taken, without a name', async ({ device, page }) => {
  test.setTimeout(60_000);
  const customer = unique('株式会社ほしぞら物流');
  const first = await device(null);
  await newcomer(await device('lead'), first, '星野 たくみ');
  await visit(first, '/deals/new');
  await fillDeal(first, customer);
  await sends(first, 'register_deal', () => first.getByRole('button', { name: 'この内容で登録する' }).click());
  await expect(first).toHaveURL(/registered=1/);

  // A colleague sees that it is theirs already.
  await newcomer(await device('lead'), page, '月島 かえで');
  await visit(page, '/deals/new');
  await page.getByLabel('お客様名').fill(customer);
  await expect(page.getByText('このお客様は、貴社ですでに登録済みです')).toBeVisible();
  await page.getByRole('link', { name: '登録済みの案件を開く' }).click();
  await expect(page.getByRole('heading', { level: 1, name: customer })).toBeVisible();
});

test('who will approve is said while the deal is typed', async ({ device, page }) => {
  await newcomer(await device('lead'), page, '入江 みのり');
  await visit(page, '/deals/new');
  const rules = page.locator('section.sheet', { hasText: '承認までの進み方' });
  await expect(rules).toContainText('¥5,000,000以上の案件');
  await expect(page.getByText('いまの内容')).toHaveCount(0);
  await page.getByRole('radio', { name: 'クモデスク スタンダード' }).check();
  await page.getByLabel('見込み金額').fill('864,000');
  await expect(page.getByText('いまの内容：担当者1人が承認')).toBeVisible();
  await page.getByLabel('見込み金額').fill('6,000,000');
  await expect(page.getByText('いまの内容：担当者2人が順に承認')).toBeVisible();
});

test('the vendor splits a deal, and each part says where the other went', async ({ device, page }) => {
  test.setTimeout(60_000);
  const customer = unique('株式会社わかばフーズ');
  await newcomer(await device('lead'), page, '若葉 しおり');
  const manager = await device('manager');
  const deal = await approved(page, manager, customer);
  await visit(manager, `/console/deals/${deal}`);
  await unfold(manager, '案件を分割する');
  await manager.getByLabel('分ける商材').selectOption({ label: 'クモデスク 電話連携' });
  await manager.locator('#split-amount').fill('100,000');
  await manager.locator('#split-reason').fill('電話連携だけ別の拠点で進むため');
  const split = await sends(manager, 'split_deal', () => manager.getByRole('button', { name: '分割する', exact: true }).click());
  expect(split.status()).toBe(200);
  await expect(manager.getByRole('status').filter({ hasText: '案件を分割しました' })).toBeVisible();

  await visit(page, `/deals/${deal}`);
  await expect(page.getByRole('main')).toContainText('¥764,000');
  await expect(page.getByText(/DR-\d+へ分割/)).toBeVisible();
  await page.getByRole('link', { name: /DR-\d+を開く/ }).click();
  await expect(page.getByText(/DR-\d+から分割/)).toBeVisible();
  const part = new URL(page.url()).pathname.slice('/deals/'.length);
  await expect(page.getByRole('main')).toContainText('¥100,000');
  await expect(page.getByRole('main')).toContainText(/\d+月\d+日まで、このお客様への優先権は貴社にあります/);
  for (const one of [part, deal]) await lose(page, one);
});
