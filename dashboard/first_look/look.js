// Draws the map into the first look, and takes the first look away when the page's own map is there.
// What a newcomer gets wrong: a page may never come to draw a map (no figures, a fault), so the
// first look leaves by itself soon after the page has anything to show. Until this script has run
// it is not displayed. Its root is closed: whoever looks for the map is to find the one that answers.

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
  let seconds = 0;
  const waiting = setInterval(() => {
    if (document.querySelector(".stMain [data-testid=stElementContainer]") && ++seconds > 3) leave();
  }, 1000);

  // As the toolkit decides: what the reader chose on this page before, or else what their system asks for.
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
