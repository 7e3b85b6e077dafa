// A Plotly figure as a drawing on paper. What a newcomer gets wrong: the toolkit keeps its Plotly to
// itself, so the library is fetched when a picture is first asked for, and never before.

import { lay } from "./paper.js";

let library;

export function plotly(address) {
  library ??= new Promise((done, failed) => {
    const script = Object.assign(document.createElement("script"), { src: address });
    script.onload = () => done(globalThis.Plotly);
    script.onerror = () => {
      library = null;
      failed(Error("the drawing library could not be fetched: is there a connection?"));
    };
    document.head.append(script);
  });
  return library;
}

// The same with each colour of the dark page as it is on paper: `light` is dark → light.
export function onPaper(value, light) {
  if (typeof value === "string")
    return value.replace(/#[0-9A-F]{6}\b/gi, (colour) => light[colour.toUpperCase()] ?? colour);
  if (Array.isArray(value)) return value.map((each) => onPaper(each, light));
  if (value === null || typeof value !== "object" || ArrayBuffer.isView(value)) return value;
  const shown = Object.entries(value).filter(([name]) => !name.startsWith("_"));
  return Object.fromEntries(shown.map(([name, each]) => [name, onPaper(each, light)]));
}

// Drawn into the sheet's room, its words in the size of the sheet's. A chart of many lines keeps the
// height that it needs, and is made smaller.
export async function drawPlotly(Plotly, { svg, room, scale }, { data, layout }) {
  const needed = (layout.height ?? 400) * 0.8;
  const larger = Math.min(1.15 * scale, room.height / needed);
  const [width, height] = [Math.round(room.width / larger), Math.round(room.height / larger)];
  const plain = { width, height, autosize: false, paper_bgcolor: "#FFFFFF", plot_bgcolor: "#FFFFFF" };
  const font = { ...layout.font, family: "Arial, Helvetica, sans-serif" };
  const figure = { data, layout: { ...layout, ...plain, font } };
  const address = await Plotly.toImage(figure, { format: "svg", width, height });
  const text = decodeURIComponent(address.slice(address.indexOf(",") + 1));
  const drawn = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  lay(svg, document.importNode(drawn, true), width, height, room);
}
