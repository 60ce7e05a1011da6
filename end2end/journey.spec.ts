// One partner's whole way on a phone: invited, taught, shown whom to sell to, asked back, approved, accompanied, paid.

import { expect, sends, test, unique, visit } from './fixtures.ts';
import { newcomer } from './people.ts';
import { ahead } from './registering.ts';
import type { Locator } from '@playwright/test';

/** What a person would do with a thumb, counted. */
class Thumb {
  count = 0;

  async tap(what: Locator): Promise<void> {
    this.count += 1;
    await what.click();
  }

  async type(field: Locator, text: string): Promise<void> {
    this.count += 1;
    await field.fill(text);
  }
}

const LESSON = '/learn/first-customer/who-buys';
const NEED = '営業事務4名が共有メールで納期の問い合わせに答えており、二重返信が起きています。';

test('from the invitation to the first order, within a few taps each', async ({ device, plain, page }) => {
  test.setTimeout(150_000);
  const customer = unique('株式会社みちのり');

  // The vendor names a target.
  const vendor = await plain('manager');
  await vendor.goto('/console/targets');
  await vendor.getByLabel('リストの名前').fill(unique('道のり'));
  await vendor.getByRole('button', { name: 'リストを作る' }).click();
  await vendor.getByLabel('貼り付け').fill(`お客様名,業種,従業員数,地域,理由\n${customer},製造,51〜300名,近畿,${NEED}`);
  await vendor.getByRole('button', { name: '取り込む' }).click();
  await expect(vendor.locator('#lines').getByText(customer)).toBeVisible();

  // Invited by the lead, taught by a first lesson.
  await newcomer(await device('lead'), page, '道野 はじめ');
  await visit(page, LESSON);
  await sends(page, 'mark_read', () => page.getByRole('button', { name: '読み終えた' }).click());
  await expect(page.getByText('最後まで読みました')).toBeVisible();

  // From the home to a registration.
  await visit(page, '/');
  const thumb = new Thumb();
  const began = Date.now();
  await thumb.tap(page.getByRole('navigation', { name: 'メインメニュー' }).getByRole('link', { name: '案件' }).filter({ visible: true }));
  await thumb.tap(page.getByRole('main').getByRole('link', { name: 'ターゲットを見る' }));
  await thumb.tap(page.getByRole('link', { name: `「${customer}」を登録する` }));
  await expect(page.getByLabel('お客様名')).toHaveValue(customer);
  await expect(page.getByLabel('お客様の課題')).toHaveValue(NEED);
  await thumb.tap(page.getByRole('radio', { name: 'クモデスク スタンダード' }));
  await thumb.type(page.getByLabel('見込み金額'), '864,000');
  await thumb.type(page.getByLabel('受注予定日'), ahead(60));
  const sent = await sends(page, 'register_deal', () => thumb.tap(page.getByRole('button', { name: 'この内容で登録する' })));
  expect(sent.status()).toBe(200);
  await expect(page).toHaveURL(/registered=1/);
  expect(thumb.count, 'interactions from the home to a submitted registration').toBeLessThanOrEqual(12);
  expect(Date.now() - began, 'milliseconds').toBeLessThanOrEqual(90_000);
  const deal = /\/deals\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';

  // Asked back, answered, approved.
  const manager = await device('manager');
  await visit(manager, `/console/deals/${deal}`);
  await manager.locator('summary', { hasText: '確認をお願いする' }).click();
  await manager.getByRole('checkbox', { name: '見込み金額' }).check();
  await manager.getByLabel('パートナーへのメッセージ').fill('何名でお使いの予定ですか。');
  await sends(manager, 'return_deal', () => manager.getByRole('button', { name: '確認をお願いする' }).click());
  await visit(page, `/deals/${deal}`);
  await expect(page.getByText('何名でお使いの予定ですか')).toBeVisible();
  await page.getByLabel('見込み金額').fill('1,728,000');
  await sends(page, 'correct_deal', () => page.getByRole('button', { name: '回答して再申請する' }).click());
  await expect(page.getByText('回答を送りました')).toBeVisible();
  await visit(manager, `/console/deals/${deal}`);
  await sends(manager, 'approve_deal', () => manager.getByRole('button', { name: '承認する' }).click());
  await expect(manager.getByText('承認しました')).toBeVisible();

  // Visited together: reported by one side, confirmed by the other.
  await visit(page, `/deals/${deal}`);
  const visits = page.locator('#visits');
  await visits.locator('summary', { hasText: '済んだ同行を報告する' }).click();
  await visits.getByLabel('同行した人と内容').fill('部門長に15分のデモ');
  await page.locator('#visited-on').fill(ahead(0));
  await page.getByRole('button', { name: '同行を報告する' }).click();
  await expect(visits).toContainText('確認待ち');
  await visit(manager, `/console/deals/${deal}`);
  await sends(manager, 'answer_visit', () => manager.getByRole('button', { name: '同行は行われた' }).click());
  await expect(manager.locator('#visits')).toContainText('確認済み');

  // The order, and what it brought.
  await visit(page, `/deals/${deal}`);
  await page.locator('summary', { hasText: '受注した' }).click();
  await sends(page, 'win_deal', () => page.getByRole('button', { name: '受注を記録する' }).click());
  await expect(page.locator('.reward').filter({ hasText: '受注おめでとうございます' })).toBeVisible();
  await visit(page, '/progress');
  for (const earned of ['案件登録', '商談同行', '受注']) {
    await expect(page.locator('#ledger').getByText(earned).first()).toBeVisible();
  }
});
