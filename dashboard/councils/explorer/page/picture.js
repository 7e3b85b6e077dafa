// The map as a picture: the sheet of every chart (charts/picture/paper.js), with the map, its key and
// the inset of London in its room. A region or police force chosen is cropped to, and so is what the
// reader has zoomed to, if they ask; up to ten councils are named on it.

import { make } from "../dom.js";
import { blobOf, INK, sheet, wrapped, write } from "../../../charts/picture/paper.js";
import { coastOf, DIAMOND } from "../map/drawing.js";
import { pattern } from "../map/paint.js";
import { rangeOf } from "../sentences.js";

const NAMED_AT_MOST = 10;

export async function picture(app, kind, size = "article", zoomed = false) {
  return blobOf(mapOnPaper(app, size, zoomed), kind);
}

function mapOnPaper({ view, drawing, zoom, start, finding }, size, zoomed) {
  const { measure } = view;
  const only = view.only >= 0 ? `only ${measure.entries[view.only].label}` : "";
  const chosen = view.code ? `Outlined: ${view.sentence(view.code).replace(`; ${view.yearWords}`, "")}` : "";
  const said = [`${measure.label}, ${view.yearWords}`, rangeOf(view), view.where, only].filter(Boolean).join("; ");
  const paper = sheet(size, {
    title: finding, unit: [said, chosen].filter(Boolean).join(". "),
    caveat: `${start.words.caveatOfAll} ${start.words.status}`, site: start.words.site,
    notes: [[view.row.caveat, measure.source, start.words.attribution].filter(Boolean).join(" ")],
  });
  const { svg, room, scale } = paper;
  const box = zoomed ? seen(drawing.main, zoom.at) : extent(view, drawing.main);
  const aside = 290 * scale;
  const gap = 20 * scale;
  const place = { ...room, width: room.width - aside - gap, scale };
  const x = mapInto(svg, view, drawing, drawing.main, place, box ?? [0, 0, ...drawing.main.box]) + gap;
  let y = keyInto(svg, view, { x, y: room.y, width: aside, scale });
  if (box || !drawing.inset.areas.size) return svg;
  const high = room.y + room.height - y - 40 * scale;
  y = write(svg, "London", { x, y: y + 12 * scale, size: 15 * scale, room: aside, weight: 700 });
  const inset = { x, y: y + 8 * scale, width: room.x + room.width - x, height: high, scale };
  mapInto(svg, view, drawing, drawing.inset, inset, [0, 0, ...drawing.inset.box]);
  return svg;
}

function keyInto(svg, view, { x, y, width, scale }) {
  const side = 20 * scale;
  const line = { size: 15 * scale, room: width - 1.6 * side };
  const entries = view.measure.entries.map((entry, n) => [`${entry.label}: ${view.counts[n]}`, entry, n]);
  for (const [words, entry, n] of entries) {
    svg.append(
      pattern(entry, "light", `main${n}k`, scale),
      make("rect", { x, y: y + 3 * scale, width: side, height: side, fill: `url(#main${n}k)`, stroke: INK }),
    );
    const end = write(svg, words, { ...line, x: x + 1.5 * side, y });
    y = Math.max(end, y + side) + 10 * scale;
  }
  if (!view.state.inspected) return y;
  const at = `translate(${x + side / 2} ${y + 12 * scale}) scale(${scale})`;
  svg.append(make("path", { d: DIAMOND, fill: INK, transform: at }));
  return write(svg, "Inspected jointly on sexual abuse or exploitation", { ...line, x: x + 1.5 * side, y });
}

// The part of the map that holds the councils of the region and police force chosen; null without.
function extent(view, chart) {
  if (!view.where) return null;
  const boxes = [...chart.areas].filter(([code]) => view.isIn(code)).map(([, path]) => path.getBBox());
  if (!boxes.length) return null;
  const [left, top] = ["x", "y"].map((side) => Math.min(...boxes.map((box) => box[side])));
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  const edge = 0.04 * Math.max(right - left, bottom - top);
  return [left - edge, top - edge, right - left + 2 * edge, bottom - top + 2 * edge];
}

