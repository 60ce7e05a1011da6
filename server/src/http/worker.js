// Keeps the kits and scripts that were opened readable without a network, and what was put together for a target; beside them what
// the portal says its reader will want at hand.
//
// * Online, every page comes from the network: what is kept is shown only where there is none.
// * One store a build: the next build's worker throws the old one away and takes the kept pages again, so that no page ever meets
//   code of another build.
// * One reader at a time: the portal says on every answer whose it is; somebody else's answer, or nobody's, empties the store.
const BUILD = '__BUILD__';
const STORE = `jiso ${BUILD}`;
const READER = 'jiso-reader';
const NOBODY = 'none';
const NO_NETWORK = '/offline';
const WANTED = '/offline/wanted';
const LANGUAGE = '/jiso-language';
const LANGUAGES = ['ja', 'en'];
const AGAIN = '/jiso-again';
const KEPT = /^\/kits(\/[a-z0-9-]+(\/play)?)?$|^\/targets\/[0-9a-f-]+\/kit$/;
const TEXT = /^\/kits\/([a-z0-9-]+)(\/play)?$/;
const TARGET = /^\/targets\/([0-9a-f-]+)\/kit$/;
const DEAL = /^[0-9a-f-]{36}$/;
const LIST = '/kits';
const LIST_CALL = '/api/kits';
const WISHES = ['q', 'kind', 'industry', 'size', 'phase', 'competitor'];
const WANTED_MAX = 20;
const DAY_MILLIS = 86_400_000;
const FILES = new RegExp(`"(/${BUILD}/[^"#]+)`, 'g');
const PARTS = /"(\/kits\/[a-z0-9-]+(?:\/play)?)"/g;

// What is kept: a page, and the call by which an open page asks for the same, so that both ways lead to it.
const kit = (slug) => ({ page: `/kits/${slug}`, call: `/api/kit?slug=${slug}&form[from]=` });
const targetKit = (id) => ({ page: `/targets/${id}/kit`, call: `/api/target_kit?id=${id}`, hasParts: true });
const bareTalk = (slug) => ({ page: `/kits/${slug}/play`, call: `/api/script?slug=${slug}&deal=`, text: kit(slug) });
/** One about a deal has its customer in it; where that was not kept, the bare one serves. */
const talk = (slug, deal) => {
  const bare = bareTalk(slug);
  return DEAL.test(deal) ? { page: `${bare.page}?deal=${deal}`, call: bare.call + deal, bare } : bare;
};
const CALLS = {
  '/api/kit': (value) => kit(value('slug')),
  '/api/script': (value) => talk(value('slug'), value('deal')),
  '/api/target_kit': (value) => targetKit(value('id')),
};
const valueIn = (address) => (name) => address.searchParams.get(name) ?? '';
const asWritten = (address) => address.pathname + address.search;
const noNetwork = (lang, searched) => `${NO_NETWORK}?lang=${lang}${searched ? '&search=1' : ''}`;
/** Whether a list is asked for less than all of it. */
const isSearch = (address) => address.pathname === LIST && WISHES.some((wish) => valueIn(address)(wish).trim());

/** What a page is kept as; nothing for a list. */
function shownBy(address) {
  const [, slug, play] = TEXT.exec(address.pathname) ?? [];
  if (slug) return play ? talk(slug, valueIn(address)('deal')) : kit(slug);
  const [, id] = TARGET.exec(address.pathname) ?? [];
  return id ? targetKit(id) : undefined;
}

/** Pages that were taken, with all that belongs to them, since this worker woke. */
const taken = new Set();
const store = () => caches.open(STORE);
const known = async (address) => (await store()).match(address, { ignoreVary: true });
const isAsset = (address) => new URL(address).pathname.startsWith(`/${BUILD}/`);

