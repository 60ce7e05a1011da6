// Without a network: what is kept is marked and read, what is not says so, and what will be wanted is kept before it is opened.

import { expect, hydrated, kept, test, visit, visitByWorker } from './fixtures.ts';
import type { Page } from '@playwright/test';

const KIT = '/kits/first-proposal';
const OTHER = '/kits/clinic-group';
const SCRIPT = '/kits/first-call-manufacturing';
const PLAY = `${SCRIPT}/play`;
const FAVOURITE = '/kits/executive-one-page';
const NO_NETWORK = /ERR_INTERNET_DISCONNECTED|Failed to (fetch|load)|Failed to convert value/;

test.use({ serviceWorkers: 'allow' });

const left = (page: Page) => page.evaluate(async () => {
  const pages: string[] = [];
  for (const name of await caches.keys()) for (const { url } of await (await caches.open(name)).keys()) pages.push(new URL(url).pathname);
  return pages.filter((path) => /^\/(kits|targets|api)/.test(path));
});

test('what is not kept says so, and leads to what is', async ({ page, context, signIn, tolerate }) => {
  test.setTimeout(90_000);
  tolerate(NO_NETWORK);
  await signIn('rep');
  await visitByWorker(page, KIT);
  for (const address of [KIT, '/kits']) await kept(page, address);
  await visit(page, '/kits');
  const row = (path: string) => page.locator('.groups .rows > li', { has: page.locator(`a[href="${path}"]`) });
  const mark = row(KIT).getByText('端末に保存済み');
  await expect(mark).toBeVisible();
  await expect(row(OTHER).getByText('端末に保存済み')).toBeHidden();

  await context.setOffline(true);
  await page.reload();
  await hydrated(page);
  await expect(mark).toBeVisible();

  // From an open page, by its own code, and by the address alone.
  const noNetwork = page.getByRole('heading', { level: 1, name: '電波がありません' });
  await row(OTHER).getByRole('link').click();
  await expect(noNetwork).toBeVisible();
  await page.goto(OTHER);
  await expect(noNetwork).toBeVisible();
  await expect(page.getByText('この端末に保存されていません')).toBeVisible();
  await expect(page.getByRole('heading', { name: '電波がなくても読めるようにするには' })).toBeVisible();
  await page.locator(`main a[href="${KIT}"]`).click();
  await expect(page.locator('#text article')).toBeVisible();

  for (const asked of ['/kits?q=製造', '/kits?industry=retail']) {
    await page.goto(asked);
    await expect(page.getByRole('heading', { level: 1, name: '検索と絞り込みには、通信が必要です' })).toBeVisible();
    await expect(page.locator(`main a[href="${KIT}"]`)).toBeVisible();
  }

  await context.setOffline(false);
  await visit(page, '/?lang=en');
  const language = () => page.evaluate(async () => (await caches.match('/jiso-language'))?.text());
  await expect.poll(language).toBe('en');
  await context.setOffline(true);
  await page.goto('/deals');
  await expect(page.getByRole('heading', { level: 1, name: 'No network' })).toBeVisible();
  await context.setOffline(false);
});

test('a script that was played is marked, read and goes on where it was, without a network', async ({ page, context, signIn, tolerate }) => {
  test.setTimeout(90_000);
  tolerate(NO_NETWORK);
  await signIn('rep');
  await visitByWorker(page, PLAY);
  // Its text has not been opened, and is kept as well: the list leads there.
  for (const address of [PLAY, SCRIPT, '/kits']) await kept(page, address);
  await visit(page, '/kits');
  const row = page.locator('.groups .rows > li', { has: page.locator(`a[href="${SCRIPT}"]`) });
  await expect(row.getByText('端末に保存済み')).toBeVisible();
  await visit(page, PLAY);
  await page.waitForTimeout(5_000);

  await context.setOffline(true);
  await page.getByRole('button', { name: 'つないでもらえた' }).click();
  const second = page.getByRole('heading', { level: 2, name: '用件を1分で' });
  await expect(second).toBeVisible();
  await expect(page).toHaveURL(/step=purpose&way=opening&talk=[0-9a-f-]{36}&n=1/);
  const here = page.url();
  await page.reload();
  await hydrated(page);
  await expect(page).toHaveURL(here);
  await expect(second).toBeVisible();
  // Once more, now that the address was put there by the page itself.
  await page.reload();
  await hydrated(page);
  await expect(second).toBeVisible();
  await expect(page).toHaveURL(here);
  await page.getByRole('button', { name: '「1分なら」' }).click();
  const talk = new URL(here).searchParams.get('talk') ?? '';
  await expect(page).toHaveURL(new RegExp(`way=opening\\.purpose&talk=${talk}&n=2`));
  await page.getByRole('link', { name: '戻る', exact: true }).click();
  await expect(second).toBeVisible();

  await page.goto('/kits');
  await hydrated(page);
  await row.getByRole('link').click();
  await expect(page.getByRole('link', { name: '1画面ずつ使う' })).toBeVisible();
  await context.setOffline(false);
});

test('favourites and scripts for open deals are kept unopened, and go with their reader', async ({ page, signIn, plain }) => {
  test.setTimeout(90_000);
  const device = await plain('rep');
  await device.goto(FAVOURITE);
  const add = device.getByRole('button', { name: 'よく使う資料に加える' });
  if (await add.isVisible()) await add.click();
  await expect(device.getByRole('button', { name: 'よく使う資料から外す' })).toBeVisible();
  await device.goto('/kits');
  await expect(device.getByRole('navigation', { name: 'よく使う資料' }).locator(`a[href="${FAVOURITE}"]`)).toBeVisible();
  await expect(device.getByText('端末に保存済み').first()).toBeHidden();

  await signIn('rep');
  await visitByWorker(page, '/');
  const wanted = (await (await page.request.get('/offline/wanted')).json()) as string[];
  expect(wanted).toContain(FAVOURITE);
  expect(wanted.length).toBeLessThanOrEqual(20);
  const script = wanted.find((path) => path.endsWith('/play'))?.replace('/play', '');
  for (const address of [FAVOURITE, script ?? FAVOURITE]) await kept(page, address);

  await signIn('lead');
  await visit(page, '/');
  await expect.poll(() => left(page)).not.toContain(FAVOURITE);
  await signIn('rep');
  await visit(page, '/');
  await kept(page, FAVOURITE);
  await page.goto('/me');
  await hydrated(page);
  await page.getByRole('main').getByRole('button', { name: 'サインアウト' }).click();
  await expect(page).toHaveURL(/\/(sign-in|demo)/);
  await expect.poll(() => left(page)).toEqual([]);
});
