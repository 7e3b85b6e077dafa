// The map of councils. What a newcomer gets wrong: draw() runs again for every change, in a page
// that already has the map, so it alters what is there and never builds it twice. The reader's
// zoom, focus and place survive because nothing that holds them is replaced.
//
// shapes: {boxes: {layer: [width, height]}, names: {code: name},
//          layers: {layer: [[code, firstYear, lastYear, path, labelX, labelY]]}}
// figures: {legend: [entry], yearWords, said: {year: sentence},
//           years: {year: {code: [entry number, figure]}}}

const SVG_ELEMENTS = "svg g path rect defs pattern text title desc".split(" ");
const MOST_ZOOM = 40;
const DIAMOND = "M0-6L6 0L0 6L-6 0Z";
const maps = new WeakMap();

export function draw(component, style, shapes, figures) {
  const place = component.parentElement;
  if (!maps.has(place)) maps.set(place, new CouncilMap(place, style));
  maps.get(place).update(component, shapes, figures);
  dispatchEvent(new CustomEvent("council-map-drawn", { detail: place }));
}

export function remove(place) {
  maps.get(place)?.leave();
  maps.delete(place);
}

function make(name, attributes = {}, ...children) {
  const element = SVG_ELEMENTS.includes(name)
    ? document.createElementNS("http://www.w3.org/2000/svg", name)
    : document.createElement(name);
  set(element, attributes);
  element.append(...children);
  return element;
}

// false, null and undefined take an attribute away; what is already right is left alone.
function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value == null) element.removeAttribute(name);
    else if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value);
  }
}

function button(text, label, act) {
  const made = make("button", { type: "button", "aria-label": label }, text);
  made.addEventListener("click", act);
  return made;
}

// A drawing with its patterns, its areas and the marks over them. `name` keeps pattern ids apart.
// The coast lies in a drawing of its own beneath: drawing it takes longer than all the areas, and a
// change of year need not draw it again.
function chart(name) {
  const parts = { name, areas: new Map(), rows: new Map(), box: [1, 1] };
  parts.patterns = make("defs");
  parts.coast = make("path", { class: "coast" });
  parts.shapes = make("g", { role: "none" });
  parts.frame = make("path", { class: "frame" });
  parts.over = make("g", { class: "over", "aria-hidden": "true" });
  parts.under = make(
    "svg",
    { class: "under", "aria-hidden": "true", focusable: "false" },
    parts.coast,
  );
  parts.moved = make("g", { role: "none" }, parts.shapes, parts.frame, parts.over);
  parts.svg = make("svg", { class: name, focusable: "false" }, parts.patterns, parts.moved);
  parts.both = make("div", { class: "both" }, parts.under, parts.svg);
  return parts;
}

// The councils of the year: those of earlier years where there are any, else today's.
function shapesOf(shapes, layer, year) {
  const there = ([, first, last]) => (first ?? -Infinity) <= year && year <= (last ?? Infinity);
  if (layer === "hexes") return ["hexes", shapes.layers.hexes.filter(there)];
  const earlier = shapes.layers.earlier.filter(there);
  return earlier.length ? ["earlier", earlier] : ["current", shapes.layers.current];
}

// Each code's place among all by name: the names come sorted.
function rankOf(shapes) {
  return new Map(Object.keys(shapes.names).map((code, place) => [code, place]));
}

// Colours and hatch of an entry: "light", "dark", or "forced" with the system's two inks.
function paintOf(entry, scheme) {
  if (scheme !== "forced")
    return { fill: entry[scheme][0], line: entry[scheme][1], hatch: entry.hatch };
  const solid = entry.forcedHatch === "solid";
  return {
    fill: solid ? "CanvasText" : "Canvas",
    line: "CanvasText",
    hatch: solid ? "" : entry.forcedHatch,
  };
}

