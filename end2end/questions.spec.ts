// Questions: asked from a page, answered by the vendor, solved, and made a frequent one.

import { expect, sends, test, unique, visit } from './fixtures.ts';

test('a question takes its page along, is answered, solved and made a frequent one', async ({ device, plain }) => {
  test.setTimeout(60_000);
  const rep = await device('rep');
  const title = `${unique('質問')}は延ばせますか`;

  // With a script: the page comes along, and what is similar stands under the field.
  await visit(rep, '/deals');
  await rep.getByRole('link', { name: 'このページについて質問する' }).click();
  await expect(rep.getByRole('heading', { level: 1 })).toHaveText('質問する');
  await expect(rep.getByRole('main').getByText('案件', { exact: true })).toBeVisible();
  await rep.getByRole('textbox', { name: '質問', exact: false }).first().fill('見積書の有効期限は何日ですか');
  await expect(rep.getByText('近い質問と資料')).toBeVisible();
  await rep.getByRole('textbox', { name: '質問', exact: false }).first().fill(title);
  const asked = await sends(rep, 'ask_question', () => rep.getByRole('button', { name: '質問を送る' }).click());
  expect(asked.status()).toBe(200);
  await expect(rep.getByText('質問を送りました')).toBeVisible();
  await expect(rep.getByRole('heading', { level: 1 })).toHaveText(title);
  const address = new URL(rep.url()).pathname;

  // Without a script: the manager finds it in the list and answers.
  const manager = await plain('manager');
  await manager.goto('/questions');
  await manager.getByRole('link', { name: title }).click();
  await manager.getByRole('textbox', { name: '回答' }).fill('案件のページから一度延ばせます。');
  await manager.getByRole('button', { name: '回答を送る' }).click();
  await expect(manager.getByText('回答を送りました')).toBeVisible();

  await visit(rep, address);
  await sends(rep, 'accept_answer', () => rep.getByRole('button', { name: /の回答で解決した/ }).click());
  await expect(rep.getByText('解決済みにしました')).toBeVisible();
  await expect(rep.locator('#thread')).toContainText('この回答で解決');

  // One click makes a draft of it, which an editor opens.
  const editor = await plain('editor');
  await editor.goto(address);
  await editor.getByRole('button', { name: 'よくある質問にする' }).click();
  await expect(editor.getByText('よくある質問の下書きを作りました')).toBeVisible();
  await editor.getByRole('main').getByRole('link', { name: '開く' }).click();
  await expect(editor.getByRole('main')).toContainText(title);
});

test('a mistake keeps what was typed, without a script', async ({ plain }) => {
  const rep = await plain('rep');
  await rep.goto('/questions/new?about=/kits');
  await rep.getByRole('textbox', { name: 'くわしい状況' }).fill('消えては困る説明');
  await rep.getByRole('button', { name: '質問を送る' }).click();
  await expect(rep).toHaveURL(/\/questions\/new\?about=\/kits$/);
  await expect(rep.getByRole('textbox', { name: 'くわしい状況' })).toHaveValue('消えては困る説明');
});
