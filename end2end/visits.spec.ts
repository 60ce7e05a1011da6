// Joint visits, reported and confirmed; and what is noted of a customer after the order.

import { expect, letterTo, sends, test, unique, visit } from './fixtures.ts';
import { newcomer } from './people.ts';
import { ahead, approved, lose, visited } from './registering.ts';
import type { Page } from '@playwright/test';

test('a joint visit is reported by the partner and confirmed by the vendor', async ({ device, plain, tolerate }) => {
  test.setTimeout(60_000);
  tolerate(/status of 422/);
  const manager = await plain('manager');
  const partner = await plain(null);
  await newcomer(await device('lead'), partner, '同行 つとむ');
  const deal = await approved(partner, manager, unique('株式会社どうこう'));

  // Without a script: a day ahead is refused, and what was typed stays.
  await partner.goto(`/deals/${deal}`);
  const form = partner.locator('#visits');
  await form.locator('summary', { hasText: '済んだ同行を報告する' }).click();
  await form.getByLabel('同行した日').fill(ahead(3));
  await form.getByLabel('同行した人と内容').fill('工場長に三人で説明');
  await form.getByRole('button', { name: '同行を報告する' }).click();
  await expect(partner.locator('#visited-on')).toHaveAttribute('aria-invalid', 'true');
  await expect(partner.locator('#visit-note')).toHaveValue('工場長に三人で説明');
  await partner.locator('#visited-on').fill(ahead(0));
  await partner.getByRole('button', { name: '同行を報告する' }).click();
  await expect(partner.locator('#visits')).toContainText('確認待ち');

  // With one: the vendor's word settles it, and the page shows that at once.
  const desk = await device('manager');
  await visit(desk, '/console/deals');
  await visit(desk, `/console/deals/${deal}`);
  await expect(desk.locator('#visits')).toContainText('工場長に三人で説明');
  await sends(desk, 'answer_visit', () => desk.getByRole('button', { name: '同行は行われた' }).click());
  await expect(desk.locator('#visits')).toContainText('確認済み');
  await expect(desk.getByRole('button', { name: '同行は行われた' })).toHaveCount(0);
  await partner.goto(`/deals/${deal}`);
  await expect(partner.locator('#visits')).toContainText('確認済み');
});