function pattern(entry, scheme, id, scale = 1) {
  const { fill, line, hatch } = paintOf(entry, scheme);
  const tile = { width: 8, height: 8 };
  const ink = {
    d: hatch,
    fill: "none",
    stroke: line,
    "stroke-width": 1.5,
    "stroke-linecap": "round",
  };
  const made = make("pattern", { id, ...tile, patternUnits: "userSpaceOnUse" });
  made.append(make("rect", { ...tile, fill }), make("path", ink));
  set(made, { patternTransform: `scale(${scale})` });
  return made;
}

class CouncilMap {
  constructor(place, style) {
    this.place = place;
    this.root = place.querySelector(".council-map");
    this.zoom = { scale: 1, x: 0, y: 0 };
    this.pointers = new Map();
    this.build(style);
    this.listen();
  }

  build(style) {
    this.main = chart("main");
    set(this.main.svg, { role: "listbox" });
    this.inset = chart("inset");
    this.playButton = button("Play", null, () => (this.timer ? this.pause() : this.play()));
    this.slider = make("input", { type: "range", min: 0, step: 1, "aria-label": "Year" });
    this.yearShown = make("output");
    this.years = make("div", { class: "years" }, this.playButton, this.slider, this.yearShown);
    this.picture = make("div", { class: "picture" }, this.main.both);
    this.tip = make("div", { class: "tip", "aria-hidden": "true", hidden: "" });
    this.legend = make("ul", { class: "legend", "aria-label": "Key, with the number of councils" });
    // The main map's councils again, larger, for the pointer: a screen reader needs one of each.
    this.london = make(
      "div",
      { class: "london", "aria-hidden": "true" },
      make("p", {}, "London"),
      this.inset.both,
    );
    this.said = make("p", { class: "said" });
    this.note = make("p", { class: "note" });
    this.spoken = make("p", { class: "spoken", role: "status" });
    const zooms = make(
      "div",
      { class: "zoom", role: "group", "aria-label": "Zoom" },
      button("+", "Zoom in", () => this.zoomBy(1.6)),
      button("−", "Zoom out", () => this.zoomBy(1 / 1.6)),
      button("Reset", "Show the whole map", () => this.zoomTo(1, 0, 0)),
    );
    const pictures = make(
      "div",
      { class: "pictures", role: "group", "aria-label": "Download the map" },
      button("PNG", "Download the map as a PNG picture", () => this.download("png")),
      button("SVG", "Download the map as an SVG drawing", () => this.download("svg")),
    );
    this.root.replaceChildren(
      make("style", {}, style),
      make("div", { class: "bar" }, zooms, this.years, pictures),
      this.picture,
      make("div", { class: "side" }, this.legend, this.london),
      this.said,
      this.note,
      make(
        "p",
        { class: "help" },
        "On the map, arrow keys move between councils, letters find one by " +
          "name, Enter chooses, Escape puts away the label and then the choice. Pinch, or hold " +
          "Ctrl and scroll, to zoom; drag to move.",
      ),
      this.spoken,
      this.tip,
    );
  }

  listen() {
    for (const { svg } of [this.main, this.inset]) {
      svg.addEventListener("click", (event) => this.click(event.target.dataset.code));
      svg.addEventListener("pointermove", (event) => this.hover(event));
      svg.addEventListener("pointerleave", (event) => this.hover(event));
    }
    this.tip.addEventListener("pointerleave", () => this.hideTip());
    const svg = this.main.svg;
    svg.addEventListener("keydown", (event) => this.key(event));
    // Not on the drawing itself: one that listens for focus becomes a stop for Tab, in Chromium.
    this.picture.addEventListener("focusin", (event) => this.focused(event.target));
    this.picture.addEventListener("focusout", () => {
      this.hideTip();
      this.drawOver();
    });
    svg.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    svg.addEventListener("pointerdown", (event) => this.press(event));
    svg.addEventListener("pointermove", (event) => this.drag(event));
    svg.addEventListener("pointerup", (event) => this.pointers.delete(event.pointerId));
    svg.addEventListener("pointercancel", (event) => this.pointers.delete(event.pointerId));
    // Escape puts the label away wherever the focus is.
    this.onEscape = (event) => {
      if (event.key === "Escape") this.hideTip();
    };
    document.addEventListener("keydown", this.onEscape);
    this.slider.addEventListener("input", () => this.slide());
    this.resized = new ResizeObserver(() => this.fit());
    this.resized.observe(this.picture);
    this.media = ["(forced-colors: active)", "print"].map((query) => matchMedia(query));
    this.onMedia = () => this.drawAll();
    for (const media of this.media) media.addEventListener("change", this.onMedia);
  }

