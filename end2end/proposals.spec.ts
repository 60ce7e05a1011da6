// A proposal: made for a deal, written, printed by the server, and sent.

import { expect, sends, test, visit } from './fixtures.ts';

const customer = '江東精密工業株式会社';

test('a rep makes a proposal, writes it and sends it, and the PDF is there', async ({ page, signIn }) => {
  test.setTimeout(60_000);
  await signIn('rep');
  await visit(page, '/deals');
  await page.getByRole('main').getByRole('link', { name: customer }).first().click();
  await page.locator('#proposals').getByRole('link', { name: '提案書を作る' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('提案書を作る');
  await page.getByText('初回提案書（業種共通）').click();
  await sends(page, 'make_proposal', () => page.getByRole('button', { name: 'このひな形で始める' }).click());
  await expect(page.getByText('提案書を作りました')).toBeVisible();

  // What is typed saves itself; a mistake stands beside its field.
  const text = page.getByLabel('現状の理解（書き換え可）');
  await sends(page, 'autosave_proposal', () => text.fill('{{customer}}では、返信漏れが週に5件ありました。'));
  await expect(page.getByText(/に保存しました/)).toBeVisible();
  await text.fill('{{custmer}}では');
  await sends(page, 'save_proposal', () => page.getByRole('button', { name: '保存する' }).click());
  await expect(page.getByText('差し込み項目 {{custmer}} はありません')).toBeVisible();
  await text.fill('{{customer}}では、返信漏れが週に6件ありました。');
  await page.getByLabel('名称').first().fill('LAN工事');
  await sends(page, 'save_proposal', () => page.getByRole('button', { name: '保存する' }).click());
  await expect(page.getByText('保存しました', { exact: true })).toBeVisible();
  await expect(page.getByText('変更できない部分').first()).toBeVisible();

  const address = new URL(page.url()).pathname;
  const pdf = await page.request.get(`${address}/pdf`);
  expect(pdf.headers()['content-type']).toBe('application/pdf');
  expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-');

  const sheet = page.locator('#send');
  await sheet.getByLabel('渡した相手').fill('総務部 大西様');
  // What still has gaps is asked about first, section by section; whoever listens hears the question.
  await sends(page, 'send_proposal', () => sheet.getByRole('button', { name: '送付済みにする' }).click());
  const question = sheet.getByRole('group', { name: /まだ埋まっていない項目が\d+件あります。このまま送付済みにしますか？/ });
  await expect(question).toBeFocused();
  await expect(sheet.getByText('ご確認ください')).toHaveCount(0);
  await question.getByRole('link', { name: /^数字で見る課題：【40】/ }).click();
  await expect(page.getByLabel('数字で見る課題（書き換え可）')).toBeInViewport();
  await expect(page.locator('#versions')).not.toContainText('大西様へ送付');
  await sheet.getByLabel('このまま送付済みにする').check();
  await sends(page, 'send_proposal', () => sheet.getByRole('button', { name: '送付済みにする' }).click());
  await expect(page.locator('#versions')).toContainText('総務部 大西様へ送付');

  await visit(page, `${address}/read?version=1`);
  await expect(page.getByText('返信漏れが週に6件')).toBeVisible();
  await expect(page.getByText('LAN工事')).toBeVisible();

  const amounts = page.locator('.letter td.num');
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    const lines = await amounts.evaluateAll((cells) =>
      cells.map((cell) => {
        const said = document.createRange();
        said.selectNodeContents(cell);
        return new Set([...said.getClientRects()].map(({ top }) => Math.round(top))).size;
      }),
    );
    expect(lines.length, 'amounts').toBeGreaterThan(1);
    expect([...new Set(lines)], `lines of the amounts at ${width} pixels`).toEqual([1]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(overflow, `pixels wider than ${width}`).toBeLessThanOrEqual(0);
  }
});

test('what was typed a moment ago is in the version, and with a mistake there is none', async ({ page, signIn }) => {
  test.setTimeout(60_000);
  await signIn('rep');
  await visit(page, '/deals');
  await page.getByRole('main').getByRole('link', { name: customer }).first().click();
  await page.locator('#proposals').getByRole('link', { name: '提案書を作る' }).click();
  await page.getByText('初回提案書（業種共通）').click();
  await sends(page, 'make_proposal', () => page.getByRole('button', { name: 'このひな形で始める' }).click());
  await expect(page.getByText('提案書を作りました')).toBeVisible();

  const text = page.getByLabel('現状の理解（書き換え可）');
  const versions = page.locator('#versions');
  const keep = page.getByRole('button', { name: '送付せずに版だけ残す' });
  // The mistake is named, and nothing goes on.
  await text.fill('{{custmer}}では');
  await sends(page, 'autosave_proposal', () => keep.click());
  await expect(page.getByText('差し込み項目 {{custmer}} はありません')).toBeVisible();
  await expect(versions).toContainText('まだ版はありません');
  await text.fill('返信漏れが週に7件ありました。');
  await sends(page, 'keep_proposal', () => keep.click());
  await expect(versions.getByRole('link', { name: '第1版を見る' })).toBeVisible();
  await expect(text).toHaveValue('返信漏れが週に7件ありました。');

  await visit(page, `${new URL(page.url()).pathname}/read?version=1`);
  await expect(page.getByText('返信漏れが週に7件')).toBeVisible();
});

test('a customer opens by a link what was sent, and the partner sees it', async ({ page, signIn, device, plain, tolerate }) => {
  test.setTimeout(60_000);
  tolerate(/status of 404/);
  await signIn('rep');
  await visit(page, '/deals');
  await page.getByRole('main').getByRole('link', { name: customer }).first().click();
  await page.locator('#proposals').getByRole('link', { name: '提案書を作る' }).click();
  await sends(page, 'make_proposal', () => page.getByRole('button', { name: 'このひな形で始める' }).click());
  const sheet = page.locator('#send');
  await sheet.getByLabel('渡した相手').fill('総務部 大西様');
  await sends(page, 'send_proposal', () => sheet.getByRole('button', { name: '送付済みにする' }).click());
  await sheet.getByLabel('このまま送付済みにする').check();
  await sends(page, 'send_proposal', () => sheet.getByRole('button', { name: '送付済みにする' }).click());

  const versions = page.locator('#versions');
  await sends(page, 'share_proposal', () => versions.getByRole('button', { name: '第1版のお客様用リンクを作る' }).click());
  const link = versions.getByLabel('第1版のお客様用リンク');
  await expect(link).toHaveValue(/\/letters\//);
  const address = new URL(await link.inputValue()).pathname;
  await expect(page.locator('#openings')).not.toContainText('お客様用リンクが開かれました');

  // Nobody signed in, on the phone as on a screen.
  const reader = await device(null);
  await visit(reader, address);
  await expect(reader.locator('.letter')).toContainText(`${customer} 御中`);
  await expect(reader.getByText('このページが開かれた日時は、送り主に伝わります。')).toBeVisible();
  await expect(reader).not.toHaveTitle(new RegExp(customer));
  const overflow = await reader.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  await page.reload();
  await expect(page.locator('#openings')).toContainText('お客様用リンクが開かれました');

  await sends(page, 'withdraw_letter', () => versions.getByRole('button', { name: '第1版のリンクを取り消す' }).click());
  await expect(versions.getByRole('button', { name: '第1版のお客様用リンクを作る' })).toBeVisible();
  const late = await plain(null);
  await late.goto(address);
  await expect(late.locator('.letter')).toHaveCount(0);
  await expect(late.getByText('このリンクは期限切れか、取り消されています。')).toBeVisible();
});

test('without a script a proposal is written, and the vendor reads it', async ({ plain }) => {
  test.setTimeout(60_000);
  const rep = await plain('rep');
  await rep.goto('/deals');
  await rep.getByRole('main').getByRole('link', { name: customer }).first().click();
  await rep.locator('#proposals').getByRole('link', { name: '提案書を作る' }).click();
  await rep.getByRole('button', { name: 'このひな形で始める' }).click();
  await expect(rep.getByText('提案書を作りました')).toBeVisible();
  await rep.getByLabel('宛先（ご担当者）').fill('総務部 大西');
  await rep.getByLabel('提案書の日付').fill('');
  await rep.getByRole('button', { name: '保存する' }).click();
  await expect(rep.getByLabel('宛先（ご担当者）')).toHaveValue('総務部 大西');
  await rep.getByLabel('提案書の日付').fill('2026-11-20');
  await rep.getByRole('button', { name: '保存する' }).click();
  await expect(rep.getByText('保存しました', { exact: true })).toBeVisible();
  const address = new URL(rep.url()).pathname;

  const manager = await plain('manager');
  await manager.goto(address);
  await expect(manager.getByText('パートナーが作成中の提案書です。')).toBeVisible();
  await expect(manager.getByRole('button', { name: '保存する' })).toHaveCount(0);
  await manager.goto(`${address}/read`);
  await expect(manager.getByText('総務部 大西 様')).toBeVisible();
});
