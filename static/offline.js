// Keeps the taps of a talk script until the portal has them, with or without a network. Whoever is signed in has a store of
// their own; what another person kept on this device stays until they are back.
(() => {
  const reader = document.documentElement.dataset.reader;
  if (!reader) return;
  const KEY = `jiso-taps:${reader}`;
  const TOGETHER = 50;
  let timer;
  let sending = false;

  const kept = () => (localStorage.getItem(KEY) ?? '').split('\n').filter(Boolean);
  // The player says of what is noted whether the portal has it.
  const tell = (waits) => {
    if (window.jisoTapsWait === waits) return;
    window.jisoTapsWait = waits;
    dispatchEvent(new Event('jiso-taps'));
  };
  const put = (lines) => (lines.length > 0 ? localStorage.setItem(KEY, lines.join('\n')) : localStorage.removeItem(KEY));

  async function send() {
    if (sending) return;
    const lines = kept().slice(0, TOGETHER);
    if (lines.length === 0) return;
    sending = true;
    let taken = false;
    try {
      const body = new URLSearchParams({ 'form[lines]': lines.join('\n') });
      const answer = await fetch('/api/keep_taps', { method: 'POST', body, keepalive: true });
      // Refused once, it would be refused again; signed out or busy, it will not.
      taken = answer.ok || (answer.status >= 400 && answer.status < 500 && ![401, 408, 429].includes(answer.status));
    } catch {
      // Without a network; the next try comes with it.
    }
    sending = false;
    if (!taken) {
      tell(true);
      return;
    }
    const sent = new Set(lines);
    put(kept().filter((line) => !sent.has(line)));
    if (kept().length === 0) tell(false);
    send();
  }

  // Called by the player with a line for each tap.
  window.jisoTap = (line) => {
    try {
      put([...kept(), line]);
    } catch {
      return false;
    }
    if (!navigator.onLine) tell(true);
    clearTimeout(timer);
    timer = setTimeout(send, 700);
    return true;
  };

  addEventListener('online', send);
  addEventListener('pagehide', send);
  send();
})();

// Kits and scripts that were opened stay readable without a network; see server/src/http/worker.js.
(async () => {
  if (!('serviceWorker' in navigator)) return;
  await new Promise((done) => (document.readyState === 'complete' ? done() : addEventListener('load', done)));
  try {
    await navigator.serviceWorker.register('/sw.js');
    const { active } = await navigator.serviceWorker.ready;
    // What this page has loaded before there was a worker.
    const tell = () => active?.postMessage({ files: performance.getEntriesByType('resource').map(({ name }) => name) });
    tell();
    setTimeout(tell, 4_000);
    // What will be wanted on the road comes when nothing else wants the line, but before somebody in a hurry has gone on. The
    // worker takes the rest without this page, and the next page asks again for what did not come.
    const idle = window.requestIdleCallback ?? ((then) => setTimeout(then, 1_000));
    if (!navigator.connection?.saveData) setTimeout(() => idle(() => active?.postMessage({ wanted: true })), 1_500);
  } catch {
    // A browser that keeps nothing still shows everything.
  }
})();

// Lists say of each kit whether it is kept on this device.
(() => {
  if (!('caches' in window)) return;
  let isComing = false;

  async function mark() {
    isComing = false;
    const marks = document.querySelectorAll('[data-kept][hidden]');
    if (marks.length === 0) return;
    const kept = new Set();
    for (const name of await caches.keys()) {
      for (const { url } of await (await caches.open(name)).keys()) {
        const { pathname, search } = new URL(url);
        if (!search) kept.add(pathname);
      }
    }
    for (const one of marks) {
      const path = one.closest('li')?.querySelector('a')?.pathname;
      // Where only a script's player is kept, the worker shows that.
      one.hidden = !kept.has(path) && !kept.has(`${path}/play`);
    }
  }

  const later = () => {
    if (isComing) return;
    isComing = true;
    setTimeout(() => mark().catch(() => undefined), 200);
  };
  // Rows also come with pages that are opened without loading the document anew.
  new MutationObserver(later).observe(document.body, { childList: true, subtree: true });
  later();
})();