  leave() {
    clearInterval(this.timer);
    clearTimeout(this.reporting);
    this.resized.disconnect();
    document.removeEventListener("keydown", this.onEscape);
    for (const media of this.media) media.removeEventListener("change", this.onMedia);
  }

  update(component, shapes, figures) {
    const before = { data: this.data, figures: this.figures, year: this.year };
    const data = component.data;
    if (this.shapes !== shapes) this.rank = rankOf(shapes);
    Object.assign(this, { component, data, shapes, figures, selected: data.selected });
    // The year may have moved here since Python last spoke: follow Python only if it moved too.
    if (data.year !== before.data?.year || !figures.years[this.year]) this.year = data.year;
    this.marked = new Set(data.marked);
    this.dimmed = new Set(data.dimmed);
    this.drawAll();
    if (!before.data) return;
    if (before.year !== this.year || before.figures !== figures) this.say(this.summary());
    else if (before.data.layer !== data.layer)
      this.say(data.layer === "hexes" ? "Hexagons, one for each council." : "Map of areas.");
    else if (before.data.selected !== data.selected) this.sayChoice();
  }

  drawAll() {
    if (!this.data) return;
    const [forced, print] = this.media.map((media) => media.matches);
    const page = getComputedStyle(this.root).getPropertyValue("--st-background-color").trim();
    const [red, green, blue] = [1, 3, 5].map((at) => parseInt(page.slice(at, at + 2), 16));
    const dark = 0.3 * red + 0.59 * green + 0.11 * blue < 128;
    this.scheme = forced ? "forced" : dark && !print ? "dark" : "light";
    set(this.root, { "data-scheme": this.scheme });
    set(this.main.svg, { "aria-label": this.data.title });
    set(this.years, { hidden: this.data.yearControl ? null : "" });
    for (const { name, patterns } of [this.main, this.inset]) {
      patterns.replaceChildren(
        ...this.figures.legend.map((entry, place) =>
          pattern(entry, this.scheme, `${name}${place}`),
        ),
      );
    }
    this.showYear(this.year);
    this.applyZoom();
  }

