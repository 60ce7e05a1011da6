// From content to won deals: an editor sees which lesson, reply and template stood before them.

import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, visit } from './fixtures.ts';

test('an editor follows a number to the deals behind it, which have no names @both', async ({ page, signIn }) => {
  await signIn('editor');
  await visit(page, '/console/content');
  await page.getByRole('link', { name: '受注につながった内容を見る' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '受注につながった内容' })).toBeVisible();
  await expect(page.getByText('案件登録より前に修了していれば')).toBeVisible();
  const all = page.locator('.shares li').first();
  await expect(all).toContainText('すべての案件');
  // Bar, number and line say the same: the win rate of the deals that ended.
  const said = /受注率 (\d+)%（[\d,]+件中）/.exec((await all.locator('svg').getAttribute('aria-label')) ?? '');
  const drawn = parseFloat((await all.locator('.part').getAttribute('width')) ?? '');
  expect(Math.abs(drawn - Number(said?.[1]))).toBeLessThanOrEqual(0.5);
  expect(await all.locator('.mark').getAttribute('x1')).toBe(`${drawn.toFixed(1)}%`);

  const table = page.locator('#numbers table').first();
  const number = table.getByRole('link', { name: /：受注 \d+件の案件を見る$/ }).first();
  const count = (await number.innerText()).trim();
  await number.focus();
  await page.keyboard.press('Enter');
  const behind = page.locator('#deals');
  await expect(behind.getByRole('heading', { level: 2 })).toContainText(`受注 ${count}件`);
  await expect(behind.getByText('審査する担当者にだけ表示されます')).toBeVisible();
  await expect(behind.locator('a[href^="/console/deals/"]')).toHaveCount(0);
  await expect(behind.locator('.rows > li').first()).toContainText('受注');

  await page.getByRole('link', { name: 'スクリプトの返答' }).click();
  await expect(page).toHaveURL(/kind=branch/);
  await expect(page.getByText('14日以内に案件が動いたとき')).toBeVisible();
  await expect(page.locator('#deals')).toHaveCount(0);

  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wide, 'nothing stands beside the page').toBeLessThanOrEqual(0);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
});

test('versions of a template are told apart, and a reviewer sees whose deals they were, without JavaScript', async ({ plain }) => {
  const page = await plain('manager');
  await page.goto('/console/trace?kind=template&period=all');
  await expect(page.locator('#numbers')).toContainText('第2版');
  await expect(page.locator('#numbers')).toContainText('第3版');
  await page.getByRole('link', { name: /：案件 \d+件の案件を見る$/ }).first().click();
  const deal = page.locator('#deals a[href^="/console/deals/"]').first();
  await expect(deal).toBeVisible();
  await deal.click();
  await expect(page).toHaveURL(/\/console\/deals\/0/);
});

test('partners do not see it', async ({ page, signIn, tolerate }) => {
  tolerate(/status of 403/);
  await signIn('lead');
  expect((await page.goto('/console/trace'))?.status()).toBe(403);
});
