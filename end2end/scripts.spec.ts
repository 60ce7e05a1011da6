// Talk scripts: played with and without a script of the page, without a network, and seen by editors.

import { expect, hydrated, kept, test, unique, visit, visitByWorker } from './fixtures.ts';
import { approved, lose } from './registering.ts';

const KIT = '/kits/first-call-manufacturing';
const PLAY = `${KIT}/play`;

test.describe('with a worker', () => {
  test.use({ serviceWorkers: 'allow' });

  test('a script that was opened is played without a network, and its taps arrive', async ({ page, context, signIn, plain, tolerate }) => {
    test.setTimeout(90_000);
    tolerate(/ERR_INTERNET_DISCONNECTED|Failed to (fetch|load)|Failed to convert value/);
    const said = unique('来期の予算で');
    await signIn('rep');
    await visitByWorker(page, PLAY);
    await kept(page, PLAY);
    await page.waitForTimeout(5_000);

    await context.setOffline(true);
    await page.reload();
    await hydrated(page);
    await expect(page.getByRole('heading', { level: 2, name: '名乗る' })).toBeVisible();
    await page.getByRole('button', { name: 'つないでもらえた' }).click();
    await expect(page.getByRole('heading', { level: 2, name: '用件を1分で' })).toBeFocused();
    await page.getByText('ほかのことを言われた').click();
    await page.getByLabel('お客様の言葉').fill(said);
    await page.getByRole('button', { name: '記録する' }).click();
    await expect(page.getByText('この端末に保存しました')).toBeVisible();
    await page.getByRole('link', { name: '戻る', exact: true }).click();
    await expect(page.getByRole('heading', { level: 2, name: '名乗る' })).toBeVisible();
    expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('jiso-taps:')).length)).toBe(1);

    const arrived = page.waitForResponse((answer) => new URL(answer.url()).pathname === '/api/keep_taps' && answer.ok());
    await context.setOffline(false);
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await arrived;
    await expect.poll(() => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('jiso-taps:')).length)).toBe(0);
    const editor = await plain('editor');
    await editor.goto('/console/scripts?script=first-call-manufacturing');
    await expect(editor.locator('#unanswered')).toContainText(said);
  });

  test('a talk about a deal keeps its deal without a network', async ({ page, context, signIn, plain, tolerate }) => {
    test.setTimeout(120_000);
    tolerate(/ERR_INTERNET_DISCONNECTED|Failed to (fetch|load)|Failed to convert value/);
    const [partner, manager] = [await plain('rep'), await plain('manager')];
    const customer = unique('株式会社でんわぐち');
    const deal = await approved(partner, manager, customer);
    const uses = async () => {
      await partner.goto(KIT);
      const used = await partner.locator('dl.facts div', { hasText: '使われた案件' }).locator('dd').textContent();
      return Number(/\d+/.exec(used ?? '')?.[0] ?? 0);
    };
    const before = await uses();

    await signIn('rep');
    await visitByWorker(page, `${PLAY}?deal=${deal}`);
    for (const address of [`${PLAY}?deal=${deal}`, PLAY]) await kept(page, address);
    const other = await page.locator('form[method=get] option').evaluateAll((all, deal) => {
      const options = all.map((one) => ({ deal: (one as HTMLOptionElement).value, customer: one.textContent?.trim() ?? '' }));
      return options.find((one) => /^[0-9a-f-]{36}$/.test(one.deal) && one.deal !== deal);
    }, deal);
    if (!other) throw new Error('the demo has another open deal');

    await context.setOffline(true);
    await page.reload();
    await hydrated(page);
    await expect(page.getByText(`${customer}の案件で使用中`)).toBeVisible();
    await page.getByRole('button', { name: 'つないでもらえた' }).click();
    await expect(page).toHaveURL(new RegExp(`step=.*deal=${deal}`));
    const lastDeal = () => page.evaluate(() => {
      const taps = Object.entries(localStorage).filter(([key]) => key.startsWith('jiso-taps:')).flatMap(([, lines]) => lines.split('\n'));
      return taps.at(-1)?.split('\t')[7];
    });
    expect(await lastDeal()).toBe(deal);
    // In the middle of the talk: it goes on there, about the same deal.
    const middle = page.url();
    await page.reload();
    await hydrated(page);
    await expect(page).toHaveURL(middle);
    await expect(page.getByRole('heading', { level: 2, name: '用件を1分で' })).toBeVisible();
    await expect(page.getByText(`${customer}の案件で使用中`)).toBeVisible();

    // One that was not opened has the text without its customer, and is still about it.
    await visit(page, `${PLAY}?deal=${other.deal}`);
    await expect(page.getByText(`${other.customer}の案件で使用中`)).toBeVisible();
    await page.getByRole('button', { name: 'つないでもらえた' }).click();
    await expect(page).toHaveURL(new RegExp(`step=.*deal=${other.deal}`));
    expect(await lastDeal()).toBe(other.deal);

    // What a page sends while it is left gets through even here, so the first tap may have arrived already.
    const arriving = page.waitForResponse((answer) => new URL(answer.url()).pathname === '/api/keep_taps' && answer.ok());
    await context.setOffline(false);
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await arriving;
    await expect.poll(lastDeal).toBeUndefined();
    expect(await uses()).toBeGreaterThan(before);

    // Chosen in the middle of a talk, which goes on where it is, about that deal.
    await visit(page, PLAY);
    await page.getByRole('button', { name: 'つないでもらえた' }).click();
    await expect(page).toHaveURL(/talk=[0-9a-f-]{36}&n=1$/);
    const talk = new URL(page.url()).searchParams.get('talk') ?? '';
    await page.getByText('案件に合わせて使う').click();
    await page.locator('.player select[name=deal]').selectOption(deal);
    await page.getByRole('button', { name: 'この案件で使う' }).click();
    await expect(page.getByText(`${customer}の案件で使用中`)).toBeVisible();
    await hydrated(page);
    await expect(page.getByRole('heading', { level: 2, name: '用件を1分で' })).toBeVisible();
    await page.getByRole('button', { name: '「1分なら」' }).click();
    await expect(page).toHaveURL(new RegExp(`way=opening\\.purpose&talk=${talk}&n=2&deal=${deal}$`));
    await lose(partner, deal);
  });

  test('signing out leaves nothing of a reader behind', async ({ page, context, signIn }) => {
    await signIn('rep');
    await visit(page, '/kits/first-proposal');
    await expect.poll(() => page.evaluate(async () => (await navigator.serviceWorker.ready).active?.state)).toBe('activated');
    await visit(page, '/kits/first-proposal');
    const left = () => page.evaluate(async () => {
      const pages: string[] = [];
      for (const name of await caches.keys()) for (const { url } of await (await caches.open(name)).keys()) pages.push(new URL(url).pathname);
      return pages.filter((path) => /^\/(kits|targets|api)/.test(path));
    });
    await expect.poll(async () => (await left()).length).toBeGreaterThan(0);
    await context.clearCookies();
    await page.goto('/sign-in');
    await expect.poll(left).toEqual([]);
  });
});