  showYear(year) {
    this.year = year;
    this.row = this.figures.years[year];
    const held = this.yearsHeld();
    Object.assign(this.slider, { max: held.length - 1, value: held.indexOf(year) });
    set(this.slider, { "aria-valuetext": this.yearWords() });
    this.yearShown.textContent = year;
    const [layer, rows] = shapesOf(this.shapes, this.data.layer, year);
    const inLondon = layer === "hexes" ? [] : this.shapes.layers.london;
    const box = this.shapes.boxes[layer];
    if (String(box) !== String(this.main.box)) Object.assign(this.zoom, { scale: 1, x: 0, y: 0 });
    this.arrange(this.main, rows, box);
    this.arrange(this.inset, inLondon, this.shapes.boxes.london ?? [1, 1]);
    set(this.london, { hidden: inLondon.length ? null : "" });
    const borders = this.shapes.layers.region_borders[0]?.[3] ?? "";
    set(this.main.frame, { d: layer === "hexes" ? borders : this.londonFrame() });
    this.paint(this.main);
    this.paint(this.inset);
    this.drawLegend();
    this.drawOver();
    const missing = Object.keys(this.row).filter((code) => !this.main.areas.has(code));
    this.said.textContent = this.figures.said[year] ?? "";
    this.note.textContent = missing.length
      ? `Councils of the ${this.yearWords()} without a shape here: ${missing
          .map((code) => this.nameOf(code))
          .sort()
          .join(", ")}.`
      : "";
  }
  // One path a council, by name, kept from year to year; only a shape that changed is drawn again.
  arrange(chart, rows, box) {
    const named = [...rows].sort((one, other) => this.rank.get(one[0]) - this.rank.get(other[0]));
    const wanted = new Map(named.map((row) => [row[0], row]));
    let changed = String(chart.box) !== String(box);
    for (const [code, path] of chart.areas) {
      if (!wanted.has(code)) {
        path.remove();
        chart.areas.delete(code);
        changed = true;
      }
    }
    named.forEach(([code, , , shape], place) => {
      if (!chart.areas.has(code)) {
        const role = chart === this.main ? { role: "option", tabindex: -1 } : {};
        chart.areas.set(code, make("path", { "data-code": code, ...role }));
      }
      const path = chart.areas.get(code);
      if (chart.rows.get(code)?.[3] !== shape) {
        set(path, { d: shape });
        changed = true;
      }
      if (chart.shapes.children[place] !== path)
        chart.shapes.insertBefore(path, chart.shapes.children[place] ?? null);
    });
    Object.assign(chart, { rows: wanted, box });
    if (!changed) return;
    for (const svg of [chart.svg, chart.under]) set(svg, { viewBox: `0 0 ${box[0]} ${box[1]}` });
    set(chart.coast, { d: named.map((row) => row[3]).join("") });
    if (chart === this.main && !wanted.has(this.standing)) {
      this.stand(wanted.has(this.selected) ? this.selected : named[0][0]);
    }
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
    for (const [code, path] of chart.areas) {
      const row = this.row[code];
      const state = row ? (this.dimmed.has(code) ? "dimmed" : null) : "absent";
      set(path, { fill: row ? `url(#${chart.name}${row[0]})` : "none", class: state });
      if (chart === this.main)
        set(path, { "aria-label": this.sentence(code), "aria-selected": code === this.selected });
    }
  }

  drawLegend() {
    const counts = this.counts();
    const swatch = (...drawn) =>
      make("svg", { width: 22, height: 22, "aria-hidden": "true" }, ...drawn);
    const square = { x: 1, y: 1, width: 20, height: 20, class: "swatch" };
    const items = this.figures.legend.map((entry, place) =>
      make(
        "li",
        {},
        swatch(
          pattern(entry, this.scheme, `key${place}`),
          make("rect", { ...square, fill: `url(#key${place})` }),
        ),
        make("span", {}, entry.label),
        make("strong", {}, counts[place]),
      ),
    );
    if (this.marked.size) {
      const diamond = make("path", { d: DIAMOND, class: "diamond", transform: "translate(11 11)" });
      items.push(
        make(
          "li",
          {},
          swatch(diamond),
          make("span", {}, this.data.markedLabel),
          make("strong", {}, this.marked.size),
        ),
      );
    }
    this.legend.replaceChildren(...items);
  }

  // Rings and diamonds lie over all areas, so that no neighbour covers them.
  drawOver() {
    if (!this.row) return;
    const focused = this.place.activeElement?.matches("path:focus-visible") ? this.standing : null;
    for (const chart of [this.main, this.inset]) {
      const drawn = [];
      for (const code of this.marked) {
        if (chart.rows.has(code))
          drawn.push(make("path", { d: DIAMOND, class: "diamond", "data-at": code }));
      }
      for (const [kind, code] of [
        ["selected", this.selected],
        ["focused", focused],
      ]) {
        if (!chart.rows.has(code)) continue;
        const d = chart.rows.get(code)[3];
        drawn.push(
          make("path", { d, class: `halo ${kind}` }),
          make("path", { d, class: `ring ${kind}` }),
        );
      }
      chart.over.replaceChildren(...drawn);
    }
    this.fit();
  }

