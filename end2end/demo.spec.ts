// The whole world of the demo: every run starts on a new one, of forty companies and their last two years.

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test, visit } from './fixtures.ts';

const log = join(dirname(fileURLToPath(import.meta.url)), 'test-results/server.log');

test('the whole demo world is made, and the portal refuses nothing of it', async ({ page, signIn }) => {
  test.skip(!existsSync(log), 'the server of this run made its world before');
  const said = readFileSync(log, 'utf8');
  expect(said).toContain('Making the demo world');
  expect(said).toContain('100 %');
  expect(said.split('\n').filter((line) => line.includes('demo world: refused'))).toEqual([]);

  await signIn('manager');
  await visit(page, '/console/partners');
  const count = page.getByRole('main').locator('.tag').filter({ hasText: /^\d+社$/ });
  expect(parseInt(await count.innerText(), 10), 'companies').toBeGreaterThanOrEqual(40);
});
