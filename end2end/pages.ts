// Every page, by who sees it: what the accessibility, layout and picture runs go through.

import { expect, letterTo, sends, test, unique, visit, type Device, type Persona } from './fixtures.ts';
import { invite, newcomer } from './people.ts';
import { approved, lose, visited } from './registering.ts';
import type { Page } from '@playwright/test';

/** Finds the address of a page that is not known before, on a device of the one who sees it. */
type Way = (page: Page, device: Device) => Promise<string>;

export interface MainPage {
  name: string;
  path: string | Way;
  as: Persona | null;
  /** How many `h1` it has, where that is not one. */
  headlines?: number;
  /** Its status, where that is not 200. */
  status?: 404 | 409;
  /** No script runs on it. */
  still?: true;
}

/** Through the first link of a list that has this name, or whose address begins so. */
const through = (list: string, link: string): Way => async (page) => {
  await visit(page, list);
  const main = page.getByRole('main');
  const row = link.startsWith('/') ? main.locator(`a[href^="${link}"]`) : main.getByRole('link', { name: link });
  return (await row.first().getAttribute('href')) ?? '';
};

/** Through one of the choices over a page. */
const among = (path: string, choice: string, name: RegExp, nth = 0): Way => async (page) => {
  await visit(page, path);
  return (await page.getByRole('navigation', { name: choice }).getByRole('link', { name }).nth(nth).getAttribute('href')) ?? '';
};

/** Through the letter to somebody who forgot their password; a newcomer's, as a second letter makes the first one's link void. */
const reset: Way = async (page, device) => {
  const address = await newcomer(await device('lead'), await device(null), '森 はるか');
  await visit(page, '/forgot');
  await page.getByLabel('メールアドレス').fill(address);
  await sends(page, 'forgot_password', () => page.getByRole('button', { name: 'リンクを送る' }).click());
  return new URL((await letterTo(page, address, '/reset/')).link).pathname;
};

const invitation: Way = async (_, device) => invite(await device('lead'), `${unique('page')}@example.co.jp`);

/** Through the first open deal that one may ask for a visit to. */
const visitToAskFor: Way = async (page, device) => {
  await visit(page, await through('/deals', '丸菱商事株式会社')(page, device));
  return (await page.getByRole('link', { name: '商談同行を依頼する' }).getAttribute('href')) ?? '';
};

const proposalToMake: Way = async (page, device) => {
  await visit(page, await through('/deals', '江東精密工業株式会社')(page, device));
  return (await page.getByRole('link', { name: '提案書を作る' }).getAttribute('href')) ?? '';
};

/** The newest proposal of the first deal that has one. */
const proposal: Way = async (page) => {
  await visit(page, '/deals?owner=all');
  const deals = await page.getByRole('main').locator('a[href^="/deals/0"]').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  for (const deal of new Set(deals)) {
    await visit(page, deal);
    const link = page.locator('#proposals a[href^="/proposals/0"]').first();
    if ((await link.count()) > 0) return (await link.getAttribute('href')) ?? '';
  }
  throw new Error('no deal has a proposal');
};

/** Through the link that a company gives its customer. */
const plan: Way = async (_, device) => {
  const lead = await device('lead');
  await visit(lead, await through('/boards', '/boards/0')(lead, device));
  await sends(lead, 'share_board', () => lead.getByRole('button', { name: /リンクをつく/ }).click());
  await expect(lead.getByText('お客様用のリンクをつくりました')).toBeVisible();
  return new URL(await lead.getByLabel('お客様用のリンク').inputValue()).pathname;
};

/** Through the link that a company gives its customer to the first proposal that was sent. */
const letter: Way = async (_, device) => {
  const lead = await device('lead');
  await visit(lead, '/deals?owner=all');
  const hrefs = (page: Page, links: string) => page.locator(links).evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''));
  for (const deal of new Set(await hrefs(lead, 'main a[href^="/deals/0"]'))) {
    await visit(lead, deal);
    for (const one of new Set(await hrefs(lead, '#proposals a[href^="/proposals/0"]'))) {
      await visit(lead, one);
      const make = lead.locator('#versions').getByRole('button', { name: /お客様用リンクを作る|リンクを作り直す/ }).first();
      if ((await make.count()) === 0) continue;
      await sends(lead, 'share_proposal', () => make.click());
      await expect(lead.getByText('お客様用リンクを作りました')).toBeVisible();
      return new URL(await lead.locator('#versions').getByLabel(/のお客様用リンク$/).first().inputValue()).pathname;
    }
  }
  throw new Error('no proposal was sent');
};

/** Through a visit of one's own: of the demo's, all that are summed up have a play already. */
const playToMake: Way = async (_, device) => {
  test.setTimeout(120_000);
  const [partner, manager] = [await device(null, { javaScriptEnabled: false }), await device('manager', { javaScriptEnabled: false })];
  await newcomer(await device('lead'), partner, '型 はじめ');
  const deal = await approved(partner, manager, unique('株式会社かたはじめ'));
  await visited(partner, manager, deal);
  const href = (await partner.getByRole('link', { name: '型にする' }).getAttribute('href')) ?? '';
  await lose(partner, deal);
  return href;
};

