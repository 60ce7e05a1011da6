// The whole life of a deal in a browser that runs no script: from the letter to the order, and the ways it may end otherwise.

import { expect, test, unique } from './fixtures.ts';
import { invite, join } from './people.ts';
import { register } from './registering.ts';
import type { Page } from '@playwright/test';

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click();
}

async function unfold(page: Page, summary: string): Promise<void> {
  await page.locator('summary', { hasText: summary }).click();
}

/** The page begins at what is wrong, which has the focus. */
async function refusedInSight(page: Page): Promise<void> {
  const notice = page.locator('.form-problems .notice');
  await expect(notice).toHaveCount(1);
  await expect(notice).toBeInViewport();
}

test('from the letter to the order without a script', async ({ device, plain, tolerate }) => {
  test.setTimeout(120_000);
  tolerate(/status of (409|422)/);
  const page = await plain(null);
  const path = await invite(await device('lead'), `${unique('plain')}@example.co.jp`);
  await page.goto(path);
  await press(page, '参加して始める');
  await refusedInSight(page);
  await join(page, path, '歩 みちる');
  const second = await plain(null);
  await second.goto(path);
  await expect(second.getByRole('heading', { level: 1 })).toHaveText('このリンクは使えません');
  await expect(second.getByRole('link', { name: 'サインインへ' })).toBeVisible();

  // The next action leads to the first lesson; its quiz says what is missing before it says what is right.
  await page.locator('.next .do a').first().click();
  await press(page, '答え合わせをする');
  await expect(page.locator('.quiz .problem').first()).toHaveText('選んでください。');
  await page.locator('.quiz input[type=radio]').nth(1).check();
  for (const at of [0, 1, 3]) await page.locator('.quiz input[type=checkbox]').nth(at).check();
  await press(page, '答え合わせをする');
  await expect(page.locator('.quiz')).toContainText('正解です');
  await press(page, '読み終えた');
  await expect(page.getByText('このレッスンを修了しました')).toBeVisible();

  // A script, filled in.
  await page.goto('/kits');
  await page.locator('main input[name=q]').fill('製造業への最初の電話');
  await press(page, 'さがす');
  await page.getByRole('link', { name: '製造業への最初の電話' }).first().click();
  await page.getByLabel('ご担当者名').fill('<b>鈴木</b>');
  await press(page, '本文に差し込む');
  await expect(page.locator('.prose')).toContainText('<b>鈴木</b>様はいらっしゃいますか');

  // A form that is refused is judged and kept as a draft.
  const customer = unique('株式会社あるく精機');
  await page.goto('/deals/new');
  await page.getByLabel('お客様名').fill(customer);
  await press(page, 'この内容で登録する');
  await refusedInSight(page);
  await expect(page.getByText('登録できます', { exact: true })).toBeVisible();
  await page.goto('/deals');
  await expect(page.getByText('書きかけの案件があります')).toBeVisible();
  const deal = await register(page, customer);

  const manager = await plain('manager');
  await manager.goto(`/console/deals/${deal}`);
  await unfold(manager, '確認をお願いする');
  await press(manager, '確認をお願いする');
  await refusedInSight(manager);
  await manager.getByRole('checkbox', { name: '見込み金額' }).check();
  await manager.getByLabel('パートナーへのメッセージ').fill('何名でお使いの予定ですか。');
  await press(manager, '確認をお願いする');
  await expect(manager.getByRole('status').filter({ hasText: '確認のお願いを送りました' })).toBeVisible();
  await expect(manager.locator('.path .here')).toContainText('パートナーの番です');

  await page.goto(`/deals/${deal}`);
  await page.getByLabel('見込み金額').fill('いくらか');
  await press(page, '回答して再申請する');
  await refusedInSight(page);
  await expect(page.getByLabel('見込み金額')).toHaveValue('いくらか');
  await page.getByLabel('見込み金額').fill('1,728,000');
  await press(page, '回答して再申請する');
  await expect(page.getByText('回答を送りました')).toBeVisible();
  await manager.goto(`/console/deals/${deal}`);
  await press(manager, '承認する');
  await expect(manager.getByText('承認しました')).toBeVisible();

  await page.goto(`/deals/${deal}`);
  await page.locator('#move-stage').selectOption('proposal');
  await press(page, '更新する');
  await expect(page.getByText('更新しました')).toBeVisible();
  await unfold(page, '失注した');
  await press(page, '失注を記録する');
  await refusedInSight(page);
  await expect(page.getByText('更新しました'), 'the last form is not praised again').toHaveCount(0);
  await unfold(page, '受注した');
  await press(page, '受注を記録する');
  await expect(page.locator('.reward')).toContainText('受注おめでとうございます');
});

test('a no, an appeal, a withdrawal and a loss without a script', async ({ device, plain, tolerate }) => {
  test.setTimeout(90_000);
  tolerate(/status of 422/);
  const [page, manager] = [await plain(null), await plain('manager')];
  await join(page, await invite(await device('lead'), `${unique('plain')}@example.co.jp`), '歩 かなえ');

  const refused = await register(page, unique('有限会社ことわり'));
  await manager.goto(`/console/deals/${refused}`);
  await unfold(manager, '却下する');
  await manager.locator('#reject-text').fill('弊社の直販が商談中です');
  await press(manager, '却下する');
  await refusedInSight(manager);
  await expect(manager.locator('#reject-text')).toHaveValue('弊社の直販が商談中です');
  await manager.locator('#reject-reason').selectOption('direct_sales_active');
  await manager.locator('#reject-change').fill('別部署の案件と分かる資料');
  await press(manager, '却下する');
  await expect(manager.getByText('却下しました')).toBeVisible();
  await page.goto(`/deals/${refused}`);
  await expect(page.getByText('別部署の案件と分かる資料')).toBeVisible();
  await page.getByLabel('事情').fill('別の事業所の案件で、担当部署も予算も異なります。');
  await press(page, '再審査を申し出る');
  await expect(page.getByText('再審査のお申し出を受け取りました')).toBeVisible();

  const customer = unique('有限会社とりさげ');
  await register(page, customer);
  await press(page, '取り下げる');
  await page.locator('dialog .danger').click();
  await expect(page.getByText('登録を取り下げました')).toBeVisible();
  await page.getByRole('link', { name: 'あらためて登録する' }).click();
  await expect(page.getByLabel('お客様名'), 'what was said is not typed again').toHaveValue(customer);

  const lost = await register(page, unique('有限会社しっちゅう'));
  await manager.goto(`/console/deals/${lost}`);
  await press(manager, '承認する');
  await page.goto(`/deals/${lost}`);
  await unfold(page, '失注した');
  await page.locator('#lose-reason').selectOption('other');
  await press(page, '失注を記録する');
  await refusedInSight(page);
  await page.locator('#lose-note').fill('担当者が退職し、検討が止まりました');
  await press(page, '失注を記録する');
  await expect(page.locator('.page-head')).toContainText('失注');
});