  // Hatches and diamonds keep their size on the screen, however large the map is drawn.
  fit() {
    for (const chart of [this.main, this.inset]) {
      const shown = chart.moved.getScreenCTM()?.a;
      if (!shown) continue;
      for (const each of chart.patterns.children)
        set(each, { patternTransform: `scale(${1 / shown})` });
      for (const mark of chart.over.querySelectorAll(".diamond")) {
        const [, , , , x, y] = chart.rows.get(mark.dataset.at);
        set(mark, { transform: `translate(${x} ${y}) scale(${1 / shown})` });
      }
    }
  }

  yearsHeld() {
    return Object.keys(this.figures.years)
      .map(Number)
      .sort((one, other) => one - other);
  }

  slide() {
    this.pause();
    this.showYear(this.yearsHeld()[this.slider.value]);
    this.say(this.summary());
    this.reportYear();
  }

  play() {
    const held = this.yearsHeld();
    if (this.year === held.at(-1)) this.showYear(held[0]);
    this.playButton.textContent = "Pause";
    this.timer = setInterval(() => {
      const next = held[held.indexOf(this.year) + 1];
      if (next) this.showYear(next);
      if (!next || next === held.at(-1)) this.pause();
    }, 1000);
  }

  pause() {
    if (!this.timer) return;
    clearInterval(this.timer);
    this.timer = null;
    this.playButton.textContent = "Play";
    this.say(this.summary());
    this.reportYear();
  }

  // Python hears of a year once it rests: the map itself did not need to ask.
  reportYear() {
    clearTimeout(this.reporting);
    this.reporting = setTimeout(() => this.component.setTriggerValue("year", this.year), 400);
  }

  yearWords() {
    return this.figures.yearWords.replace("{year}", this.year);
  }

  nameOf(code) {
    return this.shapes.names[code] ?? code;
  }

  sentence(code) {
    const row = this.row[code];
    if (!row) return `${this.nameOf(code)}: not a council in the ${this.yearWords()}`;
    const figure = row[1] ? `, ${row[1]}` : "";
    const mark = this.marked.has(code) ? `; ${this.data.markedLabel}` : "";
    const outside = this.dimmed.has(code) ? "; outside the filter" : "";
    const words = this.figures.legend[row[0]].spoken + figure;
    return `${this.nameOf(code)}: ${words}; ${this.yearWords()}${mark}${outside}`;
  }

  counts() {
    const counts = this.figures.legend.map(() => 0);
    for (const [code, [entry]] of Object.entries(this.row)) {
      if (!this.dimmed.has(code)) counts[entry] += 1;
    }
    return counts;
  }

  summary() {
    const counts = this.counts();
    const parts = this.figures.legend.map((entry, place) => `${entry.label}: ${counts[place]}`);
    return `Map of the ${this.yearWords()}. Councils: ${parts.join("; ")}.`;
  }

  say(words) {
    this.spoken.textContent = words;
  }

  sayChoice() {
    this.say(this.selected ? `Chosen: ${this.sentence(this.selected)}.` : "Choice cleared.");
  }

  choose(code) {
    this.selected = code || null;
    this.paint(this.main);
    this.drawOver();
    this.sayChoice();
    this.component.setTriggerValue("chosen", code);
  }

  // One council of all is in the tab order: the one the reader stands on.
  stand(code) {
    set(this.main.areas.get(this.standing) ?? this.main.svg, {
      tabindex: this.main.areas.has(this.standing) ? -1 : null,
    });
    this.standing = code;
    set(this.main.areas.get(code), { tabindex: 0 });
  }

