
// In builds for development only: a page loads anew when its server has been away and is back.
let away = false;
setInterval(async () => {
  try {
    await fetch('/health', { cache: 'no-store' });
    if (away) location.reload();
  } catch {
    away = true;
  }
}, 500);
