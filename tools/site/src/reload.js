
// In builds for development only: a page loads anew when its site has been replaced, or its server been away.
let changed = false;
setInterval(async () => {
  try {
    const { ok } = await fetch(changed ? '/health' : import.meta.url, { method: 'HEAD', cache: 'no-store' });
    if (changed && ok) location.reload();
    changed ||= !ok;
  } catch {
    changed = true;
  }
}, 250);
