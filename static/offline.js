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
    if (!taken) return;
    const sent = new Set(lines);
    put(kept().filter((line) => !sent.has(line)));
    send();
  }

  // Called by the player with a line for each tap.
  window.jisoTap = (line) => {
    try {
      put([...kept(), line]);
    } catch {
      return false;
    }
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
  } catch {
    // A browser that keeps nothing still shows everything.
  }
})();
