// Key persons: roles, the pact of ninety days, and the work of somebody who left.

import { expect, sends, test, unique, visit } from './fixtures.ts';
import { newcomer } from './people.ts';

test('both sides see the roles and the pact, and the work of who leaves goes on', async ({ device, plain }) => {
  test.setTimeout(60_000);
  const lead = await device('lead');
  const partner = await plain(null);
  const name = unique('退任');
  await newcomer(lead, partner, name);

  // With a script: the lead gives the newcomer a role.
  await visit(lead, '/company');
  await lead.getByRole('link', { name: 'キーマンと役割を見る' }).click();
  await expect(lead.getByRole('heading', { level: 1 })).toHaveText('キーマンと役割');
  const roles = lead.locator('#roles');
  await roles.getByLabel('人').selectOption({ label: name });
  await roles.getByLabel('役割').selectOption({ label: '経営層スポンサー' });
  await sends(lead, 'give_role', () => roles.getByRole('button', { name: '役割を保存' }).click());
  await expect(lead.getByText('役割を保存しました')).toBeVisible();
  await expect(lead.locator('#people')).toContainText('経営層スポンサー');

  // Without a script the vendor sees the same.
  const manager = await plain('manager');
  await manager.goto('/console/partners');
  await manager.getByRole('main').locator('a[href^="/console/partners/0"]').first().click();
  await manager.getByRole('link', { name: 'キーマンと役割を見る' }).click();
  await expect(manager.getByRole('heading', { level: 1 })).toContainText('のキーマン');
  await expect(manager.locator('#pact')).toBeVisible();

  // The newcomer leaves, and is signed out at once.
  await lead.getByText('退任・異動した人の仕事を引き継ぐ').click();
  const leave = lead.locator('#leave');
  await leave.getByLabel('退任した人').selectOption({ label: name });
  const to = leave.getByLabel('引き継ぐ人');
  const names = await to.locator('option').allTextContents();
  await to.selectOption({ label: names.slice(1).find((one) => one !== name) ?? '' });
  await sends(lead, 'person_left', () => leave.getByRole('button', { name: '引き継いで退任にする' }).click());
  await expect(lead.locator('#departures')).toContainText(name);
  await partner.goto('/deals');
  await expect(partner).toHaveURL(/sign-in/);
});