/** What the worker of the build before had kept, with its code as far as that has the same names. */
async function takeAgain() {
  const left = await known(AGAIN);
  if (!left) return;
  const { pages, files } = await left.json();
  for (const page of pages) {
    await take(page);
    const shown = shownBy(new URL(page));
    if (shown) await take(shown.call);
  }
  for (const file of files) await keepFile(file);
  await (await store()).delete(AGAIN);
}

async function keepFile(file) {
  const address = new URL(file, location.origin).href;
  if (!(await known(address))) await (await store()).add(address).catch(() => undefined);
}

addEventListener('install', (event) => {
  const begin = async () => {
    await (await store()).addAll(LANGUAGES.flatMap((lang) => [noNetwork(lang, false), noNetwork(lang, true)]));
    await skipWaiting();
  };
  event.waitUntil(begin());
});

addEventListener('activate', (event) => {
  const begin = async () => {
    const [pages, files] = [new Set(), new Set()];
    for (const name of await caches.keys()) {
      if (name === STORE || !name.startsWith('jiso ')) continue;
      const old = await caches.open(name);
      const folder = `/${name.slice('jiso '.length)}/`;
      for (const { url } of await old.keys()) {
        const { pathname } = new URL(url);
        if (KEPT.test(pathname)) pages.add(url);
        if (pathname.startsWith(folder)) files.add(`/${BUILD}/${pathname.slice(folder.length)}`);
      }
      for (const one of [`/${READER}`, LANGUAGE]) {
        const said = await old.match(one);
        if (said && !(await known(one))) await (await store()).put(one, said);
      }
      await caches.delete(name);
    }
    // Whoever opens a page meanwhile does not wait for that.
    if (pages.size > 0) await (await store()).put(AGAIN, Response.json({ pages: [...pages], files: [...files] }));
    await clients.claim();
  };
  event.waitUntil(begin());
});

addEventListener('message', (event) => {
  if (event.data?.wanted) {
    event.waitUntil(takeWanted());
    return;
  }
  const files = (event.data?.files ?? []).filter((file) => file.startsWith(`${location.origin}/${BUILD}/`));
  const keep = async () => {
    for (const file of files) await keepFile(file);
    await takeAgain();
  };
  event.waitUntil(keep());
});

addEventListener('fetch', (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== 'GET' || address.origin !== location.origin) return;
  if (isAsset(request.url)) event.respondWith(asset(request));
  else if (request.mode === 'navigate') event.respondWith(page(event, address));
  else if (address.pathname in CALLS) event.respondWith(call(event, address));
  else if (address.pathname === LIST_CALL) event.respondWith(listCall(event, address));
});

async function asset(request) {
  const kept = await known(request.url);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.status === 200) await (await store()).put(request.url, answer.clone()).catch(() => undefined);
  return answer;
}

async function page(event, address) {
  let answer;
  try {
    answer = await fetch(event.request);
  } catch {
    return withoutNetwork(address);
  }
  if (answer.type !== 'opaqueredirect') event.waitUntil(note(address, answer.clone()));
  return answer;
}

async function note(address, answer) {
  const isOurs = await belongs(answer);
  await noteLanguage(answer);
  if (!isOurs || answer.status !== 200 || !KEPT.test(address.pathname)) return;
  const [shown, written] = [shownBy(address), asWritten(address)];
  // Where one stands in a talk is no page of its own.
  if (written === shown?.page || !TEXT.exec(address.pathname)?.[2]) await (await store()).put(written, answer);
  if (shown) await takeAll(shown, written);
}

async function call(event, address) {
  const [shown, written] = [CALLS[address.pathname](valueIn(address)), asWritten(address)];
  try {
    const answer = await fetch(event.request);
    const copy = answer.clone();
    const keep = async () => {
      if (!(await belongs(copy)) || copy.status !== 200) return;
      if (written === shown.call) await (await store()).put(written, copy);
      await takeAll(shown, written);
    };
    event.waitUntil(keep());
    return answer;
  } catch {
    // Without its deal, that is: the address of the open page still says which, and taps take it from there.
    const kept = (await known(shown.call)) ?? (shown.bare && (await known(shown.bare.call)));
    if (!kept) event.waitUntil(openInstead(event, shown.page));
    return kept ?? Response.error();
  }
}

