// The programme: read as sentences, drafted as text, tried on what has happened, published.

import { expect, mark, sends, test, visit } from './fixtures.ts';
import type { Page } from '@playwright/test';

const text = (page: Page) => page.getByLabel('プログラムの全文（TOML）');
const check = (page: Page) => sends(page, 'save_programme_draft', () => page.getByRole('button', { name: '保存して確認する' }).click());

/** The text with one number changed. */
async function change(page: Page, from: RegExp, to: string): Promise<void> {
  const before = await text(page).inputValue();
  expect(before).toMatch(from);
  await text(page).fill(before.replace(from, to));
}

test('the rules in force are sentences, and their versions a list', async ({ page, signIn }) => {
  await signIn('manager');
  await visit(page, '/console/programme');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^第\d+版のプログラムを実施しています$/);
  await expect(page.getByText(/条件は「12か月の販売ポイントが/).first()).toBeVisible();
  await expect(page.getByRole('heading', { level: 2, name: '版の履歴' })).toBeVisible();
});

test('a mistake leads to its line, and a sound draft says what it changes', async ({ page, signIn }) => {
  await signIn('manager');
  await visit(page, '/console/programme/edit');
  const same = await mark(page);
  await change(page, /stale_days = \d+/, 'stale_days = 0');
  expect((await check(page)).status()).toBe(200);
  const flaws = page.locator('.flaws li');
  await expect(flaws).toHaveCount(1);
  await expect(flaws).toContainText('promises.stale_days が 0 になっています。1以上にしてください。');
  await flaws.getByRole('link', { name: /行目$/ }).click();
  await expect(text(page)).toBeFocused();
  const chosen = await text(page).evaluate((area) => {
    const { value, selectionStart, selectionEnd } = area as HTMLTextAreaElement;
    return value.slice(selectionStart, selectionEnd);
  });
  expect(chosen).toBe('stale_days = 0');

  await change(page, /stale_days = 0/, 'stale_days = 28');
  await check(page);
  await expect(page.getByText('商談が止まったとみなす期間が21日から28日に変わります。')).toBeVisible();
  expect(await same(), 'the document stayed').toBe(true);

  await visit(page, '/console/programme/edit');
  await page.locator('summary', { hasText: '改定案を破棄する' }).click();
  await page.getByRole('button', { name: '破棄する' }).click();
  await expect(page.getByText('改定案を破棄しました')).toBeVisible();
  await expect(text(page), 'the text is that of the version again').toHaveValue(/stale_days = 21/);
});

test('a draft is tried on what has happened before it is published', async ({ page, signIn }) => {
  await signIn('admin');
  await visit(page, '/console/programme/edit');
  await change(page, /min = (1200|1500|2000|2400),/, 'min = 2500,');
  await check(page);
  await page.getByRole('link', { name: '試算する' }).click();
  await sends(page, 'begin_what_if', () => page.getByRole('button', { name: 'この改定案で試算する' }).click());
  await expect(page.getByRole('heading', { level: 2, name: '試算の結果' })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText(/社の[\d,]+件の出来事を数えました/)).toBeVisible();
  await expect(page.getByRole('img', { name: /ポイントの合計は/ })).toBeVisible();
  await expect(page.getByRole('heading', { level: 2, name: 'ランクが変わる会社' })).toBeVisible();
});

test('a draft is saved, tried and thrown away without JavaScript', async ({ plain }) => {
  const page = await plain('manager');
  await page.goto('/console/programme/edit');
  await change(page, /contact_days = \d+/, 'contact_days = 4');
  await page.getByRole('button', { name: '保存して確認する' }).click();
  await expect(page.getByText('承認後の最初の連絡までの期間が2日から4日に変わります。')).toBeVisible();
  await page.goto('/console/programme/what-if');
  await page.getByRole('button', { name: 'この改定案で試算する' }).click();
  await expect(page).toHaveURL(/\/console\/programme\/what-if\?run=/);
  await expect(async () => {
    await page.reload();
    await expect(page.getByRole('heading', { level: 2, name: '試算の結果' })).toBeVisible({ timeout: 1 });
  }).toPass({ timeout: 60_000 });
  await expect(page.getByText('この改定案でランクが変わる会社はありません。')).toBeVisible();
});

test('a draft is published for today and holds at once', async ({ page, signIn }) => {
  await signIn('admin');
  await visit(page, '/console/programme/edit');
  await change(page, /answer_business_days = \d+/, 'answer_business_days = 2');
  await check(page);
  await visit(page, '/console/programme/publish');
  await page.getByLabel('メモ').fill('回答の期限を見直し');
  await sends(page, 'publish_programme', () => page.getByRole('button', { name: /として公開する$/ }).click());
  await expect(page.getByText(/^第\d+版を公開しました$/)).toBeVisible();
  await expect(page.getByText('回答の期限を見直し').first()).toBeVisible();
});
