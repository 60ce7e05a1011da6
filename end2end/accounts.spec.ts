// Getting in: by invitation, by password, by a link in a mail; with a keyboard only, and without JavaScript.

import { expect, hydrated, letterTo, sends, test, unique, visit } from './fixtures.ts';
import type { Page } from '@playwright/test';

const PASSWORD = 'あおぞらとはちみつ2026';

/** A colleague of the demo's partner company, new for one test. */
async function invited(lead: Page, address: string): Promise<string> {
  await visit(lead, '/company');
  await lead.getByLabel('メールアドレス').fill(address);
  const answer = await sends(lead, 'invite', () => lead.getByRole('button', { name: '招待を送る' }).click());
  expect(answer.status()).toBe(200);
  await expect(lead.getByRole('status')).toContainText('招待メールを送りました');
  const { link } = await letterTo(lead, address);
  expect(link).toContain('/invite/');
  return new URL(link).pathname;
}

/** Accepts an invitation; the link stands in a mail and names the public address, the path is what counts here. */
async function accepted(page: Page, path: string, name: string): Promise<void> {
  await page.goto(path);
  await page.getByLabel('お名前').fill(name);
  await page.getByLabel('新しいパスワード').fill(PASSWORD);
  await page.getByLabel('パスワード(確認)').fill(PASSWORD);
  await page.getByRole('button', { name: '参加して始める' }).click();
  await expect(page.locator('a.who')).toBeVisible();
}

async function signOut(page: Page): Promise<void> {
  await page.goto('/me');
  await page.getByRole('button', { name: 'サインアウト' }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
}

test('a lead invites a colleague, who joins by the link of the mail and signs in again later', async ({ device, page, tolerate }) => {
  const address = `${unique('aoki')}@example.co.jp`;
  const lead = await device('lead');
  const path = await invited(lead, address);

  await visit(page, path);
  await expect(page.getByText(address)).toBeVisible();
  await accepted(page, path, '青木 みのり');
  await expect(page).toHaveURL('/');
  await hydrated(page);
  await expect(page.getByRole('link', { name: '青木 みのりさんの設定' })).toBeVisible();

  // The link works once.
  const second = await device(null);
  tolerate(/status of (404|409|410|422)/);
  await second.goto(path);
  await expect(second.getByRole('main')).toContainText('使用済み');

  await signOut(page);
  await page.goto('/learn');
  await expect(page, 'a page for members only').toHaveURL(/\/sign-in\?next=/);

  await hydrated(page);
  await page.getByLabel('メールアドレス').fill(address);
  await page.getByLabel('パスワード').fill('違うパスワードです');
  await page.getByRole('button', { name: 'サインイン' }).click();
  await expect(page.getByText('メールアドレスまたはパスワードが違います')).toBeVisible();
  await expect(page.getByLabel('メールアドレス'), 'what was typed stays').toHaveValue(address);
  await expect(page.getByLabel('パスワード'), 'but not a password').toHaveValue('');
  await page.getByLabel('パスワード').fill(PASSWORD);
  await page.getByRole('button', { name: 'サインイン' }).click();
  await expect(page, 'back where one wanted to go').toHaveURL('/learn');
});

test('a forgotten password is set anew by a mail, once', async ({ device, page, tolerate }) => {
  const address = `${unique('mori')}@example.co.jp`;
  const lead = await device('lead');
  await accepted(await device(null), await invited(lead, address), '森 はるか');

  await visit(page, '/forgot');
  await page.getByLabel('メールアドレス').fill(address);
  const answer = await sends(page, 'forgot_password', () => page.getByRole('button', { name: 'リンクを送る' }).click());
  expect(answer.status()).toBe(200);
  await expect(page.getByRole('status')).toContainText('お送りしました');

  const { link } = await letterTo(page, address);
  expect(link).toContain('/reset/');
  const path = new URL(link).pathname;
  await visit(page, path);
  await page.getByLabel('新しいパスワード').fill('みかんとゆきだるま2026');
  await page.getByLabel('パスワード(確認)').fill('みかんとゆきだるま2027');
  tolerate(/status of (409|410|422)/);
  await page.getByRole('button', { name: '設定してサインイン' }).click();
  await expect(page.getByText('2つのパスワードが一致していません')).toBeVisible();
  await page.getByLabel('新しいパスワード').fill('みかんとゆきだるま2026');
  await page.getByLabel('パスワード(確認)').fill('みかんとゆきだるま2026');
  await page.getByRole('button', { name: '設定してサインイン' }).click();
  await expect(page.getByRole('link', { name: '森 はるかさんの設定' })).toBeVisible();
});

test('the language is switched on any page and stays', async ({ device, page }) => {
  // A person of one's own: the personas' language belongs to all tests.
  const address = `${unique('hana')}@example.co.jp`;
  await accepted(page, await invited(await device('lead'), address), '花田 そら');
  await visit(page, '/me');
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
  await hydrated(page);
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await page.getByRole('button', { name: '日本語' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'ja');
});

test('one signs in with the keyboard alone @both', async ({ device, page }) => {
  const address = `${unique('sato')}@example.co.jp`;
  await accepted(await device(null), await invited(await device('lead'), address), '里 ゆうき');

  await visit(page, '/sign-in');
  await page.keyboard.press('Tab');
  await expect(page.locator('a.skip')).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await expect(page.getByLabel('メールアドレス')).toBeFocused();
  await page.keyboard.type(address);
  await page.keyboard.press('Tab');
  await expect(page.getByLabel('パスワード')).toBeFocused();
  await page.keyboard.type('not the password');
  await page.keyboard.press('Enter');
  await expect(page.getByText('メールアドレスまたはパスワードが違います')).toBeVisible();
  await hydrated(page);
  await page.getByLabel('パスワード').focus();
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'サインイン' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('link', { name: '里 ゆうきさんの設定' })).toBeVisible();
});

test('signing in, out and the demo\'s door work without JavaScript', async ({ plain, device }) => {
  const address = `${unique('kuno')}@example.co.jp`;
  const path = await invited(await device('lead'), address);
  const page = await plain(null);
  await accepted(page, path, '久野 あきら');
  await signOut(page);
  await page.getByLabel('メールアドレス').fill(address);
  await page.getByLabel('パスワード').fill('ちがいます、これは');
  await page.getByRole('button', { name: 'サインイン' }).click();
  await expect(page.getByText('メールアドレスまたはパスワードが違います')).toBeVisible();
  await expect(page.getByLabel('メールアドレス')).toHaveValue(address);
  await page.getByLabel('パスワード').fill(PASSWORD);
  await page.getByRole('button', { name: 'サインイン' }).click();
  await expect(page.locator('a.who')).toBeVisible();

  await page.goto('/demo');
  await page.locator('form:has(input[value="manager"]) button').click();
  await expect(page.getByRole('navigation', { name: 'メインメニュー' }).filter({ visible: true })).toContainText('審査');
});
