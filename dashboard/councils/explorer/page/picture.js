// The map as a picture to be read away from this page: on white, with its title, key, source, licence
// and caveat inside. SVG, or PNG at twice its size.

import { make, set } from "../dom.js";
import { DIAMOND } from "../map/drawing.js";
import { pattern } from "../map/paint.js";

const WIDTH = 1080;
const INK = "#0B0C0C";

export async function picture(app, kind) {
  const { svg, height } = standalone(app);
  const blob = new Blob([new XMLSerializer().serializeToString(svg)], { type: "image/svg+xml" });
  if (kind === "svg") return blob;
  const image = new Image(WIDTH, height);
  image.src = URL.createObjectURL(blob);
  await image.decode();
  const canvas = make("canvas", { width: WIDTH * 2, height: height * 2 });
  canvas.getContext("2d").drawImage(image, 0, 0, WIDTH * 2, height * 2);
  URL.revokeObjectURL(image.src);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

function standalone({ view, drawing, start, finding }) {
  const { measure } = view;
  const svg = make("svg", {
    xmlns: "http://www.w3.org/2000/svg", width: WIDTH, role: "img",
    "font-family": "Arial, sans-serif", fill: INK,
  });
  const pen = make("canvas").getContext("2d");
  let y = 32;
  const write = (words, x, size, room, weight = 400) => {
    pen.font = `${weight} ${size}px Arial, sans-serif`;
    const lines = [""];
    for (const word of words.split(" ")) {
      const longer = `${lines.at(-1)} ${word}`.trim();
      if (pen.measureText(longer).width <= room) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    for (const line of lines) {
      y += size * 1.3;
      svg.append(make("text", { x, y, "font-size": size, "font-weight": weight }, line));
    }
  };
  const words = view.yearWords;
  svg.append(make("title", {}, `${finding}, ${words}`), make("desc", {}, measure.label));
  svg.append(make("rect", { width: "100%", height: "100%", fill: "#FFFFFF" }));
  write(finding, 32, 28, WIDTH - 64, 700);
  y += 6;
  write(`${measure.label}, ${words}${view.where ? `; ${view.where}` : ""}`, 32, 19, WIDTH - 64);
  const top = y + 20;
  const [wide, high] = drawing.main.box;
  const bottom = chartOf(svg, view, drawing, drawing.main, 32, top, 720, Math.min(860, (720 * high) / wide));
  y = top;
  const counts = view.counts;
  measure.entries.forEach((entry, n) => {
    const fill = `url(#main${n}k)`;
    svg.append(
      pattern(entry, "light", `main${n}k`),
      make("rect", { x: 776, y: y + 4, width: 22, height: 22, fill, stroke: INK }),
    );
    write(`${entry.label}: ${counts[n]}`, 808, 16, 240);
    y += 12;
  });
  if (view.state.inspected) {
    svg.append(make("path", { d: DIAMOND, fill: INK, transform: `translate(787 ${y + 15})` }));
    write("Inspected jointly on sexual abuse or exploitation", 808, 16, 240);
  }
  if (drawing.inset.areas.size) {
    y += 24;
    write("London", 776, 16, 270, 700);
    y = chartOf(svg, view, drawing, drawing.inset, 776, y + 8, 272, 240);
  }
  y = Math.max(y, bottom) + 12;
  write(start.words.caveatOfAll, 32, 15, WIDTH - 64, 700);
  write(measure.source, 32, 14, WIDTH - 64);
  write(start.words.attribution, 32, 14, WIDTH - 64);
  const height = Math.ceil(y + 24);
  set(svg, { height, viewBox: `0 0 ${WIDTH} ${height}` });
  return { svg, height };
}

// One drawing of the map, in the colours of paper. Returns where it ends.
function chartOf(svg, view, drawing, chart, x, top, wide, high) {
  const [across, down] = chart.box;
  const unit = Math.max(across / wide, down / high);
  const drawn = make("svg", {
    x, y: top, width: across / unit, height: down / unit, viewBox: `0 0 ${across} ${down}`,
  });
  view.measure.entries.forEach((entry, n) => drawn.append(pattern(entry, "light", chart.name + n, unit)));
  drawn.append(make("path", {
    d: chart.coast.getAttribute("d"), fill: "#FFFFFF", stroke: INK, "stroke-width": 2.5 * unit,
  }));
  for (const [code, path] of chart.areas) {
    const [d, fill] = [path.getAttribute("d"), path.getAttribute("fill")];
    const faint = { "fill-opacity": view.passes(code) ? 1 : 0.22 };
    drawn.append(make("path", { d, fill, ...faint, stroke: "#FFFFFF", "stroke-width": unit }));
  }
  for (const code of drawing.marked()) {
    const row = chart.rows.get(code);
    if (row) drawn.append(make("path", {
      d: DIAMOND, fill: INK, stroke: "#FFFFFF", "stroke-width": 1.5,
      transform: `translate(${row[4]} ${row[5]}) scale(${unit})`,
    }));
  }
  const line = { fill: "none", stroke: INK };
  if (chart.rows.has(view.code))
    drawn.append(make("path", { d: chart.rows.get(view.code)[3], ...line, "stroke-width": 3 * unit }));
  drawn.append(make("path", { d: chart.frame.getAttribute("d") ?? "", ...line, "stroke-width": unit }));
  svg.append(drawn);
  return top + down / unit;
}
