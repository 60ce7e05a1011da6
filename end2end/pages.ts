// The main pages, by who sees them: what the accessibility, layout and picture runs go through.

import type { Persona } from './fixtures.ts';

export interface MainPage {
  name: string;
  path: string;
  as: Persona | null;
  /** How many `h1` it has, where that is not one. */
  headlines?: number;
}

export const mainPages: MainPage[] = [
  { name: 'sign-in', path: '/sign-in', as: null },
  { name: 'demo', path: '/demo', as: null },
  // The next action, whose title is a page's headline, is shown in both themes.
  { name: 'widgets', path: '/demo/widgets', as: null, headlines: 3 },
  { name: 'home', path: '/', as: 'rep' },
  { name: 'learn', path: '/learn', as: 'rep' },
  { name: 'module', path: '/learn/first-customer', as: 'rep' },
  { name: 'lesson', path: '/learn/first-customer/who-buys', as: 'rep' },
  { name: 'kits', path: '/kits', as: 'rep' },
  { name: 'kits-search', path: '/kits?q=%E8%A3%BD%E9%80%A0', as: 'rep' },
  { name: 'kit', path: '/kits/first-proposal', as: 'rep' },
  { name: 'deals', path: '/deals', as: 'rep' },
  { name: 'deal-new', path: '/deals/new', as: 'rep' },
  { name: 'progress', path: '/progress', as: 'rep' },
  { name: 'leaderboard', path: '/leaderboard', as: 'rep' },
  { name: 'questions', path: '/questions', as: 'rep' },
  { name: 'news', path: '/news', as: 'rep' },
  { name: 'news-item', path: '/news/first-deal-campaign', as: 'rep' },
  { name: 'company', path: '/company', as: 'lead' },
  { name: 'me', path: '/me', as: 'rep' },
  { name: 'not-found', path: '/nowhere', as: 'rep' },
  { name: 'console-home', path: '/', as: 'manager' },
  { name: 'console-deals', path: '/console/deals', as: 'manager' },
  { name: 'console-partners', path: '/console/partners', as: 'manager' },
  { name: 'console-partner-new', path: '/console/partners/new', as: 'manager' },
  { name: 'console-programme', path: '/console/programme', as: 'admin' },
  { name: 'console-programme-edit', path: '/console/programme/edit', as: 'admin' },
  { name: 'console-programme-history', path: '/console/programme/history', as: 'manager' },
  { name: 'console-programme-publish', path: '/console/programme/publish', as: 'admin' },
  { name: 'console-content', path: '/console/content', as: 'editor' },
  { name: 'console-team', path: '/console/team', as: 'admin' },
  { name: 'editor-home', path: '/', as: 'editor' },
];

export function inLanguage(path: string, lang: 'ja' | 'en'): string {
  return `${path}${path.includes('?') ? '&' : '?'}lang=${lang}`;
}
