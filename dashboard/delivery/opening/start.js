// Told once, in the head of each page: where its server is.
//
// Streamlit asks where it is served, at several addresses, before it connects; it need not if it is
// told, by a file, since no script may be written into the page.
window.__streamlit = {
  BACKEND_BASE_URL: new URL("./", location).href,
  HOST_CONFIG: { allowedOrigins: [location.origin], useExternalAuthToken: false },
};
// On the first page Streamlit's files wait in a template until the map is drawn, or has had its time.
const waiting = document.getElementById("after-the-map");
if (waiting) {
  const begin = () => waiting.isConnected && waiting.replaceWith(document.importNode(waiting.content, true));
  const shown = () => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(begin)));
  document.addEventListener("drawn", shown, { once: true });
  setTimeout(begin, 2000);
}
// No longer than this does the first look lie over the page: if nothing has taken the explorer in by
// then, it stands at the page's head, and what the page says besides can be read below it.
setTimeout(() => {
  const look = document.querySelector("body > #first-look");
  const page = document.querySelector(".stMain");
  if (look && page) page.prepend(look);
}, 20_000);
