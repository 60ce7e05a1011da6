// Every page, by who sees it: what the accessibility, layout and picture runs go through.

import { letterTo, visit, type Persona } from './fixtures.ts';
import type { Page } from '@playwright/test';

export interface MainPage {
  name: string;
  /** Its address; where that is not known before, of the page that leads to it. */
  path: string;
  as: Persona | null;
  /** The link on the page at `path` that is followed: its name, or how its address begins. */
  row?: string | { href: string };
  /** What is added to the address that was found. */
  then?: string;
  /** The link of a letter, which this fixed part of its address tells; `path` is where it is asked for. */
  letter?: '/invite/' | '/reset/';
  /** How many `h1` it has, where that is not one. */
  headlines?: number;
  /** Its status, where that is not 200. */
  status?: 404 | 409;
}

export const mainPages: MainPage[] = [
  { name: 'sign-in', path: '/sign-in', as: null },
  { name: 'forgot', path: '/forgot', as: null },
  { name: 'reset', path: '/forgot', as: null, letter: '/reset/' },
  { name: 'invitation', path: '/company', as: 'lead', letter: '/invite/' },
  { name: 'spent-invitation', path: '/invite/used-long-ago', as: null, status: 409 },
  { name: 'spent-reset', path: '/reset/used-long-ago', as: null, status: 409 },
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
  { name: 'deals', path: '/deals', as: 'rep' },
  { name: 'deals-closed', path: '/deals?show=closed', as: 'rep' },
  { name: 'deal-new', path: '/deals/new', as: 'rep' },
  { name: 'deal', path: '/deals', as: 'rep', row: '株式会社北浜製作所' },
  { name: 'deal-protected', path: '/deals', as: 'rep', row: '江東精密工業株式会社' },
  { name: 'deal-closed', path: '/deals?show=closed', as: 'rep', row: { href: '/deals/0' } },
  { name: 'progress', path: '/progress', as: 'rep' },
  { name: 'leaderboard', path: '/leaderboard', as: 'rep' },
  { name: 'questions', path: '/questions', as: 'rep' },
  { name: 'news', path: '/news', as: 'rep' },
  { name: 'news-item', path: '/news/first-deal-campaign', as: 'rep' },
  { name: 'company', path: '/company', as: 'lead' },
  { name: 'me', path: '/me', as: 'rep' },
  { name: 'not-found', path: '/nowhere', as: 'rep', status: 404 },
  { name: 'console-home', path: '/', as: 'manager' },
  { name: 'console-deals', path: '/console/deals', as: 'manager' },
  { name: 'console-deals-all', path: '/console/deals?show=all', as: 'manager' },
  { name: 'console-deal', path: '/console/deals', as: 'manager', row: '株式会社北浜製作所' },
  { name: 'console-deal-late', path: '/console/deals', as: 'manager', row: { href: '/console/deals/0' } },
  { name: 'console-deal-approved', path: '/console/deals?show=approved', as: 'manager', row: { href: '/console/deals/0' } },
  { name: 'console-partners', path: '/console/partners', as: 'manager' },
  { name: 'console-partner', path: '/console/partners?text=%E6%9D%B1%E9%83%BD', as: 'manager', row: '東都システムズ株式会社' },
  { name: 'console-partner-stalled', path: '/console/partners', as: 'manager', row: { href: '/console/partners/0' } },
  { name: 'console-partner-new', path: '/console/partners/new', as: 'manager' },
  { name: 'console-content', path: '/console/content', as: 'editor' },
  { name: 'console-content-new', path: '/console/content/new', as: 'editor' },
  { name: 'editor', path: '/console/content?text=%E5%80%A4%E5%BC%95%E3%81%8D', as: 'editor', row: '値引きはできますか？' },
  { name: 'editor-history', path: '/console/content?text=%E5%80%A4%E5%BC%95%E3%81%8D', as: 'editor', row: '値引きはできますか？', then: '/history' },
  { name: 'console-team', path: '/console/team', as: 'admin' },
  { name: 'editor-home', path: '/', as: 'editor' },
];
