// The map and its London inset, drawn in SVG. What a newcomer gets wrong: draw() runs for every
// change in a map that stands already, so it alters what is there and never builds it twice: zoom,
// focus and the reader's place survive because nothing that holds them is replaced.
//
// shapes: {boxes: {layer: [width, height]},
//          layers: {layer: [[code, firstYear, lastYear, path, labelX, labelY]]}}

import { make, set } from "../dom.js";
import { isForced, pattern } from "./paint.js";

export const DIAMOND = "M0-6L6 0L0 6L-6 0Z";

// A drawing with its patterns, its areas and the marks over them. `name` keeps pattern ids apart.
// The coast lies in a drawing of its own beneath: drawing it takes longer than all the areas, so it is
// drawn again only with other shapes, and after them.
function chart(name) {
  const parts = { name, areas: new Map(), rows: new Map(), box: [1, 1] };
  parts.patterns = make("defs");
  parts.coast = make("path", { class: "coast" });
  parts.shapes = make("g", { role: "none" });
  parts.frame = make("path", { class: "frame" });
  parts.forces = make("path", { class: "forces", "aria-hidden": "true" });
  parts.over = make("g", { class: "over", "aria-hidden": "true" });
  parts.under = make("svg", { class: "under", "aria-hidden": "true", focusable: "false" }, parts.coast);
  parts.moved = make("g", { role: "none" }, parts.shapes, parts.forces, parts.frame, parts.over);
  parts.svg = make("svg", { class: name, focusable: "false" }, parts.patterns, parts.moved);
  parts.both = make("div", { class: "both" }, parts.under, parts.svg);
  return parts;
}

// Which outlines a year is drawn with: today's, or those of the years before them.
export const layerOf = (shapes, show, year) =>
  show === "hexes" ? show : year <= shapes.earlierUntil ? "earlier" : "current";

function shapesOf(shapes, show, year) {
  const layer = layerOf(shapes, show, year);
  const there = ([, first, last]) => (first ?? -Infinity) <= year && year <= (last ?? Infinity);
  return [layer, layer === "current" ? shapes.layers.current : shapes.layers[layer].filter(there)];
}

// Every area's outline: what is seen of it is the coast, and borders where areas are dimmed.
export const coastOf = (chart) => [...chart.rows.values()].map((row) => row[3]).join("");

export class Drawing {
  constructor(onChange = () => {}) {
    this.main = chart("main");
    this.inset = chart("inset");
    this.onChange = onChange; // told whether it is another kind of map
    this.focused = null;
  }

  draw(view, shapes) {
    Object.assign(this, { view, shapes });
    const { measure, state, year } = view;
    if (this.painted !== measure.entries || this.forced !== isForced()) {
      Object.assign(this, { painted: measure.entries, forced: isForced() });
      for (const each of [this.main, this.inset])
        each.patterns.replaceChildren(
          ...measure.entries.map((entry, n) => pattern(entry, isForced() ? "forced" : "", each.name + n)),
        );
    }
    // A list only from when it has something in it.
    set(this.main.svg, { role: "listbox", "aria-label": `${measure.label}, ${view.yearWords}` });
    const [layer, rows] = shapesOf(shapes, state.show, year);
    const box = shapes.boxes[layer];
    // Zoom outlives a change of year, though the councils of 2013 are other shapes than today's.
    const another = String(box) !== String(this.main.box) || state.show !== this.show;
    const changed = another || layer !== this.layer;
    Object.assign(this, { layer, show: state.show });
    this.arrange(this.main, rows, box);
    const inLondon = layer === "hexes" ? [] : shapes.layers.london;
    this.arrange(this.inset, inLondon, shapes.boxes.london ?? [1, 1]);
    const borders = shapes.layers.region_borders[0]?.[3] ?? "";
    this.frame = changed ? () => (layer === "hexes" ? borders : this.londonFrame()) : this.frame;
    for (const [chart, lines] of [[this.main, layer], [this.inset, layer === "hexes" ? "" : "london"]]) {
      set(chart.svg, { class: measure.byForce ? `${chart.name} by-force` : chart.name });
      set(chart.forces, { d: (measure.byForce && this.forces?.[lines]) || null });
    }
    this.paint(this.main);
    this.paint(this.inset);
    if (another) this.drawCoast();
    this.drawOver();
    if (changed && this.main.shown) this.measure();
    this.onChange(another);
  }