  click(code) {
    if (!code || this.dragged) return;
    this.stand(code);
    this.main.areas.get(code).focus({ preventScroll: true });
    this.choose(code);
  }

  focused(path) {
    this.stand(path.dataset.code);
    this.drawOver();
    if (!path.matches(":focus-visible")) return;
    this.bringIntoView(path.dataset.code);
    const { left, right, top } = path.getBoundingClientRect();
    this.showTip(path.dataset.code, (left + right) / 2, top);
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const codes = [...this.main.areas.keys()].sort((one, other) =>
      this.nameOf(one).localeCompare(this.nameOf(other)),
    );
    const towards = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[
      event.key
    ];
    let next = null;
    if (towards) next = this.nearest(towards);
    else if (event.key === "Home") next = codes[0];
    else if (event.key === "End") next = codes.at(-1);
    else if (event.key === "Enter" || (event.key === " " && !this.typed))
      this.choose(this.standing);
    else if (event.key === "Escape" && this.tip.hidden) this.choose("");
    else if (event.key === "Escape") this.hideTip();
    else if (event.key === "+" || event.key === "=") this.zoomBy(1.6);
    else if (event.key === "-") this.zoomBy(1 / 1.6);
    else if (event.key.length === 1) next = this.named(codes, event.key);
    else return;
    event.preventDefault();
    this.main.areas.get(next)?.focus({ preventScroll: true });
  }

  // The nearest council that lies more that way than aside; going aside counts double.
  nearest([right, down]) {
    const [, , , , x, y] = this.main.rows.get(this.standing);
    let best = null;
    let shortest = Infinity;
    for (const [code, , , , otherX, otherY] of this.main.rows.values()) {
      const along = (otherX - x) * right + (otherY - y) * down;
      const aside = Math.abs((otherX - x) * down) + Math.abs((otherY - y) * right);
      const far = along + 2 * aside;
      if (along > 0 && aside <= along * 1.5 && far < shortest) [best, shortest] = [code, far];
    }
    return best;
  }

  // Letters typed within a second of each other make one word.
  named(codes, letter) {
    clearTimeout(this.forgetting);
    this.forgetting = setTimeout(() => {
      this.typed = "";
    }, 1000);
    this.typed = (this.typed ?? "") + letter.toLowerCase();
    return codes.find((code) => this.nameOf(code).toLowerCase().startsWith(this.typed));
  }

  hover(event) {
    if (event.pointerType === "touch" || event.relatedTarget === this.tip) return;
    const code = event.type === "pointermove" && !this.pointers.size && event.target.dataset.code;
    if (code) this.showTip(code, event.clientX, event.clientY);
    else this.hideTip();
  }

  showTip(code, x, y) {
    const [name, ...rest] = this.sentence(code).split(": ");
    this.tip.replaceChildren(make("strong", {}, name), make("span", {}, rest.join(": ")));
    this.tip.hidden = false;
    const frame = this.root.getBoundingClientRect();
    const left = Math.min(
      Math.max(x - frame.left - this.tip.offsetWidth / 2, 0),
      frame.width - this.tip.offsetWidth,
    );
    const above = y - frame.top - this.tip.offsetHeight - 12;
    this.tip.style.left = `${left}px`;
    this.tip.style.top = `${above > 0 ? above : y - frame.top + 24}px`;
  }

  hideTip() {
    this.tip.hidden = true;
  }

  // The zoomed point stays under the finger; the map cannot be pushed out of its frame.
  zoomTo(scale, x, y) {
    const [width, height] = this.main.box;
    scale = Math.min(Math.max(scale, 1), MOST_ZOOM);
    const kept = (moved, size) => Math.min(Math.max(moved, size * (1 - scale)), 0);
    this.zoom = { scale, x: kept(x, width), y: kept(y, height) };
    this.applyZoom();
  }

