// A lead: offered by the vendor to the company whose turn it is, with the reason; withdrawn again.

import { expect, sends, test, unique, visit } from './fixtures.ts';

test('the vendor passes a lead on, sees why it is whose turn, and withdraws it', async ({ device, plain, tolerate }) => {
  test.setTimeout(60_000);
  tolerate(/status of 422/);
  const customer = unique('株式会社ひきあい');
  const manager = await plain('manager');
  await manager.goto('/console/leads');
  await manager.getByLabel('お客様名').fill(customer);
  await manager.getByRole('button', { name: '順番の会社に渡す' }).click();
  await expect(manager.getByLabel('お客様名')).toHaveValue(customer);
  await manager.getByLabel('業種').selectOption('manufacturing');
  await manager.getByLabel('従業員数').selectOption('medium');
  await manager.getByLabel('お客様のご要望').fill('資料請求がありました。見積もりを急いでいます。');
  await manager.getByLabel('連絡先').fill('総務部 ご担当者様');
  await manager.getByRole('button', { name: '順番の会社に渡す' }).click();
  await expect(manager.getByText('順番の会社に渡しました')).toBeVisible();
  const sheet = manager.locator('section', { has: manager.getByRole('heading', { name: customer }) });
  await expect(sheet.getByText(/社のうち、重み/)).toBeVisible();

  // With a script, it is withdrawn.
  const other = await device('manager');
  await visit(other, '/console/leads');
  await sends(other, 'withdraw_lead', () => other.getByRole('button', { name: `「${customer}」を取り下げる` }).click());
  await expect(other.getByText('取り下げました')).toBeVisible();
});

test('a partner reads the rule and its own place', async ({ device }) => {
  const lead = await device('lead');
  await visit(lead, '/targets');
  await lead.getByRole('link', { name: 'リードを見る' }).click();
  await expect(lead.locator('#queue').getByText(/御社の次の番は/)).toBeVisible();
  await expect(lead.locator('#queue').getByText(/（御社）/)).toBeVisible();
});
