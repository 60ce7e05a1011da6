// A goal that both sides share: proposed, answered with other numbers, agreed to, ended.

import { expect, sends, test, visit } from './fixtures.ts';
import { ahead } from './registering.ts';
import type { Page } from '@playwright/test';

/** The hand-over of the persona's company. */
async function handover(manager: Page): Promise<string> {
  await manager.goto('/console/partners?text=%E6%9D%B1%E9%83%BD');
  const link = manager.getByRole('main').getByRole('link', { name: '東都システムズ株式会社' });
  return (await link.first().getAttribute('href')) ?? '';
}

/** One proposal waits at a time: what is on the table is taken away first. */
async function clear(page: Page): Promise<void> {
  await page.goto('/goals');
  const away = page.getByRole('button', { name: /提案を取り下げる|今回は見送る/ });
  if ((await away.count()) > 0) {
    await away.first().click();
    await expect(page.getByText('目標を終えました')).toBeVisible();
  }
}

// Both work on the goals of one company, one after the other.
test.describe.configure({ mode: 'serial' });

test('a goal is proposed, countered and agreed to without a script @desktop', async ({ plain, tolerate }) => {
  tolerate(/status of (409|422)/);
  const [lead, manager] = [await plain('lead'), await plain('manager')];
  await clear(lead);
  const company = await handover(manager);
  await manager.goto(company);
  const sheet = manager.locator('#goals');
  await sheet.locator('summary', { hasText: '目標を提案する' }).click();
  await sheet.locator('#goal-new-counted').selectOption('certificates');
  await sheet.locator('#goal-new-target').fill('たくさん');
  await sheet.locator('#goal-new-by').fill(ahead(60));
  await sheet.locator('#goal-new-why').fill('提案できる人を増やす');
  await sheet.getByRole('button', { name: '提案を送る' }).click();
  await expect(manager.locator('#goal-new-target')).toHaveAttribute('aria-invalid', 'true');
  await expect(manager.locator('#goal-new-why')).toHaveValue('提案できる人を増やす');
  await manager.locator('#goal-new-target').fill('3');
  await manager.locator('#goals').getByRole('button', { name: '提案を送る' }).click();
  await expect(manager.getByText('提案を送りました')).toBeVisible();
  await expect(manager.locator('#goals')).toContainText('相手の返事を待っています');

  await lead.goto('/goals');
  const proposed = lead.locator('#goals li').filter({ hasText: '修了者を3名' });
  await expect(proposed).toContainText('お返事をお待ちしています');
  await lead.locator('summary', { hasText: '別の数字を提案する' }).click();
  await lead.locator('#goal-other-target').fill('2');
  await lead.getByRole('button', { name: 'この数字で提案する' }).click();
  await expect(lead.getByText('新しい数字で提案しました')).toBeVisible();

  await manager.goto(company);
  await expect(manager.locator('#gaps')).toContainText('目標の提案に、まだ返事をしていません');
  await manager.locator('#goals').getByRole('button', { name: 'この目標に合意する' }).click();
  await expect(manager.getByText('目標に合意しました').first()).toBeVisible();
  await expect(manager.locator('#goals li').filter({ hasText: '修了者を2名' })).toContainText('進行中');
});

test('a partner ends a goal, and the page shows it at once @desktop', async ({ page, signIn }) => {
  await signIn('lead');
  await visit(page, '/goals');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('共通の目標');
  const goal = page.locator('#goals > ul > li').filter({ hasText: '修了者を2名' }).first();
  await expect(goal.getByRole('progressbar')).toHaveAttribute('max', '2');
  await sends(page, 'end_goal', () => goal.getByRole('button', { name: '目標を終える' }).click());
  await expect(page.getByRole('status').filter({ hasText: '目標を終えました' })).toBeVisible();
  await expect(page.locator('#goals > ul > li').filter({ hasText: '修了者を2名' })).toHaveCount(0);
  await page.locator('summary', { hasText: '終わった目標' }).click();
  await expect(page.locator('#goals details li').filter({ hasText: '修了者を2名' })).toContainText('終了');
});

test('a rep follows the goals and decides nothing', async ({ page, signIn }) => {
  await signIn('rep');
  await visit(page, '/goals');
  await expect(page.locator('#goals li').first()).toBeVisible();
  await expect(page.locator('#goals').getByRole('button')).toHaveCount(0);
});
