// Writing: a text is edited beside its preview, published, found at once, brought back, and never lost to a colleague's.

import { expect, hydrated, sends, test, unique, visit } from './fixtures.ts';
import type { Page } from '@playwright/test';

const body = (page: Page) => page.getByLabel('本文（Markdown）');

/** A new announcement, open for editing; answers with its id. */
async function draft(page: Page, title: string, slug: string): Promise<string> {
  await visit(page, '/console/content/new');
  await page.getByLabel('種類').selectOption('news');
  await page.getByLabel('タイトル').fill(title);
  await page.getByLabel('名前（URLの一部）').fill(slug);
  const made = await sends(page, 'new_document', () => page.getByRole('button', { name: '下書きを作る' }).click());
  expect(made.status()).toBe(200);
  await expect(page).toHaveURL(/\/console\/content\/[0-9a-f-]{36}\?done=created/);
  const id = /content\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';
  await page.getByLabel('要約').fill(`${title}の要約です。`);
  await page.getByLabel('日付').fill('2026-11-20');
  return id;
}

async function publish(page: Page): Promise<void> {
  await page.getByRole('button', { name: '保存して公開' }).click();
  await expect(page.getByText('公開しました。パートナーに表示されています。')).toBeVisible();
  await hydrated(page);
}

test('a new word is previewed while it is typed, published, and found by a rep within two seconds', async ({ page, signIn, device }) => {
  const [word, slug] = [unique('kumonomori'), unique('news-')];
  const rep = await device('rep');
  await visit(rep, `/kits?q=${word}`);
  await expect(rep.getByText(`「${word}」は見つかりませんでした`)).toBeVisible();

  await signIn('editor');
  const id = await draft(page, '新しい連携のお知らせ', slug);
  const preview = page.getByRole('region', { name: 'プレビュー' });
  await sends(page, 'preview_document', () => body(page).fill(`## はじめに\n\n**${word}** との連携が始まりました。`));
  await expect(preview.getByRole('heading', { name: 'はじめに' })).toBeVisible();
  await expect(preview.locator('strong')).toHaveText(word);
  await visit(rep, `/kits?q=${word}`);
  await expect(rep.getByText(`「${word}」は見つかりませんでした`), 'a draft is nobody else’s').toBeVisible();

  await publish(page);
  const published = Date.now();
  const found = rep.locator('[data-testid=results] li[data-doc]');
  await expect(async () => {
    await rep.goto(`/kits?q=${word}`);
    await expect(found).toHaveCount(1, { timeout: 1 });
  }).toPass({ intervals: [50], timeout: 5_000 });
  expect(Date.now() - published, 'milliseconds until found').toBeLessThan(2_000);
  await expect(found.locator('mark').first()).toHaveText(word);
  await visit(rep, '/news');
  await rep.getByRole('link', { name: '新しい連携のお知らせ' }).first().click();
  await expect(rep.getByRole('main')).toContainText(word);

  // Taken back: gone for readers, still there for the editor.
  await visit(page, `/console/content/${id}`);
  await page.locator('summary', { hasText: '公開をやめる' }).click();
  await sends(page, 'unpublish_document', () => page.getByRole('button', { name: '公開をやめる' }).click());
  await expect(page.getByText('公開をやめました')).toBeVisible();
  await expect(body(page)).toHaveValue(new RegExp(word));
  await expect(async () => {
    await rep.goto(`/kits?q=${word}`);
    await expect(found).toHaveCount(0, { timeout: 1 });
  }).toPass({ timeout: 5_000 });
});

test('an old version comes back as a draft', async ({ page, signIn }) => {
  await signIn('editor');
  const id = await draft(page, '価格改定のお知らせ', unique('news-'));
  await body(page).fill('月額は1,280円です。');
  await publish(page);
  await body(page).fill('月額は1,380円です。');
  const saved = await sends(page, 'save_draft', () => page.getByRole('button', { name: '下書きを保存' }).click());
  expect(saved.status()).toBe(200);
  await expect(page.getByText('下書きを保存しました')).toBeVisible();

  await visit(page, `/console/content/${id}/history`);
  await expect(page.getByRole('main')).toContainText('1,380円');
  const published = await page.getByLabel('もとの版').locator('option', { hasText: '公開中' }).getAttribute('value');
  await page.getByLabel('もとの版').selectOption(published);
  await page.getByRole('button', { name: '比べる' }).click();
  await expect(page.locator('ins, .diff .add, .diff .added').first()).toContainText('1,380円');
  await expect(page.locator('del, .diff .del, .diff .removed').first()).toContainText('1,280円');
  await hydrated(page);
  await sends(page, 'restore_revision', () => page.getByRole('button', { name: /第\d+版に戻す/ }).click());
  await expect(page.getByText('選んだ版の文章を下書きにしました')).toBeVisible();
  await expect(body(page)).toHaveValue(/^月額は1,280円です。\s*$/);
});

test('two editors at once: both texts are kept', async ({ page, signIn, device, tolerate }) => {
  await signIn('editor');
  const id = await draft(page, '勉強会のご案内', unique('news-'));
  await body(page).fill('はじめの文章です。');
  await publish(page);

  const other = await device('admin');
  await visit(other, `/console/content/${id}`);
  await body(other).fill('同僚が先に書いた文章です。');
  expect((await sends(other, 'save_draft', () => other.getByRole('button', { name: '下書きを保存' }).click())).status()).toBe(200);

  await body(page).fill('あとから書いた文章です。');
  tolerate(/status of 409/);
  const refused = await sends(page, 'save_draft', () => page.getByRole('button', { name: '下書きを保存' }).click());
  expect(refused.status()).toBe(409);
  await expect(page.getByRole('alert').filter({ hasText: '先に保存しました' })).toContainText('先に保存しました');
  await expect(page.locator('pre.theirs')).toContainText('同僚が先に書いた文章です。');
  // By the labels of the form, not by the keys of a file.
  await expect(page.locator('pre.theirs')).toContainText('タイトル：勉強会のご案内');
  await expect(body(page)).toHaveValue('あとから書いた文章です。');

  await body(page).fill('同僚が先に書いた文章です。あとから書いた文章です。');
  expect((await sends(page, 'save_draft', () => page.getByRole('button', { name: '下書きを保存' }).click())).status()).toBe(200);
  await visit(page, `/console/content/${id}/history`);
  await expect(page.getByRole('main')).toContainText('同僚が先に書いた文章です。あとから書いた文章です。');
});

test('writing works without JavaScript', async ({ plain, device }) => {
  const editor = await device('editor');
  const id = await draft(editor, '年末のお知らせ', unique('news-'));
  const page = await plain('editor');
  await page.goto(`/console/content/${id}`);
  await page.getByLabel('要約').fill('年末の受付時間です。');
  await page.getByLabel('日付').fill('2026-11-20');
  await body(page).fill('## 受付\n\n年末は12月28日までです。');
  await page.getByRole('button', { name: 'プレビューを更新' }).click();
  await expect(page.getByRole('region', { name: 'プレビュー' }).getByRole('heading', { name: '受付' })).toBeVisible();
  await expect(body(page)).toHaveValue(/12月28日/);
  await page.getByRole('button', { name: '保存して公開' }).click();
  await expect(page.getByText('公開しました')).toBeVisible();
});