  applyZoom() {
    const { scale, x, y } = this.zoom;
    for (const part of [this.main.moved, this.main.coast])
      set(part, { transform: `translate(${x} ${y}) scale(${scale})` });
    set(this.main.svg, { "data-zoomed": scale > 1 ? "" : null });
    this.fit();
  }

  zoomBy(factor, at = this.middle()) {
    const { scale, x, y } = this.zoom;
    const next = Math.min(Math.max(scale * factor, 1), MOST_ZOOM);
    this.zoomTo(next, at[0] - ((at[0] - x) * next) / scale, at[1] - ((at[1] - y) * next) / scale);
  }

  // Buttons zoom towards the chosen council, so that it can be reached without dragging.
  middle() {
    const [width, height] = this.main.box;
    const row = this.main.rows.get(this.selected);
    if (!row) return [width / 2, height / 2];
    const point = [row[4] * this.zoom.scale + this.zoom.x, row[5] * this.zoom.scale + this.zoom.y];
    return point[0] < 0 || point[0] > width || point[1] < 0 || point[1] > height
      ? [width / 2, height / 2]
      : point;
  }

  bringIntoView(code) {
    const [width, height] = this.main.box;
    const { scale, x, y } = this.zoom;
    const [, , , , labelX, labelY] = this.main.rows.get(code);
    const [atX, atY] = [labelX * scale + x, labelY * scale + y];
    if (atX > 0 && atX < width && atY > 0 && atY < height) return;
    this.zoomTo(scale, width / 2 - labelX * scale, height / 2 - labelY * scale);
  }

  // Where an event is, in the units of the view box.
  pointOf(event) {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(
      this.main.svg.getScreenCTM().inverse(),
    );
    return [point.x, point.y];
  }

  // A wheel alone scrolls the page. With Ctrl, which a trackpad's pinch sends too, it zooms.
  wheel(event) {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    this.zoomBy(Math.exp(-event.deltaY / 200), this.pointOf(event));
  }

  press(event) {
    if (!this.pointers.size) this.dragged = false;
    this.pointers.set(event.pointerId, this.pointOf(event));
    this.pressedAt = [event.clientX, event.clientY];
  }

  // One pointer moves the map, two also zoom it. Under 4 pixels it is a click with a shaky hand.
  drag(event) {
    const before = this.pointers.get(event.pointerId);
    if (!before) return;
    if (Math.hypot(event.clientX - this.pressedAt[0], event.clientY - this.pressedAt[1]) > 4)
      this.dragged = true;
    if (!this.dragged) return;
    if (!this.main.svg.hasPointerCapture(event.pointerId))
      this.main.svg.setPointerCapture(event.pointerId);
    const now = this.pointOf(event);
    const other = [...this.pointers].find(([id]) => id !== event.pointerId)?.[1];
    this.pointers.set(event.pointerId, now);
    if (other) {
      const apart = (point) => Math.hypot(point[0] - other[0], point[1] - other[1]);
      this.zoomBy(apart(now) / (apart(before) || 1), other);
    } else
      this.zoomTo(
        this.zoom.scale,
        this.zoom.x + now[0] - before[0],
        this.zoom.y + now[1] - before[1],
      );
  }

  async download(kind) {
    const { svg, width, height } = this.standalone();
    let blob = new Blob([new XMLSerializer().serializeToString(svg)], { type: "image/svg+xml" });
    if (kind === "png") {
      const image = new Image(width, height);
      image.src = URL.createObjectURL(blob);
      await image.decode();
      const canvas = make("canvas", { width: width * 2, height: height * 2 });
      canvas.getContext("2d").drawImage(image, 0, 0, width * 2, height * 2);
      URL.revokeObjectURL(image.src);
      blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
    }
    const link = make("a", {
      href: URL.createObjectURL(blob),
      download: `${this.data.fileName}-${this.year}.${kind}`,
    });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    this.say(`The ${kind.toUpperCase()} picture is downloading.`);
  }

