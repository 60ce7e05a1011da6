// What the main pages are made of, as assistive technology sees them: landmarks, headings, fields and buttons, in Japanese on a
// phone. Rows of lists and everything that moves with the day is left out, so a difference means that a page was built anew.
//
// One page at a time: `make e2e ONLY=aria`; the expected trees stand in aria.spec.ts-snapshots, edited by hand.

import type { Page } from '@playwright/test';
import { expect, test, visit, type Persona } from './fixtures.ts';

type Way = (page: Page) => Promise<void>;

const at = (path: string): Way => (page) => visit(page, path);

/** Opens a list and then the row with this name. */
const through = (list: string, name: string): Way => async (page) => {
  await visit(page, list);
  const href = await page.getByRole('main').getByRole('link', { name }).first().getAttribute('href');
  await visit(page, href ?? '');
};

const pages: [name: string, as: Persona | null, open: Way][] = [
  ['sign-in', null, at('/sign-in')],
  ['demo', null, at('/demo')],
  ['home', 'rep', at('/')],
  ['learn', 'rep', at('/learn')],
  ['lesson', 'rep', at('/learn/first-customer/who-buys')],
  ['kits', 'rep', at('/kits')],
  ['kits-search', 'rep', at('/kits?q=製造')],
  ['kit', 'rep', at('/kits/first-proposal')],
  ['deals', 'rep', at('/deals')],
  ['deal-new', 'rep', at('/deals/new')],
  ['deal', 'rep', through('/deals', '株式会社北浜製作所')],
  ['progress', 'rep', at('/progress')],
  ['leaderboard', 'rep', at('/leaderboard')],
  ['console-home', 'manager', at('/')],
  ['console-deals', 'manager', at('/console/deals')],
  ['console-partners', 'manager', at('/console/partners')],
  ['console-content', 'editor', at('/console/content')],
  ['editor', 'editor', through('/console/content?text=値引き', '値引きはできますか？')],
];

for (const [name, as, open] of pages) {
  test(`${name} keeps its structure`, async ({ page, signIn }) => {
    if (as) await signIn(as);
    await open(page);
    await expect(page.locator('body')).toMatchAriaSnapshot({ name: `${name}.aria.yml` });
  });
}