/** What an open page asks for a list is not kept: the list's own page is. */
async function listCall(event, address) {
  try {
    return await fetch(event.request);
  } catch {
    const asked = new URLSearchParams();
    for (const [name, value] of address.searchParams) if (value) asked.append(/\[(\w+)\]/.exec(name)?.[1] ?? name, value);
    const query = asked.toString();
    event.waitUntil(openInstead(event, query ? `${LIST}?${query}` : LIST));
    return Response.error();
  }
}

/** Loads the page for which an open one has no answer, so that the reader learns what is kept. */
async function openInstead(event, page) {
  try {
    // A call is also given up by whoever has gone on to another page meanwhile.
    await fetch('/health', { method: 'HEAD', cache: 'no-store' });
  } catch {
    if (event.request.signal.aborted) return;
    const client = await clients.get(event.clientId);
    await client?.navigate(page).catch(() => undefined);
  }
}

/** The language of the page before is that of the page that says that there is no network. */
async function noteLanguage(answer) {
  const language = answer.headers.get('content-language');
  if (!answer.headers.has(READER) || !LANGUAGES.includes(language)) return;
  if ((await (await known(LANGUAGE))?.text()) !== language) await (await store()).put(LANGUAGE, new Response(language));
}

/** Whether an answer is somebody's. What is another person's than before, or nobody's, empties the store. */
async function belongs(answer) {
  const reader = answer.headers.get(READER);
  // A proxy's page, or one without a session at all, says nothing of who is signed in.
  if (reader === null) return false;
  const before = await (await known(`/${READER}`))?.text();
  if (before !== reader) {
    taken.clear();
    const kept = await store();
    for (const request of await kept.keys()) {
      const { pathname } = new URL(request.url);
      if (!isAsset(request.url) && ![NO_NETWORK, LANGUAGE].includes(pathname)) await kept.delete(request, { ignoreVary: true });
    }
    if (reader !== NOBODY) await kept.put(`/${READER}`, new Response(reader));
  }
  return reader !== NOBODY;
}

/** Keeps a page and its call, but for the one that is `kept` already, and what they lead to. */
async function takeAll(shown, kept) {
  if (taken.has(shown.page)) return;
  taken.add(shown.page);
  for (const address of [shown.call, shown.page]) if (address !== kept) await take(address);
  if (shown.bare) await takeAll(shown.bare);
  // Lists lead to the text, not to its player.
  if (shown.text) await takeAll(shown.text);
  if (shown.hasParts) await takeParts(shown.page);
  // Where a way leads to it from.
  if (!(await known(LIST))) await take(LIST);
  // What did not come is asked for once more when it is opened next.
  if (!(await known(shown.page))) taken.delete(shown.page);
}

/** Keeps what a target's kit is made of, as its page says: each text, and a script's player. What a text links to is no part. */
async function takeParts(page) {
  const html = (await (await known(page))?.text()) ?? '';
  for (const [, part] of html.replace(/<article[^]*?<\/article>/g, '').matchAll(PARTS)) {
    await takeAll(shownBy(new URL(part, location.origin)));
  }
}

/** Keeps what nobody has opened yet: the reader's favourites, and the scripts for their open deals. */
async function takeWanted() {
  try {
    const answer = await fetch(WANTED, { headers: { 'jiso-keep': 'yes' } });
    if (!(await belongs(answer)) || answer.status !== 200) return;
    await noteLanguage(answer);
    const [reader, language] = [READER, 'content-language'].map((name) => answer.headers.get(name));
    for (const page of (await answer.json()).slice(0, WANTED_MAX)) {
      // What was somebody's favourite is not what the next one wants.
      if ((await (await known(`/${READER}`))?.text()) !== reader) return;
      const shown = shownBy(new URL(page, location.origin));
      if (shown && !(await isFresh(shown.page, language))) await takeAll(shown);
    }
  } catch {
    // Without a network nothing is taken along.
  }
}

