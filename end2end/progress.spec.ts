// What one has reached and why; whom one is compared with; and the vendor's view of its partners.

import type { Locator, Page } from '@playwright/test';
import { expect, letterTo, mark, sends, test, unique, visit } from './fixtures.ts';
import { enter } from './people.ts';

test('progress is a sentence, and every number opens into where it came from', async ({ page, signIn }) => {
  await signIn('rep');
  await visit(page, '/progress');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^(.+まで、あと .+|最高ランクの.+です|.+の判定で.+になります|.+を保つには、あと .+)$/);
  const tier = page.getByRole('main').locator('section').filter({ has: page.getByRole('heading', { level: 2, name: 'ランク' }) });
  await expect(tier.getByRole('heading', { level: 3, name: /.+の条件/ })).toBeVisible();
  await expect(tier.getByText(/現在 .+ \/ 条件 .+/).first()).toBeVisible();
  await expect(tier.getByText(/標準的な受注（¥[\d,]+）があと2件決まると/)).toBeVisible();

  const line = page.locator('#ledger details').first();
  await line.locator('summary').click();
  await expect(line).toContainText('ルール');
  await expect(line).toContainText('出来事');
});

test('what-if answers at once, and the same without JavaScript', async ({ page, signIn }) => {
  await signIn('rep');
  await visit(page, '/progress');
  const sheet = page.locator('#simulator');
  const answer = sheet.getByRole('status');
  const before = await answer.innerText();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  const box = sheet.getByRole('group', { name: '受注になる案件' }).getByRole('checkbox').first();
  await box.check();
  await sheet.getByLabel('これから修了する人').selectOption('2');
  await sheet.getByRole('radiogroup', { name: 'いつの時点か' }).getByRole('radio', { name: /3か月後/ }).check();
  await expect(answer).not.toHaveText(before);
  await expect(answer).toHaveText(/(に届きます|のままです|になります|猶予期間に入ります)/);
  expect(asked, 'no request').toEqual([]);

  const after = await answer.innerText();
  const [win, months] = [await box.getAttribute('value'), 3];
  const html = await (await page.request.get(`/progress?win=${win}&certified=2&months=${months}`)).text();
  expect(html, 'the server answers the form with the same words').toContain(after);
  await sheet.getByRole('button', { name: '計算する' }).click();
  await expect(page).toHaveURL(/\/progress\?win=.+&certified=2&months=3#simulator$/);
  await expect(page.locator('#simulator').getByRole('status')).toHaveText(after);
});

test('the answer of what-if lies over nothing one chooses @both', async ({ page, signIn }) => {
  await signIn('rep');
  await visit(page, '/progress');
  const covered = await page.locator('#simulator form').evaluate((form) => {
    const answer = form.querySelector('[role=status]');
    if (!answer) throw new Error('no answer');
    const found = new Set<string>();
    for (let y = 0; y < document.documentElement.scrollHeight; y += 200) {
      window.scrollTo({ top: y, behavior: 'instant' });
      const over = answer.getBoundingClientRect();
      for (const one of form.querySelectorAll('legend, label, select, summary, button')) {
        const { top, bottom, height } = one.getBoundingClientRect();
        if (height > 0 && top < over.bottom && bottom > over.top) found.add(one.textContent ?? '');
      }
    }
    return [...found];
  });
  expect(covered).toEqual([]);
});

/** As a hand does it: a browser takes a single jump for no drag. */
async function drag(page: Page, from: Locator, to: Locator): Promise<void> {
  const middle = async (of: Locator) => {
    const box = await of.boundingBox();
    if (!box) throw new Error('not on the screen');
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  };
  const [start, end] = [await middle(from), await middle(to)];
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(start.x + 20, start.y + 20, { steps: 5 });
  await page.mouse.move(end.x, end.y, { steps: 10 });
  await page.mouse.up();
}

test('a deal is dragged onto the answer, and ticked by key @desktop', async ({ page, signIn }) => {
  await signIn('rep');
  await visit(page, '/progress');
  const sheet = page.locator('#simulator');
  const answer = sheet.getByRole('status');
  const before = await answer.innerText();
  const box = sheet.getByRole('group', { name: '受注になる案件' }).getByRole('checkbox').first();
  const card = sheet.locator('label.choice').first();
  // The answer stands above the cards.
  await card.evaluate((label) => label.scrollIntoView({ block: 'center', behavior: 'instant' }));
  await drag(page, card, answer);
  await expect(box).toBeChecked();
  await expect(answer).not.toHaveText(before);
  await box.focus();
  await page.keyboard.press('Space');
  await expect(box).not.toBeChecked();
  await expect(answer).toHaveText(before);
});

test('a newcomer is told why there is no rank yet, and the board switches by links', async ({ page, signIn }) => {
  await signIn('rep');
  await visit(page, '/leaderboard');
  const same = await mark(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/\d+位です|順位はこれからです/);
  await page.getByRole('navigation', { name: '期間' }).getByRole('link', { name: '全期間' }).click();
  await expect(page).toHaveURL(/period=all_time/);
  await expect(page.getByText('これまでのすべてが対象です')).toBeVisible();
  await page.getByRole('navigation', { name: '比べる相手' }).getByRole('link', { name: '全社' }).click();
  await expect(page).toHaveURL(/cohort=everyone/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/全社で\d+位です/);
  await expect(page.locator('ol.near .hid').first(), 'somebody chose to stay unnamed').toHaveText('非公開');
  await expect(page.locator('ol.near li.me')).toBeVisible();
  await page.getByRole('navigation', { name: '誰の順位か' }).getByRole('link', { name: '社内' }).click();
  await expect(page).toHaveURL(/board=people/);
  await expect(page.getByRole('navigation', { name: '比べる相手' })).toHaveCount(0);
  expect(await same(), 'the document stayed').toBe(true);
});

test('a name stands on the boards only as long as its owner wants it', async ({ device, page, signIn }) => {
  await signIn('rep');
  const lead = await device('lead');
  const board = '/leaderboard?board=people&period=all_time&cohort=everyone';
  await visit(page, '/me');
  const name = (await page.getByLabel('お名前').inputValue()).trim();
  const box = page.getByRole('checkbox', { name: 'ランキングに自分の名前を表示する' });
  const wanted = await box.isChecked();
  for (const shown of [!wanted, wanted]) {
    await visit(page, '/me');
    await box.setChecked(shown);
    await page.locator('form').filter({ has: box }).getByRole('button', { name: '保存する' }).click();
    await expect(page.getByText('保存しました')).toBeVisible();
    await visit(lead, board);
    await expect(lead.locator('ol.near').getByText(name)).toHaveCount(shown ? 1 : 0);
  }
});

test('the manager finds stalled partners and opens a hand-over', async ({ page, signIn }) => {
  await signIn('manager');
  await visit(page, '/console/partners');
  const rows = page.locator('tbody tr');
  await expect(rows.first()).toBeVisible();
  const all = await page.getByText(/^\d+社$/).innerText();
  expect(Number.parseInt(all, 10)).toBeGreaterThan(1);
  const same = await mark(page);
  await page.getByRole('navigation', { name: 'フェーズ' }).getByRole('link', { name: 'リテンション' }).click();
  await expect(page).toHaveURL(/phase=retention/);
  for (const row of await rows.all()) await expect(row).toContainText('リテンション');
  const name = await rows.first().getByRole('link').innerText();
  await rows.first().getByRole('link').click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect(page.getByRole('list', { name: '根拠' })).toBeVisible();
  await expect(page.locator('#timeline li').first()).toBeVisible();
  expect(await same(), 'the document stayed').toBe(true);

  await visit(page, '/console/partners');
  await page.getByLabel('会社名・よみがな・法人番号').fill(name);
  await page.getByRole('button', { name: 'さがす' }).click();
  await expect(rows).toHaveCount(1);
  await page.getByRole('link', { name: '条件を外す' }).click();
  await expect(rows.nth(1)).toBeVisible();
});

test('a verdict opens into its events, and the manager asks for the next step', async ({ page, signIn }) => {
  await signIn('manager');
  await visit(page, '/console/partners?sort=health');
  await page.locator('tbody tr').first().getByRole('link').first().click();
  const grounds = page.locator('#grounds');
  const fact = grounds.locator('details').first();
  await fact.locator('summary').click();
  await expect(fact.locator('li').first()).toBeVisible();
  await expect(page.locator('#health').getByRole('progressbar').first()).toBeVisible();
  const ask = page.getByRole('button', { name: '次の一手をお願いする' });
  if (await ask.isVisible()) {
    await sends(page, 'ask_partner', () => ask.click());
    await expect(page.getByRole('status')).toContainText('お願いのメールを送りました');
  }
  await expect(page.locator('#self-start')).toContainText('本日のお願いは送信済みです');
});

test('the manager adds a partner, whose first lead joins by mail', async ({ page, signIn, device, tolerate }) => {
  const name = unique('株式会社かもめ商事');
  const address = `${unique('lead')}@example.co.jp`;
  await signIn('manager');
  await visit(page, '/console/partners/new');
  await page.getByLabel('会社名').fill(name);
  await page.getByLabel('得意とする業種').selectOption('retail');
  await page.getByLabel('責任者のメールアドレス').fill('これは住所ではない');
  tolerate(/status of 422/);
  await sends(page, 'create_partner', () => page.getByRole('button', { name: '追加して招待を送る' }).click());
  await expect(page.getByText('メールアドレスの形式をご確認ください')).toBeVisible();
  await page.getByLabel('責任者のメールアドレス').fill(address);
  const created = await sends(page, 'create_partner', () => page.getByRole('button', { name: '追加して招待を送る' }).click());
  expect(created.status()).toBe(200);
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect(page.getByRole('status')).toContainText('責任者に招待メールを送りました');

  const lead = await device(null);
  const { link } = await letterTo(lead, address);
  await lead.goto(new URL(link).pathname);
  await lead.getByLabel('お名前').fill('鴎 かける');
  await lead.getByLabel('新しいパスワード').fill('とうだいとかもめ2026');
  await lead.getByLabel('パスワード（確認）').fill('とうだいとかもめ2026');
  await lead.getByRole('button', { name: '参加して始める' }).click();
  await expect(lead.locator('a.who')).toBeVisible();
  await enter(await device(null), address, 'とうだいとかもめ2026');
  await visit(lead, '/progress');
  await expect(lead.getByText('最初のポイントは、レッスンの修了か案件の登録でつきます')).toBeVisible();
});