test('a script is played without JavaScript, and an editor settles what it does not answer', async ({ plain }) => {
  const said = unique('社長が不在で');
  const page = await plain('rep');
  await page.goto('/kits/first-call-manufacturing');
  await page.getByRole('link', { name: '1画面ずつ使う' }).click();
  await page.getByRole('button', { name: 'つないでもらえた' }).click();
  await expect(page.getByRole('heading', { level: 2, name: '用件を1分で' })).toBeVisible();
  await page.getByText('ほかのことを言われた').click();
  await page.getByLabel('お客様の言葉').fill(said);
  await page.getByRole('button', { name: '記録する' }).click();
  await expect(page.getByText('記録しました')).toBeVisible();
  await page.getByRole('button', { name: '「1分なら」' }).click();
  await page.getByRole('button', { name: '件数を話してくれた' }).click();
  await page.getByRole('button', { name: '日時が決まった' }).click();
  await expect(page.getByText('ゴール：目的を達成')).toBeVisible();

  const editor = await plain('editor');
  await editor.goto('/console/scripts');
  await editor.getByRole('main').getByRole('link', { name: '製造業への最初の電話' }).click();
  await editor.getByRole('button', { name: `「${said}」を対応済みにする` }).click();
  await expect(editor.getByText('対応済みにしました')).toBeVisible();
  await expect(editor.locator('#unanswered')).not.toContainText(said);
});

