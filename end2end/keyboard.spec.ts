// The main job with the keyboard alone: the focus is seen, never lost, and what happened is said.

import { expect, hydrated, test, unique, visit } from './fixtures.ts';
import { newcomer } from './people.ts';
import { NEED } from './registering.ts';
import type { Locator, Page } from '@playwright/test';

/** Presses Tab until something has the focus, as a person would: never past the end of the page. */
async function tabTo(page: Page, goal: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let presses = 0; presses < 90; presses++) {
    await page.keyboard.press(key);
    if (await goal.evaluateAll((all) => all.includes(document.activeElement as never))) return;
    expect(await page.evaluate(() => document.activeElement?.closest('.foot') !== null), 'the footer came before it').toBe(false);
  }
  throw new Error('Tab does not lead there');
}

/** Whether what has the focus shows it: by an outline of its own or of the field around it. */
async function showsFocus(page: Page): Promise<void> {
  const shown = await page.evaluate(() => {
    const outlined = (one: Element | null) => one !== null && getComputedStyle(one).outlineStyle === 'solid';
    const here = document.activeElement;
    return outlined(here) || outlined(here?.closest('.find, .affix, .choice, label') ?? null);
  });
  expect(shown, 'the focus is seen').toBe(true);
}

/** After a page has followed another, Tab begins at its own start. */
async function beginsAtTheTop(page: Page): Promise<void> {
  await expect(page.locator('main')).toBeFocused();
}

const main = (page: Page) => page.getByRole('main');

test('a deal is registered with the keyboard alone @desktop', async ({ device, page, tolerate }) => {
  test.setTimeout(90_000);
  await newcomer(await device('lead'), page, '鍵谷 まこと');
  await visit(page, '/');
  await tabTo(page, page.getByRole('banner').getByRole('link', { name: '案件', exact: true }));
  await showsFocus(page);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/deals');
  await beginsAtTheTop(page);
  await tabTo(page, main(page).getByRole('link', { name: '案件を登録する' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: '案件を登録する' })).toBeVisible();
  await beginsAtTheTop(page);

  const customer = unique('株式会社きーぼーど');
  await tabTo(page, page.getByLabel('お客様名'));
  await page.keyboard.insertText(customer);
  await expect(page.getByRole('status').filter({ hasText: '登録できます' })).toBeVisible();

  // Enter sends too early: the message is said, and the focus stands at the first field to mend.
  tolerate(/status of 422/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText(/入力内容を\d+か所ご確認ください/);
  await expect(page.getByLabel('業種')).toBeFocused();
  await showsFocus(page);
  await page.keyboard.press('ArrowDown');
  await tabTo(page, page.getByRole('radio', { name: '50名まで' }));
  await showsFocus(page);
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('radio', { name: '51〜300名' })).toBeChecked();
  await tabTo(page, page.getByRole('radio', { name: 'クモデスク ライト' }));
  await page.keyboard.press('Space');
  await tabTo(page, page.getByLabel('見込み金額'));
  await showsFocus(page);
  await page.keyboard.insertText('864,000');
  await tabTo(page, page.getByLabel('受注予定日'));
  const day = new Date(Date.now() + 60 * 86_400_000).toLocaleDateString('sv-SE', { timeZone: 'Asia/Tokyo' });
  await page.getByLabel('受注予定日').fill(day);
  await tabTo(page, page.getByLabel('お客様の課題'));
  await page.keyboard.insertText(NEED);
  await tabTo(page, page.getByRole('button', { name: 'この内容で登録する' }));
  await showsFocus(page);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/registered=1/);
  await expect(page.getByRole('status').filter({ hasText: '登録しました' }).first()).toBeVisible();
  await beginsAtTheTop(page);

  // A dialog takes the focus, Escape closes it and gives the focus back.
  const open = page.getByRole('button', { name: '取り下げる' }).first();
  await tabTo(page, open);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(await page.evaluate(() => document.activeElement?.closest('dialog') !== null)).toBe(true);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(open).toBeFocused();

  // The reviewer decides.
  const manager = await device('manager');
  await visit(manager, '/console/deals');
  await tabTo(manager, main(manager).getByRole('link', { name: customer }));
  await manager.keyboard.press('Enter');
  await expect(manager.getByRole('heading', { level: 1, name: customer })).toBeVisible();
  await beginsAtTheTop(manager);
  await tabTo(manager, manager.getByRole('button', { name: '承認する' }));
  await showsFocus(manager);
  await manager.keyboard.press('Enter');
  await expect(manager.getByRole('status').filter({ hasText: '承認しました' })).toBeVisible();
  await beginsAtTheTop(manager);
});

test('search is a key away, and Escape leaves it @desktop', async ({ page, signIn }) => {
  await signIn('rep');
  await visit(page, '/deals');
  await hydrated(page);
  await page.keyboard.press('/');
  const field = page.getByRole('combobox', { name: '資料・学習をさがす' });
  await expect(field).toBeFocused();
  await showsFocus(page);
  await page.keyboard.insertText('製造');
  await expect(page.getByRole('option').first()).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(field).toHaveAttribute('aria-activedescendant', 'find-0');
  await page.keyboard.press('Escape');
  await expect(field).toHaveAttribute('aria-expanded', 'false');
  await expect(field).toBeFocused();
});
