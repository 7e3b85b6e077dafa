// Who leaves quickly leaves nothing of ours in the browser, and "back" does not lead to this page.
// A toolkit at its beginning may keep something after that: all goes once more as the page goes.
const forget = () => {
  for (const kept of ["localStorage", "sessionStorage"]) {
    try { window[kept].clear(); } catch { /* the browser keeps nothing */ }
  }
  for (const cookie of document.cookie.split("; ")) {
    document.cookie = `${cookie.split("=")[0]}=; path=/; max-age=0`;
  }
  try { caches.keys().then((names) => names.forEach((name) => caches.delete(name))); } catch { /**/ }
};
document.addEventListener("click", (event) => {
  const way = event.target.closest?.("a.leave");
  if (!way) return;
  event.preventDefault();
  event.stopPropagation();
  addEventListener("pagehide", forget);
  forget();
  location.replace(way.href);
}, true);
