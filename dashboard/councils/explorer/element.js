// <council-explorer>: the map, its controls, its panel and what lies beneath, in one element that can be
// moved. What a newcomer gets wrong: it lives longer than the page around it. It stands in the page's
// HTML before Streamlit has started, and Streamlit's page then takes the same node in, with its zoom,
// year and council; so connecting again starts nothing anew.
//
// Attributes: base (where its files are), links (JSON: everything, briefing, compare, reviews, embed,
// here),
// kind ("page", "map" or "council"), addresses (JSON: name of a file → its address, where base will not do).

import { read, written } from "./address.js";
import { make, set, button } from "./dom.js";
import { fetched } from "./files.js";
import { Drawing, layerOf } from "./map/drawing.js";
import { Key } from "./map/key.js";
import { Label } from "./map/label.js";
import { Walk } from "./map/walk.js";
import { Zoom } from "./map/zoom.js";
import { Controls } from "./page/controls.js";
import { EmbedFoot } from "./page/embed.js";
import { Filters } from "./page/filters.js";
import { Panel } from "./page/panel.js";
import { Search } from "./page/search.js";
import { Share } from "./page/share.js";
import { Under } from "./page/under.js";
import { compared, comparedTable, pairOf } from "./compare.js";
import { findingOf, lineOf, summaryOf, yearOf } from "./sentences.js";
import { prepared } from "./start.js";
import { listen } from "./listen.js";
import { nearest, View, yearsOf } from "./view.js";

const FROM_A_DISK =
  "Browsers let no page that is opened from a disk read the files beside it: serve the folder (python3 -m http.server) or open it on the web.";

class CouncilExplorer extends HTMLElement {
  connectedCallback() {
    if (!this.base) return this.begin();
    if (!this.root) return;
    this.drawing.measure();
    this.leave ??= listen(this);
    // A browser tells nobody that the pointer has left what was moved under it.
    const left = (event) => event.composedPath().includes(this.label.element.parentNode) || this.label.hide();
    document.addEventListener("pointermove", left, { once: true });
    // The toolkit has just given the tab the page's own title.
    if (this.view) setTimeout(() => this.nameTab(), 1000);
  }

  // Moved, it is connected again at once; taken away for good, it leaves nothing running.
  disconnectedCallback() {
    setTimeout(() => {
      if (this.isConnected || !this.root) return;
      this.controls.pause();
      this.leave?.();
      this.leave = null;
    });
  }

  begin() {
    this.base = this.getAttribute("base");
    this.links = JSON.parse(this.getAttribute("links") ?? "{}");
    this.addresses = JSON.parse(this.getAttribute("addresses") ?? "{}");
    this.kind = this.getAttribute("kind") ?? "page";
    this.load();
  }

