// One chart alone, in another's page. Which it is stands in the address: ?chart=england-since-1994. What
// a newcomer gets wrong: an address is a stranger's text, so a name is only ever looked up.

import { make } from "../../councils/explorer/dom.js";
import { plotly } from "./plotly.js";

const { library: LIBRARY } = document.currentScript.dataset;
const place = (id) => document.getElementById(id);

async function show() {
  document.head.append(make("style", {}, STYLE));
  const name = new URLSearchParams(location.search).get("chart") ?? "";
  try {
    if (!/^[a-z0-9-]{1,80}$/.test(name)) throw Error("404");
    const answer = await fetch(`charts/${name}.json`);
    if (!answer.ok) throw Error(String(answer.status));
    await draw(await answer.json());
  } catch (error) {
    const isNone = error.message === "404";
    place("problem").textContent = isNone
      ? "There is no chart of that name here. There are:"
      : `The chart could not be fetched: is there a connection? (${error.message})`;
    place("others").hidden = !isNone;
  }
}

async function draw(chart) {
  document.title = place("title").textContent = chart.title;
  place("unit").textContent = chart.unit;
  place("caveat").textContent = chart.caveat;
  place("notes").textContent = chart.notes.join(" ");
  place("chart").setAttribute("aria-label", chart.alt);
  if (chart.more) Object.assign(place("more"), { href: chart.more, hidden: false });
  const Plotly = await plotly(LIBRARY);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const put = () => {
    const { data, layout } = dark.matches ? chart.dark : chart.light;
    return Plotly.react(place("chart"), data, layout, { displayModeBar: false, scrollZoom: false, responsive: true });
  };
  dark.addEventListener("change", put);
  await put();
}

show();