  // The whole map on white, with all that it needs to be read away from this page.
  standalone() {
    const width = 1080;
    const ink = "#0B0C0C";
    const [boxWidth, boxHeight] = this.main.box;
    const svg = make("svg", {
      xmlns: "http://www.w3.org/2000/svg",
      width,
      role: "img",
      "font-family": "Arial, sans-serif",
      fill: ink,
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
    const picture = (chart, x, top, wide, high) => {
      const [across, down] = chart.box;
      const unit = Math.max(across / wide, down / high);
      const drawn = make("svg", {
        x,
        y: top,
        width: across / unit,
        height: down / unit,
        viewBox: `0 0 ${across} ${down}`,
      });
      this.figures.legend.forEach((entry, place) =>
        drawn.append(pattern(entry, "light", `${chart.name}${place}`, unit)),
      );
      drawn.append(
        make("path", {
          d: chart.coast.getAttribute("d"),
          fill: "#FFFFFF",
          stroke: ink,
          "stroke-width": 2.5 * unit,
        }),
      );
      for (const [code, path] of chart.areas) {
        const [d, fill] = [path.getAttribute("d"), path.getAttribute("fill")];
        const faint = { "fill-opacity": this.dimmed.has(code) ? 0.22 : 1 };
        drawn.append(make("path", { d, fill, ...faint, stroke: "#FFFFFF", "stroke-width": unit }));
      }
      for (const code of this.marked) {
        const row = chart.rows.get(code);
        if (row)
          drawn.append(
            make("path", {
              d: DIAMOND,
              fill: ink,
              stroke: "#FFFFFF",
              "stroke-width": 1.5,
              transform: `translate(${row[4]} ${row[5]}) scale(${unit})`,
            }),
          );
      }
      if (chart.rows.has(this.selected)) {
        drawn.append(
          make("path", {
            d: chart.rows.get(this.selected)[3],
            fill: "none",
            stroke: ink,
            "stroke-width": 3 * unit,
          }),
        );
      }
      const frame = {
        d: chart.frame.getAttribute("d") ?? "",
        fill: "none",
        stroke: ink,
        "stroke-width": unit,
      };
      drawn.append(make("path", frame));
      svg.append(drawn);
      return top + down / unit;
    };
    const words = this.yearWords();
    svg.append(make("title", {}, `${this.data.title}, ${words}`), make("desc", {}, this.summary()));
    svg.append(make("rect", { width: "100%", height: "100%", fill: "#FFFFFF" }));
    write(this.data.title, 32, 28, width - 64, 700);
    write(words[0].toUpperCase() + words.slice(1), 32, 20, width - 64);
    const top = y + 20;
    const bottom = picture(this.main, 32, top, 720, Math.min(900, (720 * boxHeight) / boxWidth));
    y = top;
    const counts = this.counts();
    this.figures.legend.forEach((entry, place) => {
      const fill = `url(#main${place}k)`;
      svg.append(
        pattern(entry, "light", `main${place}k`),
        make("rect", { x: 776, y: y + 4, width: 22, height: 22, fill, stroke: ink }),
      );
      write(`${entry.label}: ${counts[place]}`, 808, 16, 240);
      y += 12;
    });
    if (this.marked.size) {
      svg.append(make("path", { d: DIAMOND, fill: ink, transform: `translate(787 ${y + 15})` }));
      write(this.data.markedLabel, 808, 16, 240);
    }
    if (this.inset.areas.size) {
      y += 24;
      write("London", 776, 16, 270, 700);
      y = picture(this.inset, 776, y + 8, 272, 240);
    }
    y = Math.max(y, bottom) + 12;
    write(`${this.said.textContent} ${this.data.source}`.trim(), 32, 14, width - 64);
    write(this.data.attribution, 32, 14, width - 64);
    const height = Math.ceil(y + 24);
    set(svg, { height, viewBox: `0 0 ${width} ${height}` });
    return { svg, width, height };
  }
}
