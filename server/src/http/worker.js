// Keeps the kits and scripts that were opened readable without a network, and what was put together for a target.
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
const AGAIN = '/jiso-again';
const KEPT = /^\/kits(\/[a-z0-9-]+(\/play)?)?$|^\/targets\/[0-9a-f-]+\/kit$/;
const TEXT = /^\/kits\/([a-z0-9-]+)(\/play)?$/;
const TARGET = /^\/targets\/([0-9a-f-]+)\/kit$/;
const DEAL = /^[0-9a-f-]{36}$/;
const FILES = new RegExp(`"(/${BUILD}/[^"#]+)`, 'g');
const PARTS = /"(\/kits\/[a-z0-9-]+(?:\/play)?)"/g;

// What is kept: a page, and the call by which an open page asks for the same, so that both ways lead to it.
const kit = (slug) => ({ page: `/kits/${slug}`, call: `/api/kit?slug=${slug}&form[from]=` });
const targetKit = (id) => ({ page: `/targets/${id}/kit`, call: `/api/target_kit?id=${id}`, hasParts: true });
const bareTalk = (slug) => ({ page: `/kits/${slug}/play`, call: `/api/script?slug=${slug}&deal=` });
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
    await (await store()).add(NO_NETWORK);
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
      const reader = await old.match(`/${READER}`);
      if (reader && !(await known(`/${READER}`))) await (await store()).put(`/${READER}`, reader);
      await caches.delete(name);
    }
    // Whoever opens a page meanwhile does not wait for that.
    if (pages.size > 0) await (await store()).put(AGAIN, Response.json({ pages: [...pages], files: [...files] }));
    await clients.claim();
  };
  event.waitUntil(begin());
});

addEventListener('message', (event) => {
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
  if (!(await belongs(answer)) || answer.status !== 200 || !KEPT.test(address.pathname)) return;
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
    return (await known(shown.call)) ?? (shown.bare && (await known(shown.bare.call))) ?? Response.error();
  }
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
      if (!isAsset(request.url) && new URL(request.url).pathname !== NO_NETWORK) await kept.delete(request, { ignoreVary: true });
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
  if (shown.hasParts) await takeParts(shown.page);
  // Where a way leads to it from.
  if (!(await known('/kits'))) await take('/kits');
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
  if (shown?.bare) {
    // The talk without its deal stands under the address with it, so that taps still take it from there.
    const bare = await known(shown.bare.page);
    if (bare && asWritten(address) === shown.page) return bare;
    if (bare || (await known(shown.page))) return Response.redirect(address.origin + shown.page);
  }
  const bare = address.origin + address.pathname;
  if (address.search && (await known(bare))) return Response.redirect(bare);
  return (await known(NO_NETWORK)) ?? Response.error();
}
