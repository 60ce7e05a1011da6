// Every main page, in both languages and both themes: it comes alive, it fits a phone, and axe finds nothing serious.

import { AxeBuilder } from '@axe-core/playwright';
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, hydrated, inTheme, test, visit } from './fixtures.ts';
import { addressOf, inLanguage, mainPages } from './pages.ts';
import type { Locator } from '@playwright/test';

for (const shown of mainPages) {
  const { name, as, headlines = 1, status, still } = shown;
  test(`${name} is accessible, fits, and comes alive`, async ({ page, device, signIn, tolerate }) => {
    if (status) tolerate(new RegExp(`status of ${status}`));
    if (as) await signIn(as);
    const path = await addressOf(shown, page, device);
    for (const lang of ['ja', 'en'] as const) {
      await page.goto(inLanguage(path, lang));
      if (!still) await hydrated(page);
      expect(await page.locator('h1').count(), 'headlines').toBe(headlines);
      expect(await page.evaluate(() => document.documentElement.lang)).toBe(lang);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(overflow, 'pixels wider than the screen').toBeLessThanOrEqual(0);
      // A field scrolls what is typed; headings of columns, and labels below a summary that says the same, are for screen readers only.
      const clipped = await page.evaluate(() =>
        [...document.querySelectorAll('main :not(input, thead, .unseen, .place *, .part label)')]
          .filter((one) => /clip|hidden/.test(getComputedStyle(one).overflowX) && one.scrollWidth > one.clientWidth + 1)
          .map((one) => `${one.tagName}.${one.className} ${one.textContent?.trim().slice(0, 40)}`),
      );
      expect(clipped, 'words cut off').toEqual([]);
      const broken = await page.evaluate(() =>
        [...document.querySelectorAll('main :is(time, .when)')].flatMap((one) => {
          const said = document.createRange();
          said.selectNodeContents(one);
          const lines = new Set([...said.getClientRects()].map(({ top }) => Math.round(top)));
          return lines.size > 1 ? [one.textContent] : [];
        }),
      );
      expect(broken, 'dates in two lines').toEqual([]);
      for (const theme of ['light', 'dark'] as const) {
        await inTheme(page, theme);
        const { violations } = await new AxeBuilder({ page }).exclude('video').analyze();
        const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
        const found = serious.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')} ${failureSummary}`));
        expect(found, `${lang} ${theme}`).toEqual([]);
      }
    }
  });
}

test('words stay whole on a phone: in a table of a kit, and names of companies in English text', async ({ page, signIn }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await signIn('rep');
  for (const [path, places] of [
    ['/kits/first-proposal?lang=en', '.paper td'],
    ['/?lang=en', '.next h1, .near li > :nth-child(2)'],
  ] as const) {
    await visit(page, path);
    const broken = await page.locator(places).evaluateAll((all) => {
      const found: string[] = [];
      for (const place of all) {
        const texts = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
        for (let node = texts.nextNode(); node; node = texts.nextNode()) {
          for (const word of (node.textContent ?? '').matchAll(/株式会社|[A-Za-z]+/g)) {
            const said = document.createRange();
            said.setStart(node, word.index);
            said.setEnd(node, word.index + word[0].length);
            if (new Set([...said.getClientRects()].map(({ top }) => Math.round(top))).size > 1) found.push(place.textContent ?? '');
          }
        }
      }
      return found;
    });
    expect(broken, path).toEqual([]);
  }
});

test('pages read without JavaScript', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL });
  const page = await context.newPage();
  await page.goto('/demo');
  await page.locator('form:has(input[value="rep"]) button, button[value="rep"]').first().click();
  for (const { path, as } of mainPages) {
    if (as !== 'rep' || typeof path !== 'string') continue;
    await page.goto(path);
    await expect(page.locator('main h1'), `${as} ${path}`).toBeVisible();
  }
  await context.close();
});