test('a joint visit is asked for, fixed by a named person, and called off', async ({ device, plain, tolerate }) => {
  test.setTimeout(60_000);
  tolerate(/status of 422/);
  const manager = await plain('manager');
  const partner = await plain(null);
  await newcomer(await device('lead'), partner, '日程 あわせ');
  const deal = await approved(partner, manager, unique('株式会社にってい'));

  // Without a script: a day that is over is refused, and what was typed stays.
  await partner.goto(`/deals/${deal}`);
  await partner.getByRole('link', { name: '商談同行を依頼する' }).click();
  await partner.getByLabel('目的').fill('部門長に15分のデモを見せる');
  await partner.getByLabel('会う方').fill('営業部長');
  await partner.getByLabel('パートナーの役割').fill('進行');
  await partner.getByLabel('ベンダーの役割').fill('デモ');
  await partner.getByLabel('場所またはオンラインのリンク').fill('お客様本社');
  await partner.getByLabel('候補1の日').fill(ahead(-1));
  await partner.getByRole('button', { name: 'この内容で送る' }).click();
  await expect(partner.getByLabel('候補1の日')).toHaveAttribute('aria-invalid', 'true');
  await expect(partner.getByLabel('目的')).toHaveValue('部門長に15分のデモを見せる');
  await partner.getByLabel('候補1の日').fill(ahead(9));
  await partner.getByRole('button', { name: 'この内容で送る' }).click();
  await expect(partner.getByText('商談同行の依頼を送りました')).toBeVisible();
  const address = new URL(partner.url()).pathname;

  // With one: the vendor chooses a time, and is the one who comes.
  const desk = await device('manager');
  await visit(desk, address);
  await sends(desk, 'accept_visit', () => desk.getByRole('button', { name: 'この日時で同行する' }).click());
  await expect(desk.getByText('日時が決まりました')).toBeVisible();
  await partner.goto(address);
  await expect(partner.getByText('同行する担当者')).toBeVisible();
  const [file] = await Promise.all([
    partner.waitForEvent('download'),
    partner.getByRole('link', { name: 'カレンダーに入れる' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('visit.ics');
  await partner.locator('summary', { hasText: 'この同行を取りやめる' }).click();
  await partner.getByRole('button', { name: 'この同行を取りやめる' }).click();
  await expect(partner.getByText('同行を取りやめました')).toBeVisible();
  await lose(partner, deal);
});

test('a visit becomes a play once both sides consent to its text', async ({ device, plain, tolerate }) => {
  test.setTimeout(90_000);
  tolerate(/status of 422/);
  const [manager, partner] = [await plain('manager'), await plain(null)];
  await newcomer(await device('lead'), partner, '型 つくる');
  const customer = unique('株式会社かたちづくり');
  const deal = await approved(partner, manager, customer);
  await visited(partner, manager, deal);

  // Without a script: whoever names the customer is told so, and what was typed stays.
  await partner.getByRole('link', { name: '型にする' }).click();
  const name = unique('稟議の日程を先に決める');
  await partner.getByLabel('型の名前').fill(name);
  await partner.getByLabel('切り出し').fill(`${customer}の朝礼の話から入る`);
  await partner.getByLabel('学び').fill('減る電話の数で話す');
  await partner.getByRole('button', { name: 'この文面を相手に送る' }).click();
  await expect(partner.getByLabel('切り出し')).toHaveAttribute('aria-invalid', 'true');
  await expect(partner.getByLabel('型の名前')).toHaveValue(name);
  await partner.getByLabel('切り出し').fill('朝礼の話から入る');
  await partner.getByRole('button', { name: 'この文面を相手に送る' }).click();
  await expect(partner.getByText('文面を相手に送りました')).toBeVisible();
  const address = new URL(partner.url()).pathname;

  // With one: the vendor consents and publishes, and everybody finds it.
  const desk = await device('manager');
  await visit(desk, '/visits');
  await visit(desk, address);
  await sends(desk, 'consent_to_play', () => desk.getByRole('button', { name: 'この文面に同意する' }).click());
  await expect(desk.getByText('同意しました', { exact: true })).toBeVisible();
  await sends(desk, 'publish_play', () => desk.getByRole('button', { name: '公開する' }).click());
  await expect(desk.getByText('公開しました', { exact: true })).toBeVisible();
  const rep = await plain('rep');
  await rep.goto('/kits?kind=play');
  await expect(rep.getByRole('link', { name })).toBeVisible();

  // And nobody any more once the partner takes the consent back.
  await partner.goto(address);
  await partner.locator('summary', { hasText: '同意を取り消す' }).click();
  await partner.getByRole('button', { name: '同意を取り消す' }).click();
  await expect(partner.getByText('取り消しました', { exact: true })).toBeVisible();
  await rep.goto('/kits?kind=play');
  await expect(rep.getByRole('link', { name })).toHaveCount(0);
  await lose(partner, deal);
});

test('a time is chosen from the mail without signing in', async ({ device, plain }) => {
  test.setTimeout(60_000);
  const [manager, partner] = [await plain('manager'), await plain(null)];
  const address = await newcomer(await device('lead'), partner, '返事 はやこ');
  const customer = unique('株式会社へんじ');
  const deal = await approved(partner, manager, customer);
  await manager.goto(`/visits/new?deal=${deal}`);
  await manager.getByLabel('目的').fill('部門長に15分のデモを見せる');
  await manager.getByLabel('会う方').fill('営業部長');
  await manager.getByLabel('パートナーの役割').fill('進行');
  await manager.getByLabel('ベンダーの役割').fill('デモ');
  await manager.getByLabel('場所またはオンラインのリンク').fill('お客様本社');
  await manager.getByLabel('候補1の日').fill(ahead(9));
  await manager.getByRole('button', { name: 'この内容で送る' }).click();
  await expect(manager.getByText('商談同行の依頼を送りました')).toBeVisible();

  const { link } = await letterTo(manager, address, '/act/');
  const phone = await device(null);
  const { pathname, search } = new URL(link);
  await visit(phone, `${pathname}${search}`);
  await expect(phone.getByRole('radio')).toBeChecked();
  const done = await sends(phone, 'act_by_link', () => phone.getByRole('button', { name: 'この日時に決める' }).click());
  expect(done.status()).toBe(200);
  await expect(phone.getByText('完了しました')).toBeVisible();
  await phone.goto('/visits');
  await expect(phone).toHaveURL(/sign-in/);
  await partner.goto('/visits');
  await expect(partner.getByRole('listitem').filter({ hasText: customer }).getByText('決定')).toBeVisible();
  await lose(partner, deal);
});

test('the launch and the renewal are noted and taken back; health only after months', async ({ device, plain }) => {
  test.setTimeout(60_000);
  const [manager, partner] = [await plain('manager'), await plain(null)];
  await newcomer(await device('lead'), partner, '導入 かんな');
  const deal = await approved(partner, manager, unique('株式会社どうにゅう'));
  await manager.goto(`/console/deals/${deal}`);
  await expect(manager.locator('#aftercare'), 'only after the order').toHaveCount(0);
  await partner.goto(`/deals/${deal}`);
  await partner.locator('summary', { hasText: '受注した' }).click();
  await partner.getByRole('button', { name: '受注を記録する' }).click();
  await expect(partner.locator('.reward')).toContainText('受注おめでとうございます');
  await expect(partner.locator('#aftercare')).toContainText('未記録');

  // Without a script.
  await manager.goto(`/console/deals/${deal}`);
  const row = (page: Page, what: string) => page.locator('#aftercare li').filter({ hasText: what });
  await expect(row(manager, 'お客様の定着')).toContainText('から記録できます');
  await expect(row(manager, 'お客様の定着').getByRole('button')).toHaveCount(0);
  await manager.getByRole('button', { name: '「契約の更新」を記録する' }).click();
  await expect(row(manager, '契約の更新').locator('.tag')).toContainText('に記録');

  // With one: noted, and the mistake taken back.
  const desk = await device('manager');
  await visit(desk, `/console/deals/${deal}`);
  await sends(desk, 'note_aftercare', () => desk.getByRole('button', { name: '「導入の完了」を記録する' }).click());
  await expect(row(desk, '導入の完了').locator('.tag')).toContainText('に記録');
  await sends(desk, 'note_aftercare', () => desk.getByRole('button', { name: '「導入の完了」を取り消す' }).click());
  await expect(row(desk, '導入の完了').locator('.tag')).toContainText('未記録');
  await partner.goto(`/deals/${deal}`);
  await expect(row(partner, '契約の更新').locator('.tag')).toContainText('に記録');
});
