// Thanks between people, small steps that get a word, and the partner of the month.

import { expect, sends, test, unique, visit } from './fixtures.ts';

test('thanks are sent to a colleague and stand on the page of the company', async ({ page, signIn, device }) => {
  await signIn('rep');
  await visit(page, '/recognition');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/\d+年\d+月の月間MVPは、.+です/);
  const words = unique('資料の確認、助かりました ');
  const form = page.locator('#thank');
  await form.getByLabel('送る相手').selectOption({ label: '鈴木 恵' });
  await form.getByLabel('メッセージ').fill(words);
  await sends(page, 'give_kudos', () => form.getByRole('button', { name: '送る' }).click());
  await expect(page.getByRole('status').filter({ hasText: '「ありがとう」を届けました' })).toBeVisible();
  await expect(form.getByLabel('メッセージ'), 'nothing is left to be sent twice').toHaveValue('');
  const lead = await device('lead');
  await visit(lead, '/recognition');
  await expect(lead.locator('#received')).toContainText(words);
});

test('without JavaScript thanks keep what was typed and are sent', async ({ plain }) => {
  const page = await plain('rep');
  await page.goto('/recognition');
  const form = page.locator('#thank');
  await form.getByLabel('メッセージ').fill('相手を選び忘れました');
  await form.getByRole('button', { name: '送る' }).click();
  await expect(page.locator('#thank').getByLabel('メッセージ')).toHaveValue('相手を選び忘れました');
  await page.locator('#thank').getByLabel('送る相手').selectOption({ label: '鈴木 恵' });
  await page.locator('#thank').getByRole('button', { name: '送る' }).click();
  await expect(page).toHaveURL(/\/recognition\?after=/);
  await expect(page.locator('#given')).toContainText('相手を選び忘れました');
});

test('a manager gives a small step a word, and the queue is one shorter', async ({ page, signIn }) => {
  await signIn('manager');
  await visit(page, '/console/recognition');
  const steps = page.locator('#steps .rows > li');
  const before = await steps.count();
  expect(before, 'the demo world has steps that wait').toBeGreaterThan(0);
  await sends(page, 'decide_step', () => steps.first().getByRole('button', { name: 'このことばで称賛する' }).click());
  await expect(page.getByRole('status').filter({ hasText: '称賛を届けました' })).toBeVisible();
  await expect(steps).toHaveCount(before - 1);
  await expect(page.locator('#effect')).toContainText(/件中/);
});

test('words written for one company do not stand at the next', async ({ page, signIn }) => {
  await signIn('manager');
  await visit(page, '/console/recognition');
  const first = page.locator('#steps .rows > li').first();
  const words = unique('この会社だけに送ることば ');
  await first.locator('summary').click();
  await first.getByLabel('送ることば').fill(words);
  await sends(page, 'decide_step', () => first.getByRole('button', { name: '今回は見送る' }).click());
  await expect(page.getByRole('status').filter({ hasText: '今回は見送りました' })).toBeVisible();
  for (const field of await page.locator('#steps textarea').all()) {
    expect(await field.inputValue()).not.toContain(words);
  }
});

test('an open month is decided, and whoever is not first needs a reason @desktop', async ({ page, signIn }) => {
  await signIn('manager');
  await visit(page, '/console/recognition');
  await page.getByRole('navigation', { name: '対象の月' }).getByRole('link', { name: /未決定/ }).first().click();
  const sheet = page.locator('#mvp');
  await expect(sheet.getByRole('radio')).not.toHaveCount(0);
  const others = await sheet.getByRole('radio').count();
  if (others > 1) {
    await sheet.getByRole('radio').nth(1).check();
    await sheet.getByRole('button', { name: 'この会社に決める' }).click();
    await expect(sheet).toContainText('入力してください');
  }
  await sheet.getByRole('radio').first().check();
  await sends(page, 'confirm_mvp', () => sheet.getByRole('button', { name: 'この会社に決める' }).click());
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/の月間MVPは、.+です/);
});
