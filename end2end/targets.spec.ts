// Target accounts: uploaded by the vendor, ranked for a partner, registered in a few steps, passed on with a reason.

import { expect, hydrated, kept, mark, sends, test, unique, visit, visitByWorker } from './fixtures.ts';
import { newcomer } from './people.ts';

const HEAD = 'お客様名,業種,従業員数,地域,理由';
const REASON = '拠点が増え、問い合わせの行き先がわからなくなっています。';

test('an upload tells each bad line, and a target is registered from the list', async ({ device, plain, tolerate }) => {
  test.setTimeout(90_000);
  tolerate(/status of 422/);
  const [good, bad] = [unique('株式会社めざす'), unique('株式会社まちがい')];
  const manager = await plain('manager');
  await manager.goto('/console/targets');
  await manager.getByLabel('リストの名前').fill(unique('秋の候補'));
  await manager.getByRole('button', { name: 'リストを作る' }).click();
  await expect(manager.getByText('リストを作りました')).toBeVisible();

  // Without a script: nothing is stored while a line is wrong, and what was pasted stays.
  await manager.getByLabel('貼り付け').fill(`${HEAD}\n${good},製造,51〜300名,近畿,${REASON}\n${bad},月,多い,近畿,${REASON}`);
  await manager.getByRole('button', { name: '取り込む' }).click();
  await expect(manager.getByText(/3行目、業種：/)).toBeVisible();
  await expect(manager.getByLabel('貼り付け')).toHaveValue(new RegExp(bad));
  await manager.getByLabel('正しい行だけを取り込む').check();
  await manager.getByRole('button', { name: '取り込む' }).click();
  await expect(manager.getByText(/新しく1件を追加し.*取り込まなかった行：1/)).toBeVisible();

  // A file is read as well as pasted text.
  const filed = unique('株式会社ファイル');
  const file = { name: 'targets.csv', mimeType: 'text/csv', buffer: Buffer.from(`${HEAD}\r\n${filed},小売,50名まで,関東,${REASON}\r\n`) };
  await manager.locator('#many input[type=file]').setInputFiles(file);
  await manager.getByRole('button', { name: '取り込む' }).click();
  await expect(manager.locator('#lines').getByText(filed)).toBeVisible();

  // The partner: from the home to a registration in at most twelve steps.
  const partner = await plain(null);
  await newcomer(await device('lead'), partner, '候補 さがす');
  await partner.goto('/deals');
  await partner.getByRole('main').getByRole('link', { name: 'ターゲットを見る' }).click();
  await partner.getByRole('link', { name: `「${good}」を登録する` }).click();
  await expect(partner.getByLabel('お客様名')).toHaveValue(good);
  await expect(partner.getByLabel('お客様の課題')).toHaveValue(REASON);
  await partner.getByRole('radio', { name: 'クモデスク スタンダード' }).check();
  await partner.getByLabel('見込み金額').fill('864,000');
  const close = new Date(Date.now() + 60 * 86_400_000).toLocaleDateString('sv-SE', { timeZone: 'Asia/Tokyo' });
  await partner.getByLabel('受注予定日').fill(close);
  await partner.getByRole('button', { name: 'この内容で登録する' }).click();
  await expect(partner).toHaveURL(/registered=1/);
  await partner.goto('/targets');
  await expect(partner.locator('#pipeline').getByText(good)).toBeVisible();
  await manager.reload();
  await expect(manager.locator('#lines').getByText(/が登録しています/)).toBeVisible();
});

test('who passes on a target says why, with a script, and may bring it back', async ({ device, plain }) => {
  test.setTimeout(60_000);
  const customer = unique('株式会社みおくり');
  const manager = await plain('manager');
  await manager.goto('/console/targets');
  await manager.getByLabel('リストの名前').fill(unique('見送り'));
  await manager.getByRole('button', { name: 'リストを作る' }).click();
  await manager.getByLabel('お客様名').fill(customer);
  await manager.getByLabel('業種').selectOption('retail');
  await manager.getByLabel('従業員数').selectOption('small');
  await manager.getByLabel('獲得してほしい理由').fill(REASON);
  await manager.getByRole('button', { name: '追加する' }).click();
  await expect(manager.locator('#lines').getByText(customer)).toBeVisible();

  const lead = await device('lead');
  await visit(lead, '/targets');
  const row = lead.locator('#open li', { hasText: customer });
  await row.locator('summary').click();
  await row.getByLabel('補足').fill('昨年お断りされました');
  await sends(lead, 'pass_target', () => row.getByRole('button', { name: '見送る' }).click());
  await expect(lead.getByText('見送りました')).toBeVisible();
  await expect(lead.locator('#open').getByText(customer)).toHaveCount(0);
  await manager.reload();
  await expect(manager.locator('#lines').getByText('「昨年お断りされました」')).toBeVisible();
  await lead.getByText('見送ったターゲット').click();
  await sends(lead, 'bring_back_target', () => lead.getByRole('button', { name: `「${customer}」を戻す` }).click());
  await expect(lead.locator('#open').getByText(customer)).toBeVisible();
});

