// Where the server is out of reach the page says so within five seconds, and takes no choice that it
// could not show. What a newcomer gets wrong: to be connected is not to be answered; until the first
// answer the toolkit's page is an empty frame.
const PATIENCE = 4000; // ms
const SLOW = 3000; // an empty page says that it comes
const FIRST = 12000; // until the toolkit has started and connected, on a slow line
const CHOICES = ".stMain :is(.stSlider, .stSelectbox, .stMultiSelect, .stRadio, .stButtonGroup, .stCheckbox)";
const LOST = "<p><strong>No answer from the server.</strong> What you see stays as it was; nothing can be chosen until it answers again.</p>";
const COMING = "This page is on its way. On a slow line these come sooner:";
const OFFLINE = "<p><strong>No connection.</strong> The map goes on with the figures it has; other pages wait for the server.</p>";
const notice = Object.assign(document.createElement("div"), { id: "out-of-reach", hidden: true });
notice.setAttribute("role", "alert");
notice.dataset.says = "";
const isFirst = Boolean(document.getElementById("first-look"));
let [since, met] = [performance.now(), false];
function watch() {
  const told = document.querySelector(".stApp")?.dataset;
  const answers = told && (told.testConnectionState ?? "CONNECTED") === "CONNECTED" && told.testScriptState !== "initial";
  met ||= answers;
  // The map answers from files: it needs no server until another page is opened.
  const needless = isFirst && !met && document.querySelector("council-explorer[answering]");
  if (navigator.onLine && (answers || needless)) since = performance.now();
  const late = performance.now() - since > (met ? PATIENCE : FIRST);
  const isLost = !navigator.onLine || late;
  const comes = !met && !isFirst && performance.now() > SLOW;
  say(isLost ? "lost" : comes ? "comes" : "");
}
function say(what) {
  if (notice.dataset.says === what) return;
  notice.dataset.says = what;
  for (const each of document.querySelectorAll(CHOICES)) each.inert = what === "lost";
  notice.hidden = !what;
  if (!what) return;
  notice.className = met || isFirst ? "" : "whole";
  notice.innerHTML = notice.className ? document.querySelector("body > noscript").textContent : isFirst ? OFFLINE : LOST;
  const why = notice.querySelector(".why");
  if (why && what === "comes") why.textContent = COMING;
  const council = new URLSearchParams(location.search).get("council");
  const list = notice.querySelector("ul");
  if (list && /^[a-z0-9-]+$/.test(council)) {
    const there = list.querySelector("a").href.replace("councils/index.html", `councils/${council}.html`);
    list.insertAdjacentHTML("afterbegin", `<li><a href="${there}">The briefing of ${council}</a></li>`);
  }
  if (!notice.isConnected) document.body.append(notice);
}
setInterval(watch, 500);
addEventListener("offline", watch);
addEventListener("online", watch);
