// What every spec starts from:
//
//   import { expect, hydrated, test } from './fixtures.ts';
//
//   test('a rep opens the home page', async ({ page, signIn }) => {
//     await signIn('rep');
//     await hydrated(page);
//   });
//
// A test fails on any error in the browser's console, on any uncaught exception and on any CSP violation.
// Where an error is the point of the test (a 422, say), it says so first: `tolerate(/status of 422/)`.

import { expect, test as base, type Page } from '@playwright/test';

export type Persona = 'rep' | 'lead' | 'manager' | 'editor' | 'admin';

interface Fixtures {
  /** Signs in as a person of the demo and opens the home page. */
  signIn: (persona: Persona) => Promise<void>;
  /** Console errors that match are no failure in this test. */
  tolerate: (pattern: RegExp) => void;
  /** Everything that went wrong in the browser so far. */
  browserErrors: string[];
}

export const test = base.extend<Fixtures & { tolerated: RegExp[]; quiet: void }>({
  browserErrors: async ({}, use) => use([]),

  tolerate: async ({ tolerated }, use) => use((pattern) => void tolerated.push(pattern)),

  tolerated: async ({}, use) => use([]),

  quiet: [
    async ({ context, browserErrors, tolerated }, use) => {
      context.on('console', (message) => {
        if (message.type() !== 'error') return;
        const { url } = message.location();
        browserErrors.push(url ? `${message.text()} (${url})` : message.text());
      });
      context.on('weberror', (problem) => browserErrors.push(`uncaught: ${problem.error().stack ?? problem.error().message}`));
      await use();
      const unexpected = browserErrors.filter((line) => !tolerated.some((pattern) => pattern.test(line)));
      expect(unexpected, 'errors in the browser').toEqual([]);
    },
    { auto: true },
  ],

  signIn: async ({ page, baseURL }, use) => {
    await use(async (persona) => {
      const reply = await page.request.post('/demo/sign-in', {
        form: { persona },
        // The server takes a form only from its own pages.
        headers: { origin: baseURL ?? '', 'sec-fetch-site': 'same-origin' },
        maxRedirects: 0,
      });
      expect(reply.status(), `signing in as ${persona}`).toBeLessThan(400);
      await page.goto('/');
    });
  },
});

export { expect };

/** Waits until the page's own code has taken over from the server's HTML. */
export async function hydrated(page: Page): Promise<void> {
  await page.waitForFunction(() => document.documentElement.dataset.hydrated === 'yes');
}