const toto = through('/console/partners?text=%E6%9D%B1%E9%83%BD', '東都システムズ株式会社');

const faq = through('/console/content?text=%E5%80%A4%E5%BC%95%E3%81%8D', '値引きはできますか？');

export const mainPages: MainPage[] = [
  { name: 'sign-in', path: '/sign-in', as: null },
  { name: 'forgot', path: '/forgot', as: null },
  { name: 'reset', path: reset, as: null },
  { name: 'invitation', path: invitation, as: null },
  { name: 'spent-invitation', path: '/invite/used-long-ago', as: null, status: 409 },
  { name: 'spent-reset', path: '/reset/used-long-ago', as: null, status: 409, still: true },
  { name: 'act-gone', path: '/act/used-long-ago', as: null, status: 409 },
  { name: 'demo', path: '/demo', as: null },
  { name: 'demo-mail', path: '/demo/mail', as: null },
  // The next action, whose title is a page's headline, is shown in both themes.
  { name: 'widgets', path: '/demo/widgets', as: null, headlines: 3 },
  { name: 'home', path: '/', as: 'rep' },
  { name: 'learn', path: '/learn', as: 'rep' },
  { name: 'module', path: '/learn/first-customer', as: 'rep' },
  { name: 'lesson', path: '/learn/first-customer/who-buys', as: 'rep' },
  { name: 'kits', path: '/kits', as: 'rep' },
  { name: 'kits-search', path: '/kits?q=%E8%A3%BD%E9%80%A0', as: 'rep' },
  { name: 'kits-nothing', path: '/kits?q=%E5%AE%87%E5%AE%99%E9%81%8A%E6%B3%B3', as: 'rep' },
  { name: 'kit', path: '/kits/first-proposal', as: 'rep' },
  { name: 'kit-script', path: '/kits/first-call-manufacturing', as: 'rep' },
  { name: 'script-play', path: '/kits/first-call-manufacturing/play', as: 'rep' },
  { name: 'script-end', path: '/kits/first-call-manufacturing/play?step=meeting&way=opening.purpose', as: 'rep' },
  { name: 'console-scripts', path: '/console/scripts', as: 'editor' },
  { name: 'console-script', path: '/console/scripts?script=first-call-manufacturing', as: 'editor' },
  { name: 'console-trace', path: '/console/trace', as: 'editor' },
  { name: 'console-trace-branches', path: '/console/trace?kind=branch&period=all', as: 'editor' },
  { name: 'console-trace-deals', path: '/console/trace?kind=template&period=all&of=all&reached=won', as: 'manager' },
  { name: 'deals', path: '/deals', as: 'rep' },
  { name: 'deals-board', path: '/deals?view=board&owner=all', as: 'rep' },
  { name: 'deals-closed', path: '/deals?show=closed', as: 'rep' },
  { name: 'deal-new', path: '/deals/new', as: 'rep' },
  { name: 'deal', path: through('/deals', '株式会社北浜製作所'), as: 'rep' },
  { name: 'deal-protected', path: through('/deals', '江東精密工業株式会社'), as: 'rep' },
  { name: 'deal-visited', path: through('/deals', '房総運輸株式会社'), as: 'rep' },
  { name: 'deal-closed', path: through('/deals?show=closed', '/deals/0'), as: 'rep' },
  { name: 'targets', path: '/targets', as: 'rep' },
  { name: 'target-kit', path: through('/targets', '/targets/0'), as: 'rep' },
  { name: 'console-targets', path: '/console/targets', as: 'manager' },
  { name: 'console-target-list', path: through('/console/targets', '/console/targets/0'), as: 'manager' },
  { name: 'leads', path: '/leads', as: 'lead' },
  { name: 'console-leads', path: '/console/leads', as: 'manager' },
  { name: 'visits', path: '/visits', as: 'rep' },
  { name: 'visits-vendor', path: '/visits', as: 'manager' },
  { name: 'visit', path: through('/visits', '/visits/0'), as: 'rep' },
  { name: 'visit-vendor', path: through('/visits', '/visits/0'), as: 'manager' },
  { name: 'visit-new', path: visitToAskFor, as: 'rep' },
  { name: 'play-new', path: playToMake, as: 'lead' },
  { name: 'play', path: through('/visits', '/plays/0'), as: 'manager' },
  { name: 'kits-plays', path: '/kits?kind=play', as: 'rep' },
  { name: 'boards', path: '/boards', as: 'rep' },
  { name: 'boards-vendor', path: '/boards', as: 'manager' },
  { name: 'board', path: through('/boards', '/boards/0'), as: 'rep' },
  { name: 'board-vendor', path: through('/boards', '/boards/0'), as: 'manager' },
  { name: 'board-customer', path: async (page, device) => `${await through('/boards', '/boards/0')(page, device)}/customer`, as: 'rep' },
  { name: 'plan', path: plan, as: null },
  { name: 'proposal-new', path: proposalToMake, as: 'rep' },
  { name: 'proposal', path: proposal, as: 'rep' },
  { name: 'proposal-read', path: async (page, device) => `${await proposal(page, device)}/read`, as: 'rep' },
  { name: 'proposal-vendor', path: async (_, device) => proposal(await device('lead'), device), as: 'manager' },
  { name: 'letter', path: letter, as: null },
  { name: 'progress', path: '/progress', as: 'rep' },
  { name: 'goals', path: '/goals', as: 'lead' },
  { name: 'leaderboard', path: '/leaderboard', as: 'rep' },
  { name: 'leaderboard-sales', path: '/leaderboard?measure=sales&cohort=everyone', as: 'rep' },
  { name: 'leaderboard-growth', path: '/leaderboard?measure=growth', as: 'rep' },
  { name: 'leaderboard-learning', path: '/leaderboard?measure=learning&period=all_time&board=people', as: 'rep' },
  { name: 'leaderboard-helping', path: '/leaderboard?measure=helping&cohort=rookies', as: 'rep' },
  { name: 'recognition', path: '/recognition', as: 'rep' },
  { name: 'recognition-vendor', path: '/recognition', as: 'manager' },
  { name: 'questions', path: '/questions', as: 'rep' },
  { name: 'questions-vendor', path: '/questions', as: 'manager' },
  { name: 'questions-new', path: '/questions/new?about=/deals', as: 'rep' },
  { name: 'question', path: through('/questions', '/questions/0'), as: 'rep' },
  { name: 'question-vendor', path: through('/questions', '/questions/0'), as: 'manager' },
  { name: 'news', path: '/news', as: 'rep' },
  { name: 'news-item', path: '/news/first-deal-campaign', as: 'rep' },
  { name: 'company', path: '/company', as: 'lead' },
  { name: 'people', path: '/people', as: 'lead' },
  { name: 'people-rep', path: '/people', as: 'rep' },
  { name: 'me', path: '/me', as: 'rep' },
  { name: 'notifications', path: '/notifications', as: 'rep' },
  { name: 'notifications-vendor', path: '/notifications', as: 'manager' },
  { name: 'not-found', path: '/nowhere', as: 'rep', status: 404 },
  { name: 'console-home', path: '/', as: 'manager' },
  { name: 'console-deals', path: '/console/deals', as: 'manager' },
  { name: 'console-deals-all', path: '/console/deals?show=all', as: 'manager' },
  { name: 'console-deals-stale', path: '/console/deals?show=stale', as: 'manager' },
  { name: 'console-deal', path: through('/console/deals', '株式会社北浜製作所'), as: 'manager' },
  { name: 'console-deal-late', path: through('/console/deals', '/console/deals/0'), as: 'manager' },
  { name: 'console-deal-approved', path: through('/console/deals?show=approved', '/console/deals/0'), as: 'manager' },
  { name: 'console-deal-won', path: through('/console/deals?show=won', '/console/deals/0'), as: 'manager' },
  { name: 'console-partners', path: '/console/partners', as: 'manager' },
  { name: 'console-partner', path: toto, as: 'manager' },
  { name: 'console-partner-people', path: async (page, device) => `${await toto(page, device)}/people`, as: 'manager' },
  { name: 'console-partner-stalled', path: through('/console/partners', '/console/partners/0'), as: 'manager' },
  { name: 'console-partner-new', path: '/console/partners/new', as: 'manager' },
  { name: 'console-programme', path: '/console/programme', as: 'admin' },
  { name: 'console-programme-edit', path: '/console/programme/edit', as: 'admin' },
  { name: 'console-programme-history', path: '/console/programme/history', as: 'manager' },
  { name: 'console-programme-publish', path: '/console/programme/publish', as: 'admin' },
  { name: 'console-programme-what-if', path: '/console/programme/what-if', as: 'manager' },
  { name: 'console-recognition', path: '/console/recognition', as: 'manager' },
  { name: 'console-recognition-open', path: among('/console/recognition', '対象の月', /未決定/), as: 'manager' },
  { name: 'console-awards', path: '/console/recognition/awards', as: 'manager' },
  { name: 'console-awards-over', path: among('/console/recognition/awards', '対象の年', /年$/, 2), as: 'manager' },
  { name: 'console-content', path: '/console/content', as: 'editor' },
  { name: 'console-searches', path: '/console/searches', as: 'editor' },
  { name: 'console-synonyms', path: '/console/synonyms', as: 'editor' },
  { name: 'console-content-new', path: '/console/content/new', as: 'editor' },
  { name: 'editor', path: faq, as: 'editor' },
  { name: 'editor-history', path: async (page, device) => `${await faq(page, device)}/history`, as: 'editor' },
  { name: 'console-team', path: '/console/team', as: 'admin' },
  { name: 'editor-home', path: '/', as: 'editor' },
];

export function inLanguage(path: string, lang: 'ja' | 'en'): string {
  const [page = '', place] = path.split('#');
  return `${page}${page.includes('?') ? '&' : '?'}lang=${lang}${place ? `#${place}` : ''}`;
}

/** Where a page is. */
export async function addressOf({ path }: MainPage, page: Page, device: Device): Promise<string> {
  return typeof path === 'string' ? path : path(page, device);
}
