// Keeps the kits and scripts that were opened readable without a network.
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
const TEXT = /^\/kits\/([a-z0-9-]+)(\/play)?$/;
const KEPT = /^\/kits(\/[a-z0-9-]+(\/play)?)?$|^\/targets\/[0-9a-f-]+\/kit$/;
const CALLS = { '/api/kit': '', '/api/script': '/play' };

/** Texts that were taken since this worker woke. */
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
    const text = TEXT.exec(new URL(page).pathname);
    if (text) await take(asked(text[1], text[2] ?? ''));
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
  const text = TEXT.exec(address.pathname);
  // Where one stands in a talk is no page of its own.
  if (!text?.[2] || !address.search) await (await store()).put(address.href, answer);
  if (text) await takeText(text[1], text[2] ?? '', address.search === '');
}

async function call(event, address) {
  const [slug, part] = [address.searchParams.get('slug') ?? '', CALLS[address.pathname]];
  try {
    const answer = await fetch(event.request);
    const copy = answer.clone();
    const keep = async () => {
      if ((await belongs(copy)) && copy.status === 200) await takeText(slug, part, false);
    };
    event.waitUntil(keep());
    return answer;
  } catch {
    return (await known(asked(slug, part))) ?? Response.error();
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

/** What a page that is open asks for a text. */
function asked(slug, part) {
  return part === '/play' ? `/api/script?slug=${slug}&deal=` : `/api/kit?slug=${slug}&form[from]=`;
}

/** Keeps a text as a page and as what an open page asks for, so that both ways lead to it. */
async function takeText(slug, part, isKept) {
  if (taken.has(slug + part)) return;
  taken.add(slug + part);
  const wanted = isKept ? [asked(slug, part)] : [asked(slug, part), `/kits/${slug}${part}`];
  for (const address of wanted) await take(address);
  // Where a way leads to it from.
  if (!(await known('/kits'))) await take('/kits');
}

async function take(address) {
  try {
    // Nobody opened it now: the portal does not count it.
    const answer = await fetch(address, { headers: { 'jiso-keep': 'yes' } });
    const mine = answer.headers.get(READER) === (await (await known(`/${READER}`))?.text());
    if (answer.status === 200 && !answer.redirected && mine) await (await store()).put(address, answer);
  } catch {
    // Without a network it stays as it is kept.
  }
}

async function withoutNetwork(address) {
  const kept = await known(address.href);
  if (kept) return kept;
  const bare = address.origin + address.pathname;
  if (address.search && (await known(bare))) return Response.redirect(bare);
  return (await known(NO_NETWORK)) ?? Response.error();
}
