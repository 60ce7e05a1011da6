// Getting in: by invitation, by password, by a link in a mail; with a keyboard only, and without JavaScript.

import { existsSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, hydrated, inTheme, letterTo, sends, test, unique, visit } from './fixtures.ts';
import { inLanguage } from './pages.ts';
import { PASSWORD, enter, invite, join, newcomer } from './people.ts';
import { binary, firstLink, run } from './server.ts';
import type { Page } from '@playwright/test';

async function signOut(page: Page): Promise<void> {
  await page.goto('/me');
  await page.getByRole('button', { name: 'サインアウト' }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
}

test('a lead invites a colleague, who joins by the link of the mail and signs in again later', async ({ device, page, tolerate }) => {
  const address = `${unique('aoki')}@example.co.jp`;
  const path = await invite(await device('lead'), address);

  await visit(page, path);
  await expect(page.getByText(address)).toBeVisible();
  await join(page, path, '青木 みのり');
  await expect(page).toHaveURL('/');
  await hydrated(page);

  // The link works once.
  tolerate(/status of (404|409|410|422)/);
  const second = await device(null);
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

test('a forgotten password is set anew by a mail', async ({ device, page, tolerate }) => {
  const address = await newcomer(await device('lead'), await device(null), '森 はるか');

  await visit(page, '/forgot');
  await page.getByLabel('メールアドレス').fill(address);
  const answer = await sends(page, 'forgot_password', () => page.getByRole('button', { name: 'リンクを送る' }).click());
  expect(answer.status()).toBe(200);
  await expect(page.getByRole('status')).toContainText('お送りしました');

  const { link } = await letterTo(page, address, '/reset/');
  await visit(page, new URL(link).pathname);
  await page.getByLabel('新しいパスワード').fill('みかんとゆきだるま2026');
  await page.getByLabel('パスワード（確認）').fill('みかんとゆきだるま2027');
  tolerate(/status of 422/);
  await page.getByRole('button', { name: '設定してサインイン' }).click();
  await expect(page.getByText('2つのパスワードが一致していません')).toBeVisible();
  await page.getByLabel('新しいパスワード').fill('みかんとゆきだるま2026');
  await page.getByLabel('パスワード（確認）').fill('みかんとゆきだるま2026');
  await page.getByRole('button', { name: '設定してサインイン' }).click();
  await expect(page.getByRole('link', { name: '森 はるかさんの設定' })).toBeVisible();
  await enter(await device(null), address, 'みかんとゆきだるま2026');
});

test('the language is switched on any page and stays', async ({ device, page }) => {
  // A person of one's own: the personas' language belongs to all tests.
  await newcomer(await device('lead'), page, '花田 そら');
  await visit(page, '/me');
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
  await visit(page, '/learn');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await page.getByRole('button', { name: '日本語' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'ja');
  await expect(page).toHaveURL('/learn');
});

test('one signs in with the keyboard alone @both', async ({ device, page, tolerate }) => {
  const address = await newcomer(await device('lead'), await device(null), '里 ゆうき');

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
  tolerate(/status of 422/);
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

test("signing in and out and the demo's door work without JavaScript", async ({ plain, device }) => {
  const address = `${unique('kuno')}@example.co.jp`;
  const path = await invite(await device('lead'), address);
  const page = await plain(null);
  await join(page, path, '久野 あきら');
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

test('a form whose session has ended says where to sign in, and is sent again', async ({ device, page, context, tolerate }) => {
  const address = await newcomer(await device('lead'), page, '沢 ひかり');
  await visit(page, '/questions/new');
  const text = page.getByRole('textbox', { name: 'くわしい状況' });
  await text.fill('消えては困る説明');
  tolerate(/status of 401/);
  await context.clearCookies();
  await page.getByRole('button', { name: '質問を送る' }).click();
  const link = page.getByRole('alert').getByRole('link', { name: 'サインイン' });
  await expect(link).toHaveAttribute('href', '/sign-in?next=%2Fquestions%2Fnew');
  const [other] = await Promise.all([context.waitForEvent('page'), link.click()]);
  await other.getByLabel('メールアドレス').fill(address);
  await other.getByLabel('パスワード').fill(PASSWORD);
  await other.getByRole('button', { name: 'サインイン' }).click();
  await expect(other).toHaveURL('/questions/new');
  await expect(text).toHaveValue('消えては困る説明');
  await page.getByRole('button', { name: '質問を送る' }).click();
  await expect(page.getByRole('alert'), 'signed in again, and asked for the rest').toContainText('ご確認ください');
});

test('without JavaScript, what was sent after the session had ended stands in its form again', async ({ plain, device, tolerate }) => {
  const page = await plain(null);
  const address = await newcomer(await device('lead'), page, '丘 つばさ');
  await page.goto('/me');
  await page.getByLabel('お名前').fill('丘 かける');
  tolerate(/status of (401|409)/);
  await page.context().clearCookies();
  await page.getByRole('button', { name: '保存する' }).first().click();
  await expect(page.getByText('この画面に残っています')).toBeVisible();
  await page.getByLabel('メールアドレス').fill(address);
  await page.getByLabel('パスワード').fill(PASSWORD);
  await page.getByRole('button', { name: 'サインイン' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'もう一度送信してください' })).toBeVisible();
  await expect(page.getByLabel('お名前')).toHaveValue('丘 かける');
  await page.getByRole('button', { name: '保存する' }).first().click();
  await expect(page.getByText('保存しました。')).toBeVisible();
});

test('the first administrator comes in by the link that an empty portal prints', async ({ page, tolerate }) => {
  test.skip(!existsSync(binary), 'it needs a server of its own');
  test.setTimeout(120_000);
  const server = await run('setup', []);
  try {
    const link = firstLink(server);
    for (const lang of ['en', 'ja'] as const) {
      await visit(page, inLanguage(link, lang));
      await expect(page.locator('h1')).toHaveText(lang === 'ja' ? '最初の管理者' : 'First administrator');
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(overflow, 'pixels wider than the screen').toBeLessThanOrEqual(0);
      for (const theme of ['light', 'dark'] as const) {
        await inTheme(page, theme);
        const { violations } = await new AxeBuilder({ page }).analyze();
        const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
        expect(serious.map(({ id, nodes }) => `${id} ${nodes.map(({ target }) => target.join(' ')).join(', ')}`), `${lang} ${theme}`).toEqual([]);
      }
    }

    await page.getByLabel('お名前').fill('初野 まもる');
    await page.getByLabel('メールアドレス').fill('hatsuno@kumoworks.example');
    await page.getByLabel('新しいパスワード').fill(PASSWORD);
    await page.getByLabel('パスワード（確認）').fill(`${PASSWORD}7`);
    await page.getByRole('button', { name: '管理者を作成' }).click();
    await expect(page.getByText('2つのパスワードが一致していません')).toBeVisible();
    await expect(page.getByLabel('お名前'), 'what was typed stays').toHaveValue('初野 まもる');
    await page.getByLabel('新しいパスワード').fill(PASSWORD);
    await page.getByLabel('パスワード（確認）').fill(PASSWORD);
    await page.getByRole('button', { name: '管理者を作成' }).click();
    await expect(page.getByRole('link', { name: '初野 まもるさんの設定' })).toBeVisible();
    await expect(page).toHaveURL(`${server.url}/`);
    await visit(page, `${server.url}/console/team`);
    await expect(page.getByRole('main')).toContainText('hatsuno@kumoworks.example');

    // The link works once.
    tolerate(/status of 409/);
    await page.goto(link);
    await expect(page.locator('h1')).toHaveText('このリンクは使えません');
  } finally {
    await server.stop();
  }
});
