// Files on a deal: attached by hand and without a script, refused beside the field, read by who may, and removed.

import { AxeBuilder } from '@axe-core/playwright';

import { expect, hydrated, test, unique, visit } from './fixtures.ts';
import { newcomer } from './people.ts';
import { register } from './registering.ts';
import type { Page } from '@playwright/test';

const PDF = Buffer.from('%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n');
const quote = (name: string) => ({ name, mimeType: 'application/pdf', buffer: PDF });

/** Saves what a link leads to, as a browser does. */
async function saved(page: Page, name: string): Promise<{ name: string; text: string }> {
  const started = page.waitForEvent('download');
  await page.getByRole('link', { name }).click();
  const download = await started;
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  return { name: download.suggestedFilename(), text: Buffer.concat(chunks).toString() };
}

test('a file is attached, shown to the vendor where one says so, and removed @both', async ({ device, page }) => {
  test.setTimeout(90_000);
  await newcomer(await device('lead'), page, '板野 かなめ');
  const address = `/deals/${await register(page, unique('株式会社かわせみ精機'))}`;
  await visit(page, address);
  const sheet = page.locator('#files');
  await expect(sheet.getByText('見積書や提案書、議事録を')).toBeVisible();

  await sheet.getByLabel('添付するファイル').setInputFiles(quote('御見積書（案）.pdf'));
  await sheet.getByRole('button', { name: 'ファイルを添付する' }).click();
  await expect(page.getByText('ファイルを添付しました。')).toBeVisible();
  await hydrated(page);
  await expect(sheet.getByText('板野 かなめさん')).toBeVisible();
  await expect(page.getByText('ファイルを添付：御見積書（案）.pdf')).toBeVisible();
  expect(await saved(page, '御見積書（案）.pdf')).toEqual({ name: '御見積書（案）.pdf', text: PDF.toString() });

  await sheet.getByLabel('添付するファイル').setInputFiles({ name: '議事録.txt', mimeType: 'text/plain', buffer: Buffer.from('社内の議事録') });
  await sheet.getByLabel('ベンダーにも公開する').check();
  await sheet.getByRole('button', { name: 'ファイルを添付する' }).click();
  await expect(sheet.getByText('ベンダーにも公開', { exact: true })).toBeVisible();
  await hydrated(page);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await new AxeBuilder({ page }).include('#files').analyze();
    expect(violations.filter((one) => one.impact === 'serious' || one.impact === 'critical')).toEqual([]);
  }
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)).toBe(true);

  // The vendor reads what it is shown, and nothing else.
  const manager = await device('manager');
  await visit(manager, `/console${address}`);
  await expect(manager.locator('#files').getByRole('link')).toHaveCount(1);
  expect((await saved(manager, '議事録.txt')).text).toBe('社内の議事録');

  // Removed after a second thought, for everybody.
  const row = sheet.locator('li', { hasText: '御見積書（案）.pdf' });
  const link = (await row.getByRole('link').getAttribute('href')) ?? '';
  await row.locator('summary').click();
  await row.getByRole('button', { name: '御見積書（案）.pdfを削除する' }).click();
  await expect(page.getByText('ファイルを削除しました。')).toBeVisible();
  await expect(sheet.locator('li', { hasText: '御見積書（案）.pdf' })).toHaveCount(0);
  expect((await page.request.get(link)).status()).toBe(404);
});

test('without a script a file that is not what it says is refused beside the field', async ({ device, plain }) => {
  test.setTimeout(60_000);
  const page = await plain(null);
  await newcomer(await device('lead'), page, '津田 まひる');
  const address = `/deals/${await register(page, unique('有限会社ひたき印刷'))}`;
  await page.goto(address);
  const sheet = page.locator('#files');
  const send = async (name: string, text: string) => {
    await sheet.getByLabel('添付するファイル').setInputFiles({ name, mimeType: 'application/pdf', buffer: Buffer.from(text) });
    await sheet.getByRole('button', { name: 'ファイルを添付する' }).click();
  };
  await sheet.getByLabel('ベンダーにも公開する').check();
  await send('tool.exe', 'MZ');
  await expect(sheet.locator('.problem')).toContainText(['この形式のファイルは添付できません。']);
  await expect(sheet.getByLabel('ベンダーにも公開する')).toBeChecked();
  await send('quote.pdf', 'MZ not a pdf');
  await expect(sheet.getByText('ファイルの中身が「.pdf」の形式ではありません。')).toBeVisible();
  await send('large.txt', 'a'.repeat(11_000_000));
  await expect(sheet.getByText('10 MB以内のファイルを選んでください。')).toBeVisible();
  await send('quote.pdf', PDF.toString());
  await expect(page.getByText('ファイルを添付しました。')).toBeVisible();
  await expect(sheet.getByText('ベンダーにも公開', { exact: true })).toBeVisible();
});