// The part of the map that is on the screen; null for all of it.
function seen({ box: [wide, high] }, { scale, x, y }) {
  return scale > 1 ? [-x / scale, -y / scale, wide / scale, high / scale] : null;
}

// One drawing of the map, cropped to `box`, in the colours of paper. Returns where it ends on the right.
function mapInto(svg, view, drawing, chart, room, box) {
  const [left, top, across, down] = box;
  const unit = Math.max(across / room.width, down / room.height);
  const place = { x: room.x, y: room.y, width: across / unit, height: down / unit };
  const drawn = make("svg", { ...place, viewBox: box.join(" ") });
  view.measure.entries.forEach((entry, n) => drawn.append(pattern(entry, "light", chart.name + n, unit)));
  drawn.append(make("path", {
    d: coastOf(chart), fill: "#FFFFFF", stroke: INK, "stroke-width": 2.5 * unit,
  }));
  const edge = view.measure.byForce ? "none" : "#FFFFFF";
  const area = (code, more) => {
    const path = chart.areas.get(code);
    const [d, fill] = [path.getAttribute("d"), path.getAttribute("fill")];
    return make("path", { d, fill, "fill-opacity": view.passes(code) ? 1 : 0.22, ...more });
  };
  for (const code of chart.areas.keys()) drawn.append(area(code, { stroke: edge, "stroke-width": unit }));
  if (view.measure.byForce)
    drawn.append(make("path", { d: chart.forces.getAttribute("d") ?? "", fill: "none", stroke: INK, "stroke-width": unit }));
  for (const code of drawing.marked()) {
    const row = chart.rows.get(code);
    if (row) drawn.append(make("path", {
      d: DIAMOND, fill: INK, stroke: "#FFFFFF", "stroke-width": 1.5,
      transform: `translate(${row[4]} ${row[5]}) scale(${unit})`,
    }));
  }
  const line = { fill: "none", stroke: INK };
  if (chart.areas.has(view.code)) {
    const around = { ...line, "stroke-width": 4 * unit, "stroke-linejoin": "round" };
    // Its class on top: the line stands around a small council, and not over it.
    drawn.append(make("path", { d: chart.rows.get(view.code)[3], ...around }), area(view.code));
  }
  const whole = box[2] === chart.box[0];
  if (whole) drawn.append(make("path", { d: chart.frame.getAttribute("d") ?? "", ...line, "stroke-width": unit }));
  for (const code of named(view, chart, [left, top, across, down], whole)) label(drawn, view, chart, code, unit * room.scale, box);
  svg.append(drawn);
  return room.x + across / unit;
}

// Whose names are written: the chosen council, and all that are cropped to, if they are few.
function named(view, chart, [left, top, across, down], whole) {
  const inside = [...chart.rows].filter(([code, [, , , , x, y]]) =>
    view.passes(code) && x > left && x < left + across && y > top && y < top + down).map(([code]) => code);
  const few = !whole && inside.length <= NAMED_AT_MOST ? inside : [];
  const own = chart.name === "main" && chart.rows.has(view.code) ? [view.code] : [];
  return new Set([...own, ...few]);
}

function label(drawn, view, chart, code, unit, [left, top, across]) {
  const [, , , , x, y] = chart.rows.get(code);
  const size = 14 * unit;
  const lines = wrapped(view.name(code), 14, 130, 700);
  const half = (Math.max(...lines.map((line) => line.length)) * size * 0.56) / 2;
  const at = Math.min(Math.max(x, left + half), left + across - half);
  // Over a small council it would hide its class: it stands above one.
  const area = chart.areas.get(code).getBBox();
  const high = lines.length * size * 1.1;
  const isSmall = area.width < 2 * half || area.height < 2 * high;
  const middle = isSmall ? Math.max(area.y - high / 2 - 4 * unit, top + high / 2) : y;
  lines.forEach((line, n) => {
    const words = make("text", {
      x: at, y: middle + (n - (lines.length - 1) / 2) * size * 1.1 + size * 0.35, "text-anchor": "middle",
      "font-size": size, "font-weight": 700, stroke: "#FFFFFF", "stroke-width": 3.5 * unit,
      "paint-order": "stroke", "stroke-linejoin": "round",
    }, line);
    drawn.append(words);
  });
}
