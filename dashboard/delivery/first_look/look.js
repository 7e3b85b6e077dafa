// Draws the map into the first look, and takes the first look away when the page's own map is there.
// What a newcomer gets wrong: a page may never come to draw a map (a fault, say), so the first look
// leaves by itself some seconds after the page is complete without one. A page that waits for its
// server is not complete: figures that can be read are better than its empty frame. Until this
// script has run nothing is displayed. The map's root is closed: whoever looks for a map is to find
// the one that answers.

(() => {
  const look = document.getElementById("first-look");
  const host = look.querySelector(".map");
  const place = host.attachShadow({ mode: "closed" });
  place.append(host.querySelector("template").content);

  let erase = () => {};
  const leave = () => {
    clearInterval(waiting);
    removeEventListener("council-map-drawn", drawn);
    document.querySelector(".stMain")?.scrollTo(0, look.scrollTop);
    erase();
    look.remove();
  };
  const drawn = ({ detail }) => detail !== place && leave();
  addEventListener("council-map-drawn", drawn);
  let [seconds, complete] = [0, 0];
  const waiting = setInterval(() => {
    seconds += 1;
    const begun = document.querySelector(".stMain :is(h1, [data-testid=stAlert])");
    complete = begun && !document.querySelector("[data-testid=stSkeleton]") ? complete + 1 : 0;
    if (complete > 3) leave();
    // Whoever has to wait this long wants to read, copy and print what there is.
    if (seconds === 4) look.querySelector(".page").inert = false;
    if (seconds === 20)
      look.querySelector(".coming").textContent =
        "The controls are slow to come: if nothing changes, reload the page.";
  }, 1000);

  // As the toolkit decides: what the reader chose on this page before, or what their system asks.
  let chosen = "";
  try {
    const kept = `stActiveTheme-${location.pathname}-`;
    chosen = localStorage[Object.keys(localStorage).find((key) => key.startsWith(kept))];
  } catch {} // storage may be refused
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  look.dataset.scheme = /"(dark|light)"/i.exec(chosen)?.[1].toLowerCase() ?? system;

  const data = JSON.parse(host.dataset.drawing);
  files(data.files).then(([script, ...rest]) => {
    if (!look.isConnected) return;
    erase = () => script.remove(place);
    script.draw({ parentElement: place, data }, ...rest);
  }, console.error);
})();
