// The board of a first order: ticked off by both sides, and seen by the customer.

import { expect, sends, test, unique, visit } from './fixtures.ts';
import { newcomer } from './people.ts';

test('both sides tick off their steps, and the customer sees the plan by a link', async ({ device, plain, tolerate }) => {
  test.setTimeout(60_000);
  tolerate(/status of 404/);
  const manager = await plain('manager');
  const lead = await device('lead');
  await visit(lead, '/boards');
  await lead.getByRole('main').locator('a[href^="/boards/0"]').first().click();
  await expect(lead.locator('#steps')).toBeVisible();
  const address = new URL(lead.url()).pathname;
  // On a phone what is to be pressed does not squeeze the words.
  const words = lead.locator('#steps .rows > li > div:first-child');
  const widths = await words.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().width));
  expect(Math.min(...widths)).toBeGreaterThan(150);

  // With a script: the lead takes on a step and shares the plan.
  const take = lead.getByRole('button', { name: /を担当する/ }).first();
  if ((await take.count()) > 0) {
    await sends(lead, 'take_step', () => take.click());
    await expect(lead.getByText('担当を引き受けました')).toBeVisible();
  }
  await sends(lead, 'share_board', () => lead.getByRole('button', { name: /リンクをつく/ }).click());
  const link = await lead.getByLabel('お客様用のリンク').inputValue();

  // Whoever has the link sees it without signing in, and without a script.
  const customer = await plain(null);
  await customer.goto(new URL(link).pathname);
  await expect(customer.getByRole('heading', { level: 1 })).toContainText('導入までの進め方');
  await expect(customer.getByText('約束を守った割合')).toHaveCount(0);

  // Without a script the vendor sees the same board, and withdraws the link.
  await manager.goto(address);
  await expect(manager.locator('#kept')).toContainText('ベンダー');
  await manager.getByRole('button', { name: 'リンクを取り消す' }).click();
  await expect(manager.getByText('リンクを取り消しました')).toBeVisible();
  await customer.reload();
  await expect(customer.getByRole('heading', { level: 1 })).not.toContainText('導入までの進め方');
});

test('a step is done without a script, and open again', async ({ device, plain }) => {
  test.setTimeout(60_000);
  const partner = await plain(null);
  await newcomer(await device('lead'), partner, unique('手順'));
  await partner.goto('/boards');
  await partner.getByRole('main').locator('a[href^="/boards/0"]').first().click();
  const done = partner.getByRole('button', { name: /を完了にする/ }).first();
  const name = ((await done.getAttribute('aria-label')) ?? '').replace('を完了にする', '');
  await done.click();
  await expect(partner.getByText('手順を完了にしました')).toBeVisible();
  await partner.getByRole('button', { name: `${name}の完了を取り消す` }).click();
  await expect(partner.getByText('完了を取り消しました')).toBeVisible();
});