test('on a phone every place of the header is listed where the avatar leads, without JavaScript', async ({ device }) => {
  for (const persona of ['rep', 'lead', 'manager', 'editor', 'admin'] as const) {
    const page = await device(persona, { javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
    await page.goto('/');
    const addresses = (links: Locator) => links.evaluateAll((all) => all.map((one) => one.getAttribute('href')));
    const places = await addresses(page.locator('.nav a'));
    expect(places.length, persona).toBeGreaterThan(5);
    await expect(page.locator('.nav'), persona).toBeHidden();
    await page.getByRole('banner').getByRole('link', { name: '設定とメニュー' }).click();
    await expect(page).toHaveURL('/me');
    const list = page.getByRole('navigation', { name: 'メニュー一覧' });
    expect(await addresses(list.getByRole('link')), persona).toEqual(places);
    const twice = (await addresses(page.locator('main a'))).filter((address, at, all) => all.indexOf(address) !== at);
    expect(twice, `${persona}: places that stand on the page twice`).toEqual([]);
    for (const link of await list.getByRole('link').all()) {
      const box = await link.boundingBox();
      expect(Math.min(box?.height ?? 0, box?.width ?? 0), `${persona}: ${await link.innerText()}`).toBeGreaterThanOrEqual(44);
    }
    // Where the header has room for them, they stand there only.
    await page.setViewportSize({ width: 1024, height: 760 });
    await expect(page.locator('.nav'), persona).toBeVisible();
    await expect(page.locator('.places'), persona).toBeHidden();
  }
});

test('the header fits whoever has the most places @desktop', async ({ page, signIn }) => {
  await signIn('admin');
  for (const width of [1024, 1280]) {
    await page.setViewportSize({ width, height: 760 });
    await visit(page, '/');
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(overflow, `pixels wider than ${width}`).toBeLessThanOrEqual(0);
  }
  // All places stand in one line: the search gives way before they break.
  for (const persona of ['rep', 'lead', 'manager', 'editor', 'admin'] as const) {
    await signIn(persona);
    await visit(page, '/');
    const lines = await page.locator('.nav a').evaluateAll((all) => new Set(all.map((one) => one.getBoundingClientRect().top)).size);
    expect(lines, persona).toBe(1);
  }
});

test('the first load of the home page stays within its budget', async ({ page, signIn }, info) => {
  test.skip(info.project.name !== 'phone', 'once is enough');
  await signIn('rep');
  const client = await page.context().newCDPSession(page);
  await client.send('Network.enable');
  await client.send('Network.clearBrowserCache');
  let bytes = 0;
  client.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  await page.goto('/');
  await hydrated(page);
  // The page follows its notifications and so is never without a connection; what it loads has come when nothing more comes.
  for (let before = -1; before !== bytes; ) {
    before = bytes;
    await page.waitForTimeout(500);
  }
  console.log(`first load of /: ${(bytes / 1000).toFixed(1)} kB`);
  expect(bytes).toBeLessThanOrEqual(260_000);
  const shift = await page.evaluate(
    () =>
      new Promise<number>((done) => {
        let sum = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) sum += (entry as unknown as { value: number }).value;
        }).observe({ type: 'layout-shift', buffered: true });
        setTimeout(() => done(sum), 300);
      }),
  );
  expect(shift).toBe(0);
});

test('what a page says is there before its code is', async ({ page, signIn }) => {
  await signIn('rep');
  let held = 0;
  // Never answered.
  await page.route(/\.wasm$/, () => void (held += 1));
  await page.goto('/', { waitUntil: 'commit' });
  await expect(page.locator('main h1')).toBeVisible();
  await expect(page.locator('main .next')).toBeVisible();
  await expect.poll(() => held).toBeGreaterThan(0);
  const largest = await page.evaluate(
    () =>
      new Promise<{ at: number; inMain: boolean } | null>((done) => {
        let last: { at: number; inMain: boolean } | null = null;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) {
            const { startTime, element } = entry as PerformanceEntry & { element?: Element | null };
            last = { at: startTime, inMain: Boolean(element?.closest('main')) };
          }
        }).observe({ type: 'largest-contentful-paint', buffered: true });
        setTimeout(() => done(last), 1_000);
      }),
  );
  expect(largest?.inMain, 'the largest part of the page').toBe(true);
  expect(largest?.at, 'milliseconds until it is painted').toBeLessThan(2_500);
  expect(await page.evaluate(() => document.documentElement.dataset.hydrated)).toBeUndefined();
});

test("no page's own code weighs more than 40 kB", () => {
  const site = readFileSync(resolve(dirname(fileURLToPath(import.meta.url)), '../target/site/site.json'), 'utf8');
  const files = Object.entries((JSON.parse(site) as { files: Record<string, { br: number }> }).files);
  const own = files.filter(([name]) => name.startsWith('split_') && name.endsWith('.wasm'));
  expect(own.length, 'pages with code of their own').toBeGreaterThan(30);
  const heavy = own.filter(([, { br }]) => br > 40_000).map(([name, { br }]) => `${name}: ${br} bytes`);
  expect(heavy).toEqual([]);
});
