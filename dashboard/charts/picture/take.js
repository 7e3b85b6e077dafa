// "Take this chart" on the dashboard's pages: one listener, whatever charts come and go. Where the
// library is and what the dark page's colours are on paper stand on this script's own element.

import { blobOf, fileName, save, sheet } from "./paper.js";
import { drawPlotly, onPaper, plotly } from "./plotly.js";
import { drawBoxes } from "./boxes.js";

const { library: LIBRARY } = document.currentScript.dataset;
const LIGHT = JSON.parse(document.currentScript.dataset.light);

// The chart that a menu belongs to: the marks around it or named by it, else the last Plotly chart
// before it.
function chartOf(menu, of) {
  const marks = of ? document.querySelector(of) : menu.parentElement.querySelector(":scope > .marks");
  if (marks) return { marks };
  const before = [...document.querySelectorAll(".js-plotly-plot")].filter(
    (each) => menu.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_PRECEDING);
  return { plot: before.at(-1) };
}

async function taken(menu, kind) {
  const about = JSON.parse(menu.dataset.take);
  const size = menu.querySelector("select").value;
  const { marks, plot } = chartOf(menu, about.of);
  const light = getComputedStyle(menu).colorScheme.includes("dark") ? LIGHT : {};
  const paper = sheet(size, about);
  if (marks) await drawBoxes(paper, marks, light);
  else await drawPlotly(await plotly(LIBRARY), paper, onPaper({ data: plot.data, layout: plot.layout }, light));
  save(await blobOf(paper.svg, kind), fileName([...about.name, size, about.version], kind));
  return `The ${kind.toUpperCase()} picture is downloading.`;
}

async function embedded(menu) {
  const page = new URL(JSON.parse(menu.dataset.take).embed, document.baseURI);
  const frame = Object.assign(document.createElement("iframe"), {
    src: page.href, title: JSON.parse(menu.dataset.take).title, width: "100%", height: 620, loading: "lazy",
  });
  await navigator.clipboard.writeText(frame.outerHTML);
  return "The embed is copied.";
}

document.addEventListener("click", async ({ target }) => {
  const button = target.closest?.(".take button");
  if (!button) return;
  const menu = button.closest(".take");
  const spoken = menu.querySelector("[role=status]");
  try {
    spoken.textContent = await (button.dataset.kind ? taken(menu, button.dataset.kind) : embedded(menu));
  } catch (error) {
    console.error(error);
    spoken.textContent = `That did not work (${error.message}).`;
  }
});

// The folds are shown from now on: before, a click would be lost without a word.
document.documentElement.toggleAttribute("data-takes", true);
