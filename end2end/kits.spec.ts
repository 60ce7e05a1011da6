// Finding and using a kit: narrowing, searching, the field in the header, filling a template in, copying it.

import { expect, mark, test, unique, visit } from './fixtures.ts';
import { approved, lose } from './registering.ts';

const results = '[data-testid=results] li[data-doc]';

test('kits are narrowed by kind and by industry, by links', async ({ page, signIn }) => {
  await signIn('rep');
  await visit(page, '/kits');
  const same = await mark(page);
  const kinds = page.getByRole('navigation', { name: '資料の種類' });
  await kinds.getByRole('link', { name: /切り返しトーク/ }).click();
  await expect(page).toHaveURL(/kind=objection/);
  await expect(kinds.getByRole('link', { name: /切り返しトーク/ })).toHaveAttribute('aria-current', 'page');
  await expect(page.getByRole('main').getByRole('heading', { level: 2 })).toHaveText(['切り返しトーク']);
  await kinds.getByRole('link', { name: /すべて/ }).click();
  await expect(page.getByRole('heading', { level: 2, name: '成功事例' })).toBeVisible();

  const before = await page.locator('ul.rows > li').count();
  await page.getByText('業種・規模・フェーズで絞り込む').click();
  await page.getByRole('navigation', { name: '業種' }).getByRole('link', { name: /建設/ }).click();
  await expect(page).toHaveURL(/industry=construction/);
  await expect(page.getByText('絞り込み中：建設')).toBeVisible();
  await expect.poll(() => page.locator('ul.rows > li').count()).toBeLessThan(before);
  await page.getByRole('link', { name: '絞り込みを外す' }).click();
  await expect.poll(() => page.locator('ul.rows > li').count()).toBe(before);
  expect(await same(), 'the document stayed').toBe(true);
});

