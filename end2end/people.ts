// New people for one test, so that no test sees what another has learnt, typed or earned.

import { expect, letterTo, sends, unique, visit } from './fixtures.ts';
import type { Page } from '@playwright/test';

export const PASSWORD = 'あおぞらとはちみつ2026';

/** Invites somebody into the lead's company; answers with the path of the link in the mail. */
export async function invite(lead: Page, address: string): Promise<string> {
  await visit(lead, '/company');
  await lead.getByLabel('メールアドレス').fill(address);
  const answer = await sends(lead, 'invite', () => lead.getByRole('button', { name: '招待を送る' }).click());
  expect(answer.status()).toBe(200);
  await expect(lead.getByText('招待メールを送りました')).toBeVisible();
  const { link } = await letterTo(lead, address);
  expect(link).toContain('/invite/');
  // The mail names the portal's public address; what counts here is the path.
  return new URL(link).pathname;
}

/** Accepts an invitation; works with and without JavaScript. */
export async function join(page: Page, path: string, name: string): Promise<void> {
  await page.goto(path);
  await page.getByLabel('お名前').fill(name);
  await page.getByLabel('新しいパスワード').fill(PASSWORD);
  await page.getByLabel('パスワード（確認）').fill(PASSWORD);
  await page.getByRole('button', { name: '参加して始める' }).click();
  await expect(page.getByRole('link', { name: `${name}さんの設定` })).toBeVisible();
}

/** Signs a page in as somebody who joined by `join`. */
export async function enter(page: Page, address: string, password = PASSWORD): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('メールアドレス').fill(address);
  await page.getByLabel('パスワード').fill(password);
  await page.getByRole('button', { name: 'サインイン' }).click();
  await expect(page.locator('a.who')).toBeVisible();
}

/** A new rep of the demo's partner company, signed in on `page`; answers with their address. */
export async function newcomer(lead: Page, page: Page, name: string): Promise<string> {
  const address = `${unique('rep')}@example.co.jp`;
  await join(page, await invite(lead, address), name);
  return address;
}
