// `make shots`: a picture of every main page in both languages and both themes, and an index of them in target/shots.

import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hydrated, inTheme, test } from './fixtures.ts';
import { addressOf, inLanguage, mainPages } from './pages.ts';
import { firstLink, run } from './server.ts';
import type { Page } from '@playwright/test';

const folder = resolve(dirname(fileURLToPath(import.meta.url)), '../target/shots');

test.beforeAll(() => mkdirSync(folder, { recursive: true }));

/** Takes a page's pictures; `name` is how their files begin. */
async function take(page: Page, name: string, path: string, still = false): Promise<void> {
  for (const lang of ['ja', 'en'] as const) {
    await page.goto(inLanguage(path, lang));
    if (!still) await hydrated(page);
    for (const theme of ['light', 'dark'] as const) {
      await inTheme(page, theme);
      await page.screenshot({ path: join(folder, `${name}-${lang}-${theme}.png`), fullPage: true });
    }
  }
}

for (const shown of mainPages) {
  const { name, as, status, still } = shown;
  test(name, async ({ page, device, signIn, tolerate }, info) => {
    if (status) tolerate(new RegExp(`status of ${status}`));
    if (as) await signIn(as);
    await take(page, `${name}-${info.project.name}`, await addressOf(shown, page, device), still);
  });
}

// The one page that a portal with people in it does not show.
test('setup', async ({ page }, info) => {
  const server = await run('setup', []);
  try {
    await take(page, `setup-${info.project.name}`, firstLink(server));
  } finally {
    await server.stop();
  }
});

test.afterAll(() => {
  const pictures = readdirSync(folder).filter((file) => file.endsWith('.png')).sort();
  const figures = pictures.map((file) => `<figure><img src="${file}" loading="lazy"><figcaption>${file}</figcaption></figure>`);
  const style = 'body{display:flex;flex-wrap:wrap;gap:1rem;font:14px system-ui}figure{margin:0}img{max-width:22rem;border:1px solid #ccc}';
  writeFileSync(join(folder, 'index.html'), `<!doctype html><meta charset="utf-8"><title>Shots</title><style>${style}</style>${figures.join('')}`);
});
