// What the portal tells somebody: heard while a page is open, read by opening it, and by mail as they choose.

import { expect, sends, test, unique, visit } from './fixtures.ts';
import { newcomer } from './people.ts';
import { approve, register } from './registering.ts';

test('an open page hears of a decision, and opening it reads it @both', async ({ device, plain, browser, contextOptions, baseURL }) => {
  test.setTimeout(90_000);
  const [writing, manager] = [await plain(null), await plain('manager')];
  await newcomer(await device('lead'), writing, '聞 こえる');
  const customer = unique('株式会社きこえる精機');
  const deal = await register(writing, customer);

  // The same person on a device with a script.
  const listening = await browser.newContext({ ...contextOptions, baseURL, storageState: await writing.context().storageState() });
  const page = await listening.newPage();
  await visit(page, '/deals');
  const bell = page.locator('.bell');
  await expect(bell).toHaveAccessibleName('通知');
  await approve(manager, deal);
  await expect(bell).toHaveAccessibleName('通知（未読1件）');
  await expect(page.locator('.heard')).toHaveText('新しい通知が届きました。未読は1件です。');

  await bell.click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('通知');
  const line = page.locator('#unread .notices li').filter({ hasText: customer });
  await expect(line).toContainText('が承認されました');
  await sends(page, 'open_notice', () => line.getByRole('button').click());
  await expect(page).toHaveURL(new RegExp(`/deals/${deal}`));
  await expect(bell).toHaveAccessibleName('通知');
  await listening.close();
});

test('without a script notifications are counted, read and chosen @desktop', async ({ device, plain, tolerate }) => {
  test.setTimeout(90_000);
  tolerate(/status of 422/);
  const [page, manager] = [await plain(null), await plain('manager')];
  await newcomer(await device('lead'), page, '読 みあき');
  await approve(manager, await register(page, unique('株式会社よみ一')));
  await approve(manager, await register(page, unique('株式会社よみ二')));
  await page.goto('/notifications');
  await expect(page.locator('.bell')).toHaveAccessibleName('通知（未読2件）');
  await page.getByRole('button', { name: 'すべて既読にする' }).click();
  await expect(page.getByText('すべて既読にしました')).toBeVisible();
  await expect(page.locator('.bell')).toHaveAccessibleName('通知');
  await page.locator('summary', { hasText: '既読の通知' }).click();
  await expect(page.locator('#unread .notices li')).toHaveCount(2);

  await page.getByRole('link', { name: 'メールで受け取る通知を選ぶ' }).click();
  const form = page.locator('#notices');
  await form.getByLabel('案件の審査結果').selectOption('digest');
  await form.getByLabel('メールを控える時間（開始）').selectOption('22:00');
  await form.getByRole('button', { name: '保存する' }).click();
  await expect(form.getByLabel('メールを控える時間（終了）')).toHaveAttribute('aria-invalid', 'true');
  await expect(form.getByLabel('案件の審査結果'), 'what was chosen stays').toHaveValue('digest');
  await form.getByLabel('メールを控える時間（終了）').selectOption('07:00');
  await form.getByRole('button', { name: '保存する' }).click();
  await expect(page.getByText('保存しました')).toBeVisible();
  await expect(form.getByLabel('メールを控える時間（終了）')).toHaveValue('07:00');
});

test('a protection is extended from the letter, once and without signing in @desktop', async ({ page, plain, tolerate }) => {
  tolerate(/status of 409/);
  await page.goto('/demo/mail');
  const links = await page.locator('main a[href*="/act/"]').evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''));
  const reader = await plain(null);
  const button = reader.getByRole('button', { name: /まで延長する/ });
  // Letters of some days ago, about deals of which nothing was heard since.
  for (const link of links) {
    await reader.goto(link);
    if ((await button.count()) > 0) break;
  }
  test.skip((await button.count()) === 0, 'no protection of the demo can be extended by a letter today');
  await expect(reader.getByRole('heading', { level: 1 })).toHaveText('保護期間の延長');
  await button.click();
  await expect(reader.getByText('完了しました')).toBeVisible();
  await expect(reader.getByRole('heading', { level: 1 })).toHaveText('このリンクは使用済みです');
  await reader.getByRole('link', { name: '案件のページを開く' }).click();
  await expect(reader, 'the link signs nobody in').toHaveURL(/\/sign-in/);
});