  build() {
    const first = (selector) => this.querySelector(selector)?.textContent ?? "";
    this.heading = make("h1", {}, first("h1"));
    this.line = make("p", { class: "line" }, first(".line"));
    this.reach = make("p", { class: "reach" }, first(".reach"));
    this.replaceChildren();
    this.root = this.attachShadow({ mode: "open" });
    this.problem = make("p", { class: "problem", role: "alert", hidden: "" });
    this.spoken = make("p", { class: "spoken", role: "status" });
    this.drawing = new Drawing((changed) => {
      if (changed) this.zoom.reset();
      this.walk.settle();
    });
    this.zoom = new Zoom(this.drawing);
    this.label = new Label(this);
    this.walk = new Walk(this.drawing, this.zoom, this.label, (code) => this.choose(code));
    this.key = new Key(this);
    this.controls = new Controls(this);
    this.search = new Search(this);
    this.filters = new Filters(this);
    this.share = new Share(this);
    this.panel = new Panel(this);
    this.under = new Under(this);
    this.foot = new EmbedFoot(this);
    // The main map's councils again, larger, for the pointer: a screen reader needs one of each.
    this.london = make("div", { class: "london", "aria-hidden": "true" }, make("p", {}, "London"), this.drawing.inset.both);
    this.note = make("p", { class: "note" });
    const zooms = make("div", { class: "zoom", role: "group", "aria-label": "Zoom" },
      button("+", "Zoom in", () => this.zoom.by(1.6)),
      button("−", "Zoom out", () => this.zoom.by(1 / 1.6)),
      button("⟲", "Show the whole map", () => this.zoom.reset()));
    const sea = make("div", { class: "sea" }, this.drawing.main.both, this.key.element, this.london, zooms, this.note, this.label.element);
    const { show, years, layers } = this.controls;
    const [isPage, isMap] = [this.kind === "page", this.kind === "map"];
    const all = [this.search.element, show, years, layers, this.filters.element, this.share.element];
    const controls = { class: "controls", role: "group", "aria-label": "Controls of the map" };
    this.root.append(
      make("style", {}, STYLE),
      this.key.inks,
      make("section", { class: `hero ${this.kind}` },
        make("div", { class: "head" }, this.heading, this.line, this.reach, this.problem),
        isPage || isMap ? make("div", controls, ...(isPage ? all : [years])) : "",
        make("div", { class: "stage" }, isPage || isMap ? sea : "", isMap ? "" : this.panel.element),
        isPage ? "" : this.foot.element),
      isPage ? this.under.element : "",
      this.spoken);
    for (const { svg } of [this.drawing.main, this.drawing.inset]) {
      svg.addEventListener("click", (event) => this.click(event.target.dataset.code));
      svg.addEventListener("pointermove", (event) => this.hover(event));
      svg.addEventListener("pointerleave", (event) => this.hover(event));
    }
  }

  file(name) {
    return fetched(this.base, name, this.addresses);
  }

  // Built when its figures are here, so that it is laid out once. Until then what the page said of it
  // stands there.
  async load() {
    let failed;
    try {
      const [start, shapes] = await Promise.all([this.file("start.json"), this.file("shapes.json")]);
      Object.assign(this, { start: prepared(start), shapes });
      const { state } = read(location.search, this.start);
      const measure = this.file(`measure/${this.measureName(state.measure, state)}.json`);
      await Promise.allSettled([measure, this.outlines(layerOf(shapes, state.show, state.year))]);
    } catch (error) {
      failed = error;
    }
    this.build();
    if (this.isConnected) this.leave ??= listen(this);
    if (failed) return this.fail(failed);
    this.controls.settle(this.start);
    this.filters.settle(this.start);
    await this.readAddress();
    if (this.kind === "page") this.under.settle();
    this.setAttribute("answering", "");
    // Outlines that the first map does without and the reader is likely to ask for.
    const layers = Object.keys(this.shapes.boxes);
    if (this.kind === "page") setTimeout(() => layers.forEach((layer) => this.outlines(layer).catch(() => {})));
  }

  hasOutlines(layer) {
    return this.kind === "council" || Boolean(this.shapes.layers[layer]);
  }

  async outlines(layer) {
    if (this.hasOutlines(layer)) return;
    const { layers } = await this.file(`shapes/${layer}.json`);
    Object.assign(this.shapes.layers, layers);
  }

  fail(error) {
    console.error(error);
    const why = error.file ? error.message : "Something failed here.";
    this.complain(`${location.protocol === "file:" ? FROM_A_DISK : why} ${this.getAttribute("instead") ?? ""}`);
  }

  complain(words) {
    this.problem.textContent = words;
    set(this.problem, { hidden: words ? null : "" });
  }

  readAddress() {
    clearTimeout(this.writing);
    const { state, problems } = read(location.search, this.start);
    this.state = state;
    const moved = this.start.moved(new URLSearchParams(location.search).get("data"));
    const said = problems.length ? `${problems.join("; ")}: you see the usual view instead.` : "";
    this.complain([said, moved].filter(Boolean).join(" "));
    return this.settle();
  }

  // The reader chose something: at once if its figures are here, else when they have come.
  change(changes, { push = false } = {}) {
    Object.assign(this.state, changes);
    this.complain("");
    return this.settle(push ? "pushState" : "replaceState");
  }

  measureName(name, state = this.state) {
    const found = this.start.measures.find((each) => each.name === name);
    return found.byThreshold ? `${found.file ?? name}-${state.threshold}` : name;
  }