test('a search marks what it found, narrows, and a miss offers a person', async ({ page, signIn }) => {
  await signIn('rep');
  await visit(page, '/kits?q=製造');
  await expect(page.locator(results).first()).toBeVisible();
  await expect(page.locator(`${results} mark`).first()).toContainText('製造');
  await expect(page.getByText(/\d+件見つかりました/)).toBeVisible();
  await page.getByRole('main').getByRole('combobox', { name: '資料をさがす' }).fill('価格 高い');
  await page.getByRole('button', { name: 'さがす' }).click();
  await expect(page).toHaveURL(/q=/);
  await expect(page.locator(results).first()).toBeVisible();
  await expect(page.locator(results).filter({ hasText: '高い' }).first()).toBeVisible();
  await page.locator(results).first().getByRole('link').click();
  await expect(page).toHaveURL(/\/(kits|learn|questions|news)\//);

  await visit(page, '/kits?q=龘靐齾');
  await expect(page.getByTestId('results').getByRole('link', { name: '質問する' })).toBeVisible();
});

test('results stand by kind, or in one list', async ({ page, signIn }) => {
  await signIn('rep');
  await visit(page, '/kits?q=見積');
  const found = page.getByTestId('results');
  await expect(found.getByRole('heading', { name: '最も近い結果' })).toBeVisible();
  const lessons = page.locator('#found-lesson');
  await expect(lessons.getByRole('heading', { name: 'レッスン' })).toBeVisible();
  expect(await lessons.locator('li[data-doc]').count()).toBeLessThanOrEqual(3);
  await lessons.getByRole('link', { name: /すべて見る/ }).click();
  await expect(page).toHaveURL(/kind=lesson/);
  await expect(found.getByRole('heading', { name: '最も近い結果' })).toBeHidden();
  await visit(page, '/kits?q=見積');
  await page.getByRole('link', { name: '種類に分けずに並べる' }).click();
  await expect(page.locator(results)).toHaveCount(10);
  await page.getByRole('link', { name: '種類ごとに分けて並べる' }).click();
  await expect(found.getByRole('heading', { name: '最も近い結果' })).toBeVisible();
});

test('search works without JavaScript', async ({ plain }) => {
  const page = await plain('rep');
  await page.goto('/kits');
  await page.getByRole('main').getByRole('combobox').fill('クリニック');
  await page.getByRole('button', { name: 'さがす' }).click();
  await expect(page.locator(results).first()).toBeVisible();
  await expect(page.locator(`${results} mark`).first()).toBeVisible();
  await page.locator('header').getByRole('combobox').fill('料金');
  await page.locator('header').getByRole('combobox').press('Enter');
  await expect(page).toHaveURL(/\/kits\?q=/);
  await expect(page.locator(results).first()).toBeVisible();
});

test('the field in the header suggests from the first letter, by keyboard alone @both', async ({ page, signIn }) => {
  await signIn('rep');
  await visit(page, '/learn');
  const field = page.getByRole('combobox', { name: '資料・学習をさがす' });
  await page.keyboard.press('/');
  await expect(field).toBeFocused();
  await expect(field, 'the key itself is not typed').toHaveValue('');
  await page.keyboard.press('Escape');
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('Control+k');
  await expect(field).toBeFocused();

  await page.keyboard.insertText('高');
  // The page behind a suggestion may have a list of options, too.
  const options = page.getByRole('banner').getByRole('option');
  await expect(options.first()).toBeVisible();
  await expect(field).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('ArrowDown');
  await expect(options.first()).toHaveAttribute('aria-selected', 'true');
  await expect(field).toHaveAttribute('aria-activedescendant', 'find-0');
  const count = await options.count();
  if (count > 1) {
    await page.keyboard.press('ArrowDown');
    await expect(options.nth(1)).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('ArrowUp');
  }
  const url = await options.first().getByRole('link').getAttribute('href');
  const same = await mark(page);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(url ?? 'nowhere');
  await expect(options).toHaveCount(0);
  expect(await same(), 'the document stayed').toBe(true);
});

test('a search goes out by Enter from the header', async ({ page, signIn }) => {
  await signIn('rep');
  await visit(page, '/learn');
  await page.getByRole('combobox').fill('セキュリティ');
  await page.getByRole('combobox').press('Enter');
  await expect(page).toHaveURL(/\/kits\?q=/);
  await expect(page.locator(results).first()).toBeVisible();
});

test('a template is filled in, has an address, and is copied', async ({ page, signIn, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await signIn('rep');
  await visit(page, '/kits/first-proposal');
  const text = page.locator('#text article');
  await expect(text.locator('a.blank').first()).toHaveText('【お客様の会社名】');
  await page.getByText('お客様に合わせて差し込む').click();
  await page.getByLabel('お客様の会社名').fill('株式会社あかつき');
  await page.getByLabel('ご担当者名').fill('大沢');
  await page.getByRole('button', { name: '本文に差し込む' }).click();
  await expect(text).toContainText('株式会社あかつき 大沢様');
  await expect(page).toHaveURL(/customer=/);
  await expect(page.getByText(/未入力の項目が\d+件残っています/)).toBeVisible();
  await page.reload();
  await expect(text, 'by its address').toContainText('株式会社あかつき 大沢様');

  await expect(page.locator('html')).toHaveAttribute('data-hydrated', 'yes');
  await page.getByRole('button', { name: '本文をコピー' }).click();
  await expect(page.getByText('コピーしました')).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain('株式会社あかつき');
  expect(copied, 'as it is shown to be selected').toBe(await page.getByLabel('本文の文字').inputValue());
});

test('a template is filled in without JavaScript', async ({ plain }) => {
  const page = await plain('rep');
  await page.goto('/kits/first-proposal');
  await page.getByText('お客様に合わせて差し込む').click();
  await page.getByLabel('お客様の会社名').fill('株式会社あかつき <b>');
  await page.getByRole('button', { name: '本文に差し込む' }).click();
  await expect(page.locator('#text article')).toContainText('株式会社あかつき <b>');
});

test('whoever opens a kit for a deal is asked whether it was used, and a use is taken back', async ({ page, signIn, plain }) => {
  test.setTimeout(60_000);
  const rep = await plain('rep');
  const deal = await approved(rep, await plain('manager'), unique('株式会社つかいみち'));
  const address = `/kits/first-proposal?deal=${deal}`;
  await signIn('lead');
  await visit(page, address);
  const use = page.getByRole('button', { name: 'この案件で使う' });
  await expect(use).toBeVisible();
  await visit(page, address);
  await expect(page.getByText('まだ使った記録がありません'), 'reading says nothing').toBeVisible();
  await use.click();
  await expect(page.getByText('この案件で使った資料として記録しました')).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`deal=${deal}`));
  await expect(page.getByText('使った資料として記録されています')).toBeVisible();
  await expect(use).toBeHidden();

  // A colleague, without JavaScript.
  await rep.goto(address);
  await expect(rep.locator('#text article')).toContainText('株式会社つかいみち');
  await rep.getByRole('button', { name: '記録を取り消す' }).click();
  await expect(rep.getByText('使った記録を取り消しました')).toBeVisible();
  await rep.getByRole('button', { name: 'この案件で使う' }).click();
  await expect(rep.getByText('この案件で使った資料として記録しました')).toBeVisible();
  await lose(rep, deal);
});
