// Learning: read a lesson, answer its quiz, be rewarded, and find one's place again on another device.

import { expect, mark, sends, test, visit } from './fixtures.ts';
import { enter, newcomer } from './people.ts';
import type { Page } from '@playwright/test';

const LESSON = '/learn/first-customer/who-buys';

const question = (page: Page, n: number) => page.locator('#quiz .quiz > li').nth(n);

async function choose(page: Page, wanted: number[][]): Promise<void> {
  for (const [n, options] of wanted.entries()) {
    const inputs = question(page, n).locator('input');
    for (let at = 0; at < (await inputs.count()); at++) {
      if (options.includes(at)) await inputs.nth(at).check();
      else if ((await inputs.nth(at).getAttribute('type')) === 'checkbox') await inputs.nth(at).uncheck();
    }
  }
}

const WRONG = [[0], [2]];
const RIGHT = [[1], [0, 1, 3]];

test('a rep reads a lesson, is told why an answer is wrong, and finishes it', async ({ device, page }) => {
  const address = await newcomer(await device('lead'), page, '早川 りく');
  await visit(page, '/learn');
  await expect(page.getByRole('heading', { level: 1, name: '最初の1レッスンから始めましょう' })).toBeVisible();
  const same = await mark(page);
  await page.getByRole('link', { name: '最初の1社を見つける' }).click();
  await page.locator(`main a[href="${LESSON}"]`).first().click();
  await expect(page).toHaveURL(LESSON);
  expect(await same(), 'the document stayed').toBe(true);

  const finish = page.locator('#finish');
  const read = await sends(page, 'mark_read', () => page.getByRole('button', { name: '読み終えた' }).click());
  expect(read.status()).toBe(200);
  await expect(page.getByText('最後まで読みました')).toBeVisible();
  await expect(finish).toContainText('修了まで、あと少しです');

  await choose(page, WRONG);
  await sends(page, 'answer_quiz', () => page.getByRole('button', { name: '答え合わせをする' }).click());
  await expect(page.locator('#quiz').getByRole('status')).toContainText('2問中0問正解（0%）');
  await expect(question(page, 0)).toContainText('不正解です');
  await expect(question(page, 0).getByRole('link', { name: /を読み返す$/ }), 'where to read again').toHaveAttribute('href', /^#s-/);
  await expect(question(page, 0), 'not handed over').not.toContainText('共有メールとExcelで答えている会社が中心のお客様です');
  await expect(finish).toContainText('修了まで、あと少しです');

  await choose(page, RIGHT);
  await sends(page, 'answer_quiz', () => page.getByRole('button', { name: 'もう一度答える' }).click());
  await expect(page.locator('#quiz').getByRole('status')).toContainText('合格です。2問中2問正解（100%）');
  await expect(question(page, 0), 'why').toContainText('共有メールとExcelで答えている会社が中心の');
  await expect(finish).toContainText('このレッスンを修了しました');
  await expect(finish).toContainText(/[+＋]\d+\spt/);
  await expect(finish.getByRole('link', { name: '次のレッスンへ' })).toBeVisible();

  await page.getByRole('navigation', { name: 'メインメニュー' }).getByRole('link', { name: '学ぶ' }).filter({ visible: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: /1レッスンを修了しました/ })).toBeVisible();
  expect(await same(), 'the document stayed').toBe(true);

  const other = await device(null);
  await enter(other, address);
  await other.goto('/learn');
  await expect(other.getByRole('heading', { level: 1, name: /1レッスンを修了しました/ }), 'on another device').toBeVisible();
  await other.goto(LESSON);
  await expect(other.locator('#finish')).toContainText('修了しました');
});

test('a lesson is finished without JavaScript', async ({ device, plain }) => {
  const page = await plain(null);
  await newcomer(await device('lead'), page, '野口 まこと');
  await page.goto(LESSON);
  await page.getByRole('button', { name: '読み終えた' }).click();
  await expect(page.getByText('最後まで読みました')).toBeVisible();

  await page.getByRole('button', { name: '答え合わせをする' }).click();
  await expect(page.locator('#quiz'), 'nothing was answered').toContainText(/選んで|入力して/);
  await choose(page, WRONG);
  await page.getByRole('button', { name: /答え合わせをする|もう一度答える/ }).click();
  await expect(question(page, 1)).toContainText('不正解です');
  await expect(question(page, 1).locator('input').nth(2), 'what was chosen stays').toBeChecked();
  await choose(page, RIGHT);
  await page.getByRole('button', { name: 'もう一度答える' }).click();
  await expect(page.locator('#finish')).toContainText('修了しました');
  await page.goto('/learn');
  await expect(page.getByRole('heading', { level: 1, name: /1レッスンを修了しました/ })).toBeVisible();
});

test('the place in a text is kept and found again', async ({ device, page }) => {
  const address = await newcomer(await device('lead'), page, '岡 しおり');
  // The page counts seconds by its own clock; here they pass at once.
  await page.clock.install();
  await visit(page, LESSON);
  await page.locator('article h2').nth(1).scrollIntoViewIfNeeded();
  await page.mouse.wheel(0, 40);
  const kept = await sends(page, 'keep_position', () => page.clock.runFor(60_000));
  expect(kept.status()).toBe(200);

  await visit(page, LESSON);
  const back = page.getByRole('link', { name: /前回の続きから（\d+%）/ });
  await expect(back).toBeVisible();
  await back.click();
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBeGreaterThan(100);

  const other = await device(null, { javaScriptEnabled: false });
  await enter(other, address);
  await other.goto(LESSON);
  await expect(other.getByRole('link', { name: /前回の続きから/ }), 'on another device').toHaveAttribute('href', /^#./);
});