  async settle(how) {
    const asked = (this.asked = { ...this.state });
    const wanted = this.measureName(asked.measure);
    const ofClass = this.measureName("class");
    try {
      let measure = this.here?.[wanted];
      if (!measure) {
        measure = await this.file(`measure/${wanted}.json`);
        this.here = { ...this.here, [wanted]: measure };
      }
      const layer = layerOf(this.shapes, asked.show, nearest(yearsOf(measure), asked.year));
      if (!this.hasOutlines(layer)) await this.outlines(layer);
      if (this.asked !== asked) return;
      this.keepClasses(ofClass);
      const found = this.start.measures.find((each) => each.name === asked.measure);
      if (found.compares) measure = this.beside(found, measure, asked);
      if (measure.byForce) this.fetchBorders();
      const before = this.view;
      this.view = new View(this.start, measure, asked);
      const other = this.view.year !== asked.year;
      if (this.view.only < 0) {
        if (asked.class) this.complain(`There is no class “${asked.class}” here: you see the usual view instead.`);
        asked.class = this.state.class = "";
      }
      if (other) this.sayOtherYear(asked.year);
      this.state.year = this.view.state.year = this.view.year;
      // Chosen now: an address that has a council, and the way back, leave the page where it is.
      if (how && asked.council && asked.council !== before?.state.council) this.toSee = true;
      this.draw();
      if (before) this.sayChange(before.state);
      if (how || other) this.writeAddress(how ?? "replaceState");
    } catch (error) {
      if (this.asked !== asked) return;
      if (this.view && error.file) this.stay();
      this.fail(error);
    }
  }

  // What was asked for has not come: the controls say again what is drawn.
  stay() {
    this.state = { ...this.view.state };
    this.draw();
  }

  // Two years beside each other: their classes at once, how their rates moved when that has come.
  beside(found, classes, asked) {
    const name = `change/${pairOf(classes, asked).join("-")}.json`;
    const changes = this.here[name];
    if (!changes)
      this.file(name).then((come) => {
        this.here = { ...this.here, [name]: come };
        if (this.asked === asked) this.settle();
      }, (error) => this.problem.hidden && this.fail(error));
    return compared(found, classes, asked, this.start, changes);
  }

  // The lines between police forces, asked for once by who looks at what forces record.
  fetchBorders() {
    this.borders ??= this.file("forces.json").then((lines) => {
      this.drawing.forces = lines;
      if (this.view) this.draw();
    }, (error) => {
      this.borders = null;
      if (this.problem.hidden) this.fail(error);
    });
  }

  // The classes of every year stand in strips, whatever the map shows.
  keepClasses(name) {
    if (this.classes?.file === name) return;
    const there = this.here[name];
    if (there) this.classes = there;
    else
      this.file(`measure/${name}.json`).then((classes) => {
        this.here = { ...this.here, [name]: classes };
        this.classes = classes;
        if (this.view) this.draw();
      }, console.error);
  }

  sayOtherYear(asked) {
    const years = Object.keys(this.view.measure.years);
    this.complain(
      `There are no figures of this measure for ${asked}: they are held for ${years[0]} to ${years.at(-1)}. You see ${this.view.year}.`);
  }

  writeAddress(how) {
    clearTimeout(this.writing); // what is written late would be of a view left meanwhile
    const query = written(this.state, this.start, location.search);
    if (query === location.search) return;
    // An embed's address is nobody's history: the page around it keeps its way back.
    if (this.kind !== "page") how = "replaceState";
    const write = (kind) => history[kind](history.state, "", location.pathname + query + location.hash);
    // A slider that is dragged would write more often than a browser allows.
    if (how === "pushState") write(how);
    else this.writing = setTimeout(() => write(how), 250);
  }

