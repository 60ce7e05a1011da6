// What every spec starts from:
//
//   import { expect, test, visit } from './fixtures.ts';
//
//   test('a rep opens the home page', async ({ page, signIn }) => {
//     await signIn('rep');
//     await visit(page, '/');
//   });
//
// A test fails on any error in the browser's console, on any uncaught exception and on any CSP violation, in every window it
// opens. Where an error is the point of the test (a 422, say), it says so first: `tolerate(/status of 422/)`.
//
// Stories run on the phone; `@both` in a title runs the test on the desktop too, `@desktop` only there.

import { expect, test as base, type BrowserContext, type BrowserContextOptions, type Page, type Response } from '@playwright/test';

export type Persona = 'rep' | 'lead' | 'manager' | 'editor' | 'admin';

/** Another device: a page of its own, signed in as a person of the demo, or nobody. */
export type Device = (persona: Persona | null, options?: BrowserContextOptions) => Promise<Page>;

interface Fixtures {
  /** Signs the test's page in as a person of the demo. */
  signIn: (persona: Persona) => Promise<void>;
  device: Device;
  /** A device without JavaScript. */
  plain: (persona: Persona | null) => Promise<Page>;
  /** Console errors that match are no failure in this test. */
  tolerate: (pattern: RegExp) => void;
  /** Everything that went wrong in the browser so far. */
  browserErrors: string[];
}

export const test = base.extend<Fixtures & { tolerated: RegExp[]; quiet: void }>({
  browserErrors: async ({}, use) => use([]),

  tolerate: async ({ tolerated }, use) => use((pattern) => void tolerated.push(pattern)),

  // A form with mistakes is answered with 422, which the browser reports as an error.
  tolerated: async ({}, use) => use([/status of 422/]),

  quiet: [
    async ({ context, browserErrors, tolerated }, use) => {
      listen(context, browserErrors);
      await use();
      const unexpected = browserErrors.filter((line) => !tolerated.some((pattern) => pattern.test(line)));
      expect(unexpected, 'errors in the browser').toEqual([]);
    },
    { auto: true },
  ],

  signIn: async ({ page, baseURL }, use) => {
    await use((persona) => become(page, persona, baseURL));
  },

  device: async ({ browser, baseURL, contextOptions, browserErrors, locale, timezoneId, viewport }, use) => {
    const opened: BrowserContext[] = [];
    await use(async (persona, options = {}) => {
      const context = await browser.newContext({ ...contextOptions, baseURL, locale, timezoneId, viewport, ...options });
      opened.push(context);
      listen(context, browserErrors);
      const page = await context.newPage();
      page.setDefaultTimeout(7_000);
      if (persona) await become(page, persona, baseURL);
      return page;
    });
    for (const context of opened) await context.close();
  },

  plain: async ({ device }, use) => {
    await use((persona) => device(persona, { javaScriptEnabled: false }));
  },
});

export { expect };

function listen(context: BrowserContext, errors: string[]): void {
  context.on('console', (message) => {
    if (message.type() !== 'error') return;
    const { url } = message.location();
    errors.push(url ? `${message.text()} (${url})` : message.text());
  });
  context.on('weberror', (problem) => errors.push(`uncaught: ${problem.error().stack ?? problem.error().message}`));
}

async function become(page: Page, persona: Persona, baseURL: string | undefined): Promise<void> {
  const reply = await page.request.post('/demo/sign-in', {
    form: { persona },
    // The server takes a form only from its own pages.
    headers: { origin: baseURL ?? '', 'sec-fetch-site': 'same-origin' },
    maxRedirects: 0,
  });
  expect(reply.status(), `signing in as ${persona}`).toBeLessThan(400);
}

/** Waits until the page's own code has taken over from the server's HTML. */
export async function hydrated(page: Page): Promise<void> {
  await page.waitForFunction(() => document.documentElement.dataset.hydrated === 'yes');
}

/** Puts a page into a theme and waits until it is there: a colour on its way is neither. What follows the scroll position never ends. */
export async function inTheme(page: Page, theme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
  await page.evaluate(() => {
    const timed = document.getAnimations().filter((one) => one.timeline === document.timeline);
    const over = Promise.allSettled(timed.map((one) => one.finished)).then(() => undefined);
    // A window that is not drawn lets no animation end.
    return Promise.race([over, new Promise<void>((done) => setTimeout(done, 1_000))]);
  });
}

/** Opens a page and waits until it has come alive. */
export async function visit(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await hydrated(page);
}

/** Opens a page so that it is the worker through which it asks; for tests with `serviceWorkers: 'allow'`. */
export async function visitByWorker(page: Page, path: string): Promise<void> {
  await visit(page, path);
  const isWorking = async () => {
    const { active } = await navigator.serviceWorker.ready;
    return active?.state === 'activated' && navigator.serviceWorker.controller !== null;
  };
  await expect.poll(() => page.evaluate(isWorking)).toBe(true);
  // Once more, now through the worker.
  await visit(page, path);
}

/** Waits until the worker has kept what an address answers. */
export async function kept(page: Page, address: string): Promise<void> {
  const isKept = async (address: string) => {
    for (const name of await caches.keys()) if (await (await caches.open(name)).match(address, { ignoreVary: true })) return true;
    return false;
  };
  // A function that is waited for in the page must not answer with a promise, which is always something.
  await expect.poll(() => page.evaluate(isKept, address), { message: `kept: ${address}`, timeout: 20_000 }).toBe(true);
}

/**
 * Does something that sends a hydrated form, and answers with the server function's response. A page that never came alive
 * sends its form as a page load instead: then this waits in vain.
 */
export async function sends(page: Page, endpoint: string, act: () => Promise<void>): Promise<Response> {
  const answered = page.waitForResponse(
    (response) => new URL(response.url()).pathname === `/api/${endpoint}` && response.request().method() === 'POST',
  );
  await act();
  return answered;
}

/** Marks the document, so that a test can tell whether it was loaded anew since. */
export async function mark(page: Page): Promise<() => Promise<boolean>> {
  await page.evaluate(() => void (document.documentElement.dataset.marked = 'yes'));
  return () => page.evaluate(() => document.documentElement.dataset.marked === 'yes');
}

/** The newest letter to an address with a link that has `part` in it, as the demo shows it; a job sends it a moment later. */
export async function letterTo(page: Page, address: string, part = '/'): Promise<{ text: string; link: string }> {
  const letter = page.locator('main section').filter({ hasText: address }).filter({ has: page.locator(`a[href*="${part}"]`) }).first();
  await expect(async () => {
    await page.goto('/demo/mail');
    await expect(letter).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 10_000 });
  return { text: await letter.innerText(), link: (await letter.locator(`a[href*="${part}"]`).getAttribute('href')) ?? '' };
}

/** Something that no other test and no other run has typed. */
export function unique(word: string): string {
  return `${word}${Date.now().toString(36)}${Math.floor(Math.random() * 1296).toString(36)}`;
}
