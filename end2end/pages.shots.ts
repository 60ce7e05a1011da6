// `make shots`: a picture of every main page in both languages and both themes, and an index of them in target/shots.

import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hydrated, inTheme, test } from './fixtures.ts';
import { addressOf, inLanguage, mainPages } from './pages.ts';

const folder = resolve(dirname(fileURLToPath(import.meta.url)), '../target/shots');

test.beforeAll(() => mkdirSync(folder, { recursive: true }));

for (const shown of mainPages) {
  const { name, as, status, still } = shown;
  test(name, async ({ page, device, signIn, tolerate }, info) => {
    if (status) tolerate(new RegExp(`status of ${status}`));
    if (as) await signIn(as);
    const path = await addressOf(shown, page, device);
    for (const lang of ['ja', 'en'] as const) {
      await page.goto(inLanguage(path, lang));
      if (!still) await hydrated(page);
      for (const theme of ['light', 'dark'] as const) {
        await inTheme(page, theme);
        await page.screenshot({ path: join(folder, `${name}-${info.project.name}-${lang}-${theme}.png`), fullPage: true });
      }
    }
  });
}

test.afterAll(() => {
  const pictures = readdirSync(folder).filter((file) => file.endsWith('.png')).sort();
  const figures = pictures.map((file) => `<figure><img src="${file}" loading="lazy"><figcaption>${file}</figcaption></figure>`);
  const style = 'body{display:flex;flex-wrap:wrap;gap:1rem;font:14px system-ui}figure{margin:0}img{max-width:22rem;border:1px solid #ccc}';
  writeFileSync(join(folder, 'index.html'), `<!doctype html><meta charset="utf-8"><title>Shots</title><style>${style}</style>${figures.join('')}`);
});