test('a reply is under the thumb and by keyboard @both', async ({ page, signIn }) => {
  await signIn('rep');
  await visit(page, PLAY);
  const reply = page.getByRole('button', { name: 'つないでもらえた' });
  const box = await reply.boundingBox();
  expect(box?.height ?? 0).toBeGreaterThanOrEqual(44);
  expect((box?.y ?? 0) + (box?.height ?? 0)).toBeGreaterThan((page.viewportSize()?.height ?? 0) / 2);
  await reply.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 2, name: '用件を1分で' })).toBeFocused();
  await page.getByRole('link', { name: '最初から' }).click();
  await expect(page.getByRole('heading', { level: 2, name: '名乗る' })).toBeVisible();
});

test('on a phone every turn of a talk is large, and what to say stays in sight while something else is noted', async ({ page, signIn }) => {
  await page.setViewportSize({ width: 360, height: 640 });
  await signIn('rep');
  for (const lang of ['ja', 'en']) {
    await visit(page, `${PLAY}?step=purpose&way=opening&lang=${lang}`);
    const [other, back, again] = [page.locator('.reply > .more > summary'), page.locator('.turns .back'), page.locator('.turns .again')];
    for (const target of [other, back, again]) {
      const box = await target.boundingBox();
      expect(box?.height ?? 0).toBeGreaterThanOrEqual(44);
      // On one line.
      expect(box?.height ?? 0).toBeLessThan(56);
    }
    const say = page.locator('.say > .prose');
    await other.click();
    const words = page.locator('.reply textarea');
    await expect(words).toBeInViewport({ ratio: 1 });
    await say.evaluate((text) => text.scrollIntoView({ block: 'start' }));
    const [reply, top] = [await page.locator('.reply').boundingBox(), await page.locator('.top').boundingBox()];
    expect((reply?.y ?? 0) - (top?.y ?? 0) - (top?.height ?? 0), 'room for what to say').toBeGreaterThan(100);
    await other.click();
    await expect(page.locator('.reply .replies .btn').first()).toBeVisible();
  }
});

test('a kit is kept at hand, and a target gets one of its own', async ({ page, context, signIn, plain, tolerate }) => {
  tolerate(/ERR_INTERNET_DISCONNECTED|Failed to (fetch|load)/);
  await signIn('rep');
  await visit(page, '/kits/retail-chain');
  const button = page.getByRole('button', { name: /よく使う資料/ });
  const before = await button.innerText();
  await context.setOffline(true);
  await button.click();
  await expect(page.locator('.page-head').getByText('サーバーに接続できませんでした')).toBeVisible();
  await context.setOffline(false);
  await button.click();
  await expect(page.getByText(/よく使う資料(に加えました|から外しました)/)).toBeVisible();
  await expect(page.getByRole('button', { name: /よく使う資料/ })).not.toHaveText(before);

  const other = await plain('lead');
  await other.goto('/targets');
  await other.getByRole('link', { name: /営業資料をまとめる/ }).first().click();
  const heading = other.getByRole('heading', { level: 1 });
  await expect(heading).toContainText('向けの営業資料');
  const saving = other.waitForEvent('download');
  await other.getByRole('link', { name: '1つのファイルで保存' }).click();
  // Named as the page is, so that it is found again among what else was saved.
  expect((await saving).suggestedFilename()).toBe(`${await heading.innerText()}.html`);
});
