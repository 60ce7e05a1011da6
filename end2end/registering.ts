// A deal, as tests need it that begin later; works with and without JavaScript.

import { expect } from './fixtures.ts';
import type { Page } from '@playwright/test';

export const NEED = '営業事務4名が共有メールで納期の問い合わせに答えており、二重返信が月に3回起きています。';

/** A day some days ahead, as a date field takes it. */
export function ahead(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toLocaleDateString('sv-SE', { timeZone: 'Asia/Tokyo' });
}

/** Fills `/deals/new`; the names of the fields are those of the form, so that it reads the same with and without JavaScript. */
export async function fillDeal(page: Page, customer: string): Promise<void> {
  await page.getByLabel('お客様名').fill(customer);
  await page.getByLabel('業種').selectOption('manufacturing');
  await page.getByRole('radio', { name: '51〜300名' }).check();
  await page.getByRole('radio', { name: 'クモデスク スタンダード' }).check();
  await page.getByLabel('見込み金額').fill('864,000');
  await page.getByLabel('受注予定日').fill(ahead(60));
  await page.getByLabel('お客様の課題').fill(NEED);
}

/** Registers a customer; answers with the deal's id. */
export async function register(page: Page, customer: string): Promise<string> {
  await page.goto('/deals/new');
  await fillDeal(page, customer);
  await page.getByRole('button', { name: 'この内容で登録する', exact: true }).click();
  await expect(page).toHaveURL(/\/deals\/[0-9a-f-]{36}\?registered=1/);
  return /\/deals\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';
}

/** Says yes to a registration. */
export async function approve(manager: Page, deal: string): Promise<void> {
  await manager.goto(`/console/deals/${deal}`);
  await manager.getByRole('button', { name: '承認する', exact: true }).click();
  await expect(manager.getByText('承認しました')).toBeVisible();
}

/** Registers a customer and has it approved; answers with the deal's id. */
export async function approved(page: Page, manager: Page, customer: string): Promise<string> {
  const deal = await register(page, customer);
  await approve(manager, deal);
  return deal;
}

/** Reports a visit to a customer today; both sides say that it took place and sum it up, which a visit needs to become a play. */
export async function visited(partner: Page, manager: Page, deal: string): Promise<void> {
  await partner.goto(`/deals/${deal}`);
  await partner.locator('#visits summary', { hasText: '済んだ同行を報告する' }).click();
  await partner.getByRole('button', { name: '同行を報告する' }).click();
  await manager.goto(`/console/deals/${deal}`);
  await manager.getByRole('button', { name: '同行は行われた' }).click();
  for (const [page, path] of [[partner, `/deals/${deal}`], [manager, `/console/deals/${deal}`]] as const) {
    await page.goto(path);
    await page.locator('#visits h3 a').first().click();
    await page.getByLabel('お客様が望むこと').fill('納期にすぐ答えたい');
    await page.getByLabel('妨げになっていること').fill('稟議に3週間かかる');
    await page.getByLabel('次の一歩').fill('稟議の日程を決める');
    await page.getByRole('button', { name: '振り返りを残す' }).click();
  }
  await partner.reload();
}

/** Ends a deal of one's own: a company may have so many open, and all tests share one. */
export async function lose(page: Page, deal: string): Promise<void> {
  await page.goto(`/deals/${deal}`);
  await page.locator('summary', { hasText: '失注した' }).click();
  await page.locator('#lose-reason').selectOption('other');
  await page.locator('#lose-note').fill('テストのために登録した案件です');
  await page.getByRole('button', { name: '失注を記録する', exact: true }).click();
  await expect(page.locator('.page-head')).toContainText('失注');
}
