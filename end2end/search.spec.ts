// Search: what was not found becomes an editor's task, other words for a thing, one's own searches, and a hit opened at its place.

import { expect, sends, test, unique, visit } from './fixtures.ts';
import { newcomer } from './people.ts';

const field = '資料・学習をさがす';

test('a search without result reaches the editor, who closes it @both', async ({ device }) => {
  const rep = await device('rep');
  const word = unique('宇宙遊泳');
  await visit(rep, `/kits?q=${encodeURIComponent(word)}`);
  await expect(rep.getByTestId('results').getByRole('heading', { name: /見つかりませんでした/ })).toBeVisible();
  const editor = await device('editor');
  await visit(editor, '/');
  await expect(editor.getByRole('heading', { level: 1, name: /見つからなかった検索は\d+件/ })).toBeVisible();
  await editor.getByRole('link', { name: '検索された言葉を見る' }).click();
  await expect(editor).toHaveURL(/\/console\/searches$/);
  const line = editor.getByRole('listitem').filter({ hasText: word });
  await expect(line).toContainText('1回（1人）');
  await line.getByText('対応を選んで閉じる').click();
  await line.getByRole('button', { name: '閉じる', exact: true }).click();
  await expect(line.getByText('選んでください。')).toBeVisible();
  await line.getByLabel(/取り扱わない/).check();
  await line.getByRole('button', { name: '閉じる', exact: true }).click();
  await expect(editor.getByText('閉じました')).toBeVisible();
  await expect(editor.locator('#open').filter({ hasText: word })).toHaveCount(0);
});

test('a synonym is in use at once, also without JavaScript', async ({ plain, device }) => {
  const word = unique('ことば');
  const editor = await plain('editor');
  await editor.goto('/console/synonyms');
  const groups = editor.getByLabel('同義語の組');
  await groups.fill(`${await groups.inputValue()}\nグループウェア = ${word}`);
  await editor.getByRole('button', { name: '保存して反映する' }).click();
  await expect(editor.getByText('同義語を保存しました')).toBeVisible();
  const rep = await device('rep');
  await visit(rep, `/kits?q=${encodeURIComponent(word)}`);
  await expect(rep.getByTestId('results').locator('mark').first()).toHaveText('グループウェア');

  await groups.fill('案件 = 商談\n商談 = deal');
  await editor.getByRole('button', { name: '保存して反映する' }).click();
  await expect(editor.getByText('2行目：「商談」は1行目にもあります')).toBeVisible();
  await expect(groups).toHaveValue('案件 = 商談\n商談 = deal');
});

test('own searches stand under the empty field, are saved and taken away @desktop', async ({ device, page }) => {
  await newcomer(await device('lead'), page, '岡 さがし');
  await visit(page, '/kits?q=見積');
  await sends(page, 'save_search', () => page.getByRole('button', { name: 'この検索を保存する' }).click());
  await expect(page.getByText('保存した検索です')).toBeVisible();
  await visit(page, '/learn');
  await page.keyboard.press('/');
  const options = page.getByRole('banner').getByRole('option');
  await expect(options.filter({ hasText: '見積' })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('combobox', { name: field })).toHaveAttribute('aria-activedescendant', 'find-0');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/kits\?q=/);
  await visit(page, '/kits');
  await page.getByRole('button', { name: '保存した検索「見積」を外す' }).click();
  await expect(page.getByText('検索の記録を消しました')).toBeVisible();
});

test('a heading that is suggested opens where it stands @both', async ({ page, signIn }) => {
  await signIn('rep');
  await visit(page, '/kits');
  const field = page.getByRole('banner').getByRole('combobox');
  const heading = '稟議書用の3行';
  const option = page.getByRole('banner').getByRole('option', { name: heading });
  await field.fill('稟議書用');
  await expect(option).toBeVisible();
  await field.press('ArrowDown');
  await expect(option).toHaveAttribute('aria-selected', 'true');
  await field.press('Enter');
  await expect(page).toHaveURL(/#p-\d+$/);
  await expect(page.getByRole('heading', { name: heading })).toBeInViewport();
});

test('the field of the page suggests as the one in the header does @both', async ({ page, signIn }) => {
  await signIn('rep');
  await visit(page, '/kits?q=製造');
  const here = page.getByRole('main').getByRole('combobox', { name: '資料をさがす' });
  const options = page.getByRole('main').getByRole('option');
  await expect(here).toHaveValue('製造');
  await here.fill('見積');
  await expect(options.first()).toBeVisible();
  await expect(here).toHaveAttribute('aria-expanded', 'true');
  await expect(page.getByRole('banner').getByRole('option')).toHaveCount(0);
  await here.press('ArrowDown');
  await expect(here).toHaveAttribute('aria-activedescendant', 'find-here-0');
  await expect(options.first()).toHaveAttribute('aria-selected', 'true');
  await here.press('Escape');
  await expect(here).toHaveAttribute('aria-expanded', 'false');
  await expect(here).toHaveValue('見積');
  // The arrow opens it again.
  await here.press('ArrowDown');
  await expect(options.first()).toBeVisible();
  await here.press('Escape');
  await expect(options).toHaveCount(0);
  await expect(here).toHaveValue('見積');
  // A list that is on its way is closed before it opens.
  const asked: string[] = [];
  let answer = () => {};
  const slow = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route(/\/api\/suggest/, async (route) => {
    asked.push(route.request().url());
    await slow;
    await route.continue();
  });
  await here.fill('見積書');
  await expect.poll(() => asked.length).toBe(1);
  await here.press('Escape');
  await expect(here).toHaveValue('見積書');
  const answered = page.waitForResponse(/\/api\/suggest/);
  answer();
  await answered;
  await expect(options).toHaveCount(0);
  // Once more, and the key is the browser's: the field that it empties asks for nothing.
  await here.press('Escape');
  await expect(here).toHaveValue(/^(見積書)?$/);
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  expect(asked).toHaveLength(1);
  await expect(options).toHaveCount(0);
  await page.unroute(/\/api\/suggest/);
  await here.fill('見');
  await expect(options.first()).toBeVisible();
  // Going to the other field leaves this one's list.
  await page.getByRole('banner').getByRole('combobox').focus();
  await expect(options).toHaveCount(0);
  await here.fill('見積');
  await here.press('Enter');
  await expect(page).toHaveURL(/q=%E8%A6%8B%E7%A9%8D/);
  await expect(here).toHaveValue('見積');
});

test('a hit opens at its paragraph @both', async ({ page, signIn }) => {
  await signIn('rep');
  await visit(page, '/kits?q=紙の台帳 引き継ぎ');
  const hit = page.getByTestId('results').locator('a[href*="#p-"]').first();
  const place = (await hit.getAttribute('href'))?.split('#')[1] ?? '';
  await hit.click();
  await expect(page).toHaveURL(new RegExp(`#${place}$`));
  await expect(page.locator(`#${place}`)).toBeInViewport();
});