async function isFresh(page, language) {
  const headers = (await known(page))?.headers;
  return headers?.get('content-language') === language && Date.now() - Date.parse(headers.get('date') ?? '') < DAY_MILLIS;
}

async function take(address) {
  try {
    // Nobody opened it now: the portal does not count it.
    const answer = await fetch(address, { headers: { 'jiso-keep': 'yes' } });
    if (answer.status !== 200 || answer.redirected) return;
    if (answer.headers.get('content-type')?.startsWith('text/html')) {
      // Its code, which no page that was opened needs to have loaded.
      for (const [, file] of (await answer.clone().text()).matchAll(FILES)) await keepFile(file);
    }
    const mine = answer.headers.get(READER) === (await (await known(`/${READER}`))?.text());
    if (mine) await (await store()).put(address, answer);
  } catch {
    // Without a network it stays as it is kept.
  }
}

async function withoutNetwork(address) {
  const kept = await known(address.href);
  if (kept) return kept;
  const shown = shownBy(address);
  const [, slug, play] = TEXT.exec(address.pathname) ?? [];
  // Kept is the first step, and its code comes alive only on that; where one stands goes along for it to go on to.
  const place = play && valueIn(address)('step') ? `#${address.search}` : '';
  if (shown?.bare) {
    // The talk without its deal stands under the address with it, so that taps still take it from there.
    const bare = await known(shown.bare.page);
    if (bare && asWritten(address) === shown.page) return bare;
    if (bare || (await known(shown.page))) return Response.redirect(address.origin + shown.page + place);
  }
  const bare = address.origin + address.pathname;
  // The whole list would pass for what was asked for.
  if (address.search && !isSearch(address) && (await known(bare))) return Response.redirect(bare + place);
  // A script of which only the player came.
  if (slug && !play && (await known(bareTalk(slug).page))) return Response.redirect(address.origin + bareTalk(slug).page);
  return notKept(address);
}

/** The portal's page without a network, with what is kept in the place that it has for that. */
async function notKept(address) {
  const language = (await (await known(LANGUAGE))?.text()) ?? (navigator.language.startsWith('en') ? 'en' : 'ja');
  const page = await known(noNetwork(language, isSearch(address)));
  if (!page) return Response.error();
  const links = await keptLinks(valueIn(address)('q'));
  const rows = links.map(({ path, title }) => `<li><a class="link" href="${path}">${title}</a></li>`).join('');
  const html = await page.text();
  const filled = rows ? html.replace(/<!--kept-->[^]*<!--\/kept-->/, () => `<ul class="rows">${rows}</ul>`) : html;
  const headers = new Headers(page.headers);
  for (const name of ['content-encoding', 'content-length']) headers.delete(name);
  return new Response(filled, { headers });
}

/** What is kept, by its own headline, which is HTML; what has most of the words first. */
async function keptLinks(words) {
  const plain = (text) => text.normalize('NFKC').toLowerCase();
  const asked = plain(words).split(/\s+/).filter(Boolean);
  const paths = (await (await store()).keys()).map(({ url }) => new URL(url)).filter(({ search }) => !search).map(({ pathname }) => pathname);
  const links = [];
  for (const path of paths) {
    const [, slug, play] = TEXT.exec(path) ?? [];
    // A script's player stands behind its text, where that is kept.
    if (path === LIST || !KEPT.test(path) || (play && paths.includes(kit(slug).page))) continue;
    const [, headline = ''] = /<h1[^>]*>([^]*?)<\/h1>/.exec((await (await known(path))?.text()) ?? '') ?? [];
    const title = headline.replace(/<[^>]*>/g, '').trim();
    const hits = asked.filter((word) => plain(title).includes(word)).length;
    if (title) links.push({ path, title, hits });
  }
  return links.sort((one, other) => other.hits - one.hits);
}