test('a partner finds its own customers among the targets without handing over its list', async ({ device, plain }) => {
  test.setTimeout(60_000);
  const partner = await plain(null);
  await newcomer(await device('lead'), partner, '照合 たしか');
  await partner.goto('/targets');
  await partner.getByLabel('お客様（1行に1件）').fill('株式会社あかつき製缶\nどこにもない商事');
  await partner.getByRole('button', { name: '照合する' }).click();
  await expect(partner.getByText('2件のハッシュを保存しました', { exact: true })).toBeVisible();
  await expect(partner.getByText('御社のお客様です').first()).toBeVisible();
  await partner.getByRole('button', { name: 'ハッシュを削除する' }).click();
  await expect(partner.getByText('ハッシュを削除しました')).toBeVisible();
});

test('the draft of the first mail is rewritten, copied and opened in a mail program', async ({ page, signIn, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await signIn('lead');
  await visit(page, '/targets');
  await page.getByRole('link', { name: /営業資料をまとめる/ }).first().click();
  const draft = page.getByRole('textbox', { name: '最初のメールの下書き' });
  const open = page.getByRole('link', { name: 'メールソフトで開く' });
  await expect(open).toHaveAttribute('href', /^mailto:\?subject=.+&body=.+%0D%0A/);
  await draft.fill('ご相談 & お願い\n\n大沢様\n来週はいかがでしょうか。');
  const body = encodeURIComponent('大沢様\r\n来週はいかがでしょうか。');
  await expect(open).toHaveAttribute('href', `mailto:?subject=${encodeURIComponent('ご相談 & お願い')}&body=${body}`);
  const copy = page.getByRole('button', { name: '下書きをコピー' });
  await copy.click();
  await expect(page.getByText('コピーしました')).toBeVisible();
  await expect(copy).toBeFocused();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('来週はいかがでしょうか。');
});

test.describe('with a worker', () => {
  test.use({ serviceWorkers: 'allow' });

  test('what was put together for a target is there without a network, its script step by step', async ({ page, context, signIn, tolerate }) => {
    test.setTimeout(90_000);
    tolerate(/ERR_INTERNET_DISCONNECTED|Failed to (fetch|load)|Failed to convert value/);
    await signIn('lead');
    await visitByWorker(page, '/targets');
    const same = await mark(page);
    await page.getByRole('link', { name: /営業資料をまとめる/ }).first().click();
    const headline = page.getByRole('heading', { level: 1, name: /向けの営業資料/ });
    await expect(headline).toBeVisible();
    expect(await same(), 'the document stayed').toBe(true);
    const path = new URL(page.url()).pathname;
    const id = path.split('/')[2];
    const play = page.getByRole('link', { name: '1画面ずつ使う' });
    const player = (await play.getAttribute('href')) ?? '';
    const slug = player.split('/')[2];
    const texts = await page.locator('.sheet > h2 a').evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''));
    expect(texts).toHaveLength(3);
    const calls = [`/api/target_kit?id=${id}`, `/api/script?slug=${slug}&deal=`];
    for (const address of [path, player, ...texts, ...calls]) await kept(page, address);

    await context.setOffline(true);
    await page.reload();
    await hydrated(page);
    await expect(headline).toBeVisible();
    await play.click();
    await expect(page).toHaveURL(player);
    const step = page.locator('#step');
    const first = await step.innerText();
    await page.locator('.replies button').first().click();
    await expect(step).not.toHaveText(first);
    const second = await step.innerText();
    await page.reload();
    await hydrated(page);
    await expect(step).toHaveText(second);
    for (const text of texts) {
      await visit(page, text);
      await expect(page.locator('#text article')).toBeVisible();
    }
    await context.setOffline(false);
  });
});