  // One path a council, by name, kept from year to year; only a shape that changed is drawn again.
  arrange(chart, rows, box) {
    if (rows.length === chart.rows.size && rows.every((row) => chart.rows.get(row[0]) === row)) return;
    const named = [...rows].sort(([a], [b]) => this.view.byName(a, b));
    const wanted = new Map(named.map((row) => [row[0], row]));
    for (const [code, path] of chart.areas) if (!wanted.has(code)) path.remove();
    const role = chart === this.main ? { role: "option", tabindex: -1 } : {};
    const drawn = named.map(([code, , , shape], place) => {
      const path = chart.areas.get(code) ?? make("path", { "data-code": code, ...role });
      if (chart.rows.get(code)?.[3] !== shape) set(path, { d: shape });
      if (chart.shapes.children[place] !== path)
        chart.shapes.insertBefore(path, chart.shapes.children[place] ?? null);
      return [code, path];
    });
    Object.assign(chart, { areas: new Map(drawn), rows: wanted, box });
    for (const svg of [chart.svg, chart.under]) set(svg, { viewBox: `0 0 ${box[0]} ${box[1]}` });
  }

  drawCoast() {
    for (const chart of [this.main, this.inset]) set(chart.coast, { d: coastOf(chart) });
  }

  // A box on the main map around what the inset shows.
  londonFrame() {
    const boxes = [...this.inset.areas.keys()]
      .map((code) => this.main.areas.get(code)?.getBBox())
      .filter(Boolean);
    if (!boxes.length) return "";
    const [left, top] = ["x", "y"].map((side) => Math.min(...boxes.map((box) => box[side])) - 3);
    const right = Math.max(...boxes.map((box) => box.x + box.width)) + 3;
    const bottom = Math.max(...boxes.map((box) => box.y + box.height)) + 3;
    return `M${left} ${top}H${right}V${bottom}H${left}Z`;
  }

  paint(chart) {
    const { view } = this;
    for (const [code, path] of chart.areas) {
      const area = view.areas[code];
      const state = area ? (view.passes(code) ? null : "dimmed") : "absent";
      set(path, { fill: area ? `url(#${chart.name}${area[0]})` : "none", class: state });
    }
  }

  // Once the areas are on their way to the screen: the coast around them, and what a screen reader says
  // of each.
  drawRest() {
    this.drawCoast();
    const { view } = this;
    for (const [code, path] of this.main.areas)
      set(path, { "aria-label": view.sentence(code), "aria-selected": code === view.code });
  }

  // On paper a browser makes of each hatched path a picture as large as the map: one path for all
  // areas alike prints the page in two megabytes where one for each took twenty-five.
  forPaper(printing) {
    for (const chart of [this.main, this.inset]) {
      chart.alike?.remove();
      chart.shapes.style.display = printing ? "none" : "";
      if (!printing) continue;
      const alike = new Map();
      for (const path of chart.areas.values()) {
        const [d, fill, state] = ["d", "fill", "class"].map((name) => path.getAttribute(name));
        const key = `${fill} ${state}`;
        alike.set(key, { d: (alike.get(key)?.d ?? "") + d, fill, class: state });
      }
      chart.alike = make("g", { class: "alike" }, ...[...alike.values()].map((all) => make("path", all)));
      chart.shapes.after(chart.alike);
    }
  }

  marked() {
    const { state, start, areas } = this.view;
    if (!state.inspected) return [];
    return Object.keys(areas).filter((code) => start.inspected[start.areas[code]?.series]);
  }

  // Rings and diamonds lie over all areas, so that no neighbour covers them.
  drawOver() {
    if (!this.view) return;
    const marked = this.marked();
    for (const chart of [this.main, this.inset]) {
      const drawn = marked
        .filter((code) => chart.rows.has(code))
        .map((code) => make("path", { d: DIAMOND, class: "diamond", "data-at": code }));
      for (const [kind, code] of [["selected", this.view.code], ["focused", this.focused]]) {
        if (!chart.rows.has(code)) continue;
        const d = chart.rows.get(code)[3];
        drawn.push(make("path", { d, class: `halo ${kind}` }), make("path", { d, class: `ring ${kind}` }));
      }
      chart.over.replaceChildren(...drawn);
    }
    this.fit();
  }

  // What takes a layout to know, so asked only when sizes change: before a first layout nobody asks,
  // and whoever watches the size tells of it.
  measure() {
    for (const chart of [this.main, this.inset]) chart.shown = chart.moved.getScreenCTM()?.a;
    if (this.frame) set(this.main.frame, { d: this.frame() });
    this.frame = null;
    this.fit();
  }

  // The coast, hatches and diamonds keep their size on the screen, however large the map is drawn.
  fit() {
    for (const chart of [this.main, this.inset]) {
      const { shown } = chart;
      if (!shown) continue;
      // By hand: a line that the browser keeps as wide by itself is drawn again at each change of year.
      set(chart.coast, { "stroke-width": 2 / shown });
      for (const each of chart.patterns.children) set(each, { patternTransform: `scale(${1 / shown})` });
      for (const mark of chart.over.querySelectorAll(".diamond")) {
        const [, , , , x, y] = chart.rows.get(mark.dataset.at);
        set(mark, { transform: `translate(${x} ${y}) scale(${1 / shown})` });
      }
    }
  }
}