  // The map, its key and its finding; the rest once they are on their way to the screen, so that a
  // change of year does not wait for it. The first time all at once: the page is laid out once.
  draw() {
    const { view, drawing } = this;
    const ofCouncil = this.kind === "council";
    this.heading.textContent = ofCouncil && view.council ? view.council.label : this.finding;
    this.line.textContent = ofCouncil && view.council ? yearOf(view) : lineOf(view);
    // First: what is hidden has no size to fit its hatches to.
    set(this.london, { hidden: view.state.show === "hexes" ? "" : null });
    if (!ofCouncil) drawing.draw(view, this.shapes);
    this.controls.draw(view);
    this.key.draw(view, this.classes);
    if (!this.hasAttribute("answering") || document.hidden) return this.drawRest();
    this.waiting ??= requestAnimationFrame(() => setTimeout(() => this.drawRest()));
  }

  drawRest() {
    const { view } = this;
    this.waiting = null;
    this.nameTab();
    this.foot.draw(view);
    if (this.kind !== "council") this.drawing.drawRest();
    this.search.draw(view);
    this.filters.draw(view);
    this.share.draw(view);
    this.panel.draw(view);
    if (this.toSee) this.panel.comeIntoView();
    this.toSee = false;
    this.under.draw(view);
    const missing = Object.keys(view.areas).filter((code) => !this.drawing.main.areas.has(code));
    this.note.textContent = missing.length
      ? `Without a shape here: ${missing.map((code) => view.name(code)).sort().join(", ")}.`
      : "";
    this.dispatchEvent(new CustomEvent("drawn", { bubbles: true }));
    if (this.toSay) this.say(this.toSay);
  }

  // What is chosen, in the browser's title; of the usual view the page's own stays.
  nameTab() {
    const { view, start } = this;
    if (this.kind !== "page") {
      document.title = this.heading.textContent;
      return;
    }
    const chosen = [view.council?.label, view.where].filter(Boolean).join(", ");
    if (!chosen && view.year === start.newest) return;
    document.title = `${chosen || view.measure.label}, ${view.year} | ${start.words.site}`;
  }

  get finding() {
    return findingOf(this.view);
  }

  summary() {
    return summaryOf(this.view);
  }

  // In the live region; of a change only when all that it tells of is drawn.
  say(words) {
    this.toSay = this.waiting ? words : "";
    if (!this.waiting) this.spoken.textContent = words;
  }

  sayChoice() {
    const { view } = this;
    this.say(view.council ? `Chosen: ${view.sentence(view.code ?? view.council.codes[0])}.` : "Choice cleared.");
  }

  // However it came about. Of the years that are played only the last is said.
  sayChange(before) {
    const { state } = this.view;
    const silent = ["show", this.controls.timer && "year"];
    const changed = Object.keys(state).filter((name) => state[name] !== before[name] && !silent.includes(name));
    if (changed.includes("council")) this.sayChoice();
    else if (changed.length) this.say(this.summary());
  }

  choose(code) {
    const slug = this.start.areas[code]?.slug ?? "";
    this.change({ council: slug === this.state.council ? "" : slug }, { push: true });
  }

  click(code) {
    if (!code || this.zoom.dragged) return;
    if (this.drawing.main.areas.has(code)) {
      this.walk.stand(code);
      this.drawing.main.areas.get(code).focus({ preventScroll: true });
    }
    this.choose(code);
  }

  hover(event) {
    if (!this.view || event.pointerType === "touch" || event.relatedTarget === this.label.element) return;
    const code = event.type === "pointermove" && !this.zoom.pointers.size && event.target.dataset.code;
    if (code) this.label.show(code, event.clientX, event.clientY);
    else this.label.hide();
  }

  // The table of the measure shown: its columns, and rows of a view.
  async table() {
    const { measure, year } = this.view;
    let file = await this.file(`table/${measure.table ?? measure.file}.json`);
    if (measure.from) {
      const name = `change/${measure.from}-${year}.json`;
      file = comparedTable(file, { ...measure, changes: await this.file(name) }, year, this.start);
    }
    const rows = (view) =>
      file.years[view.year]
        .filter(([code]) => view.passes(code))
        .map(([code, ...cells]) => ({ code, label: file.names[code][0], slug: file.names[code][1], cells }));
    return { ...file, rows };
  }
}

if (!customElements.get("council-explorer")) customElements.define("council-explorer", CouncilExplorer);
