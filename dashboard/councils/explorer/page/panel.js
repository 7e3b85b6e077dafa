// Beside the map: England, or the council chosen. Its class in words, its years, the estimate beside
// what is recorded, what its neighbours record, and the ways on.

import { explain, filled, link, make } from "../dom.js";
import { saidOf } from "../sentences.js";
import { bars, mark } from "./bars.js";
import { squares } from "./squares.js";
import { strip } from "./strip.js";

export class Panel {
  constructor(app) {
    this.app = app;
    this.element = make("aside", { class: "panel", tabindex: 0, "aria-label": "England, or the council chosen" });
  }

  draw() {
    const { view } = this.app;
    if (view.council) this.ofCouncil(view);
    else this.ofEngland(view);
  }

  // Drawn once for the classes of all years, not again with every year.
  bars(classes, start) {
    if (this.drawn?.classes !== classes) {
      const how = { wide: 420, high: 120, label: start.words.yearsAlt, className: "bars small-bars" };
      this.drawn = { classes, svg: bars(classes, how) };
    }
    return this.drawn.svg;
  }

  // An embed of a council has its name above, and no ways to others.
  get isEmbed() {
    return this.app.kind === "council";
  }

  head(council) {
    const away = make("button", { type: "button", class: "quiet", "aria-label": `Back to England` }, "✕");
    away.addEventListener("click", () => this.app.change({ council: "" }, { push: true }));
    return make("div", { class: "panel-head" }, make("h2", {}, council.label), away);
  }

  // A council was chosen: from its top, and where the panel lies beneath the map the page goes there.
  // Whoever walks the map by keys keeps it in sight.
  comeIntoView() {
    const { root, drawing } = this.app;
    this.element.scrollTop = 0;
    const [panel, map] = [this.element, drawing.main.both].map((each) => each.getBoundingClientRect());
    if (panel.top < map.bottom || root.querySelector("path:focus-visible")) return;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.isComing = true;
    const ends = () => (this.isComing = false);
    for (const end of ["scrollend", "pointerdown", "wheel"]) addEventListener(end, ends, { capture: true, once: true });
    this.element.scrollIntoView({ block: "start", behavior: calm ? "instant" : "smooth" });
  }

  // `children` take the place of what stands here; those that are not there are left out.
  // What had the focus may be gone: it then stays in the panel.
  show(...children) {
    const focused = this.element.contains(this.app.root.activeElement);
    this.element.replaceChildren(...children.filter(Boolean));
    if (focused) this.element.focus({ preventScroll: true });
    explain(this.element, this.app.start.words.abbreviations);
  }

  ofEngland(view) {
    const { start, classes } = this.app;
    const england = start.england[Math.min(view.year, start.newest)];
    this.show(
      make("h2", {}, "England"),
      this.beside(england),
      make("p", { class: "sentence" }, england.sentence),
      make("p", { class: "small" }, start.words.estimate),
      classes && make("h3", {}, start.words.yearsShort),
      classes && mark(this.bars(classes, start), view.year),
      make("p", { class: "sentence" }, view.row.england),
      start.words.notNamed && make("p", { class: "sentence" }, start.words.notNamed),
      this.isEmbed ? null : make("p", { class: "hint" }, start.words.hint),
    );
  }

  ofCouncil(view) {
    const { council, code } = view;
    const head = this.isEmbed ? null : this.head(council);
    const place = make("p", { class: "small" }, `${council.region} · Police: ${council.police}`);
    if (!code) {
      this.show(head, place, ...this.elsewhere(view), this.years(council), this.waysOn(view));
      return;
    }
    const [entry, figure] = view.areas[code];
    const label = view.measure.entries[entry].label;
    const more = make("div", { class: "more" });
    this.show(
      head, place,
      make("p", { class: "class-line" }, this.swatch(entry), make("span", {}, make("strong", {}, label),
        figure && make("span", {}, figure[0].toUpperCase() + figure.slice(1)))),
      this.years(council), this.waysOn(view), more,
    );
    // Of one measure, line and year: another's are other areas.
    if (this.kept?.council === council && this.kept.areas === view.areas) {
      more.replaceWith(this.kept.more);
      return;
    }
    this.app.file(`council/${council.slug}.json`).then(
      (file) => {
        if (!more.isConnected) return;
        more.append(...this.details(view, file));
        explain(this.element, this.app.start.words.abbreviations);
        this.kept = { council, areas: view.areas, more };
      },
      () => more.append(make("p", { class: "problem" },
        `The rest about ${council.label} could not be fetched (council/${council.slug}.json).`)),
    );
  }

  details(view, file) {
    const { start } = this.app;
    const year = Math.min(view.year, start.newest);
    const beside = file.years[year];
    const said = saidOf(view, file.said).join(" ");
    return [
      !this.isEmbed && said && make("p", { class: "sentence" }, said),
      beside && this.beside(beside),
      beside && make("p", { class: "sentence" }, beside.sentence),
      make("p", { class: "small" }, start.words.caveat),
      ...saidOf(view, file.doubts).map((doubt) => make("p", { class: "doubt" }, doubt)),
      this.neighbours(view, file),
    ].filter(Boolean);
  }

  beside(of) {
    const { start } = this.app;
    return make(
      "figure",
      { class: "beside" },
      make("figcaption", {}, filled(start.words.per1000, { year: of.year })),
      squares(of.squares),
      make("p", { class: "spoken" }, of.words),
    );
  }

  swatch(entry) {
    return make("svg", { width: 22, height: 22, "aria-hidden": "true" },
      make("rect", { x: 0.5, y: 0.5, width: 21, height: 21, fill: `url(#key${entry})`, class: "swatch" }));
  }

  years(council) {
    if (!this.app.classes) return null;
    return make("figure", { class: "years-of-plans" }, make("figcaption", { class: "small" }, this.app.start.words.strip),
      strip(this.app, council.series, 26, { class: "strip wide" }));
  }

  neighbours(view, file) {
    if (!file.neighbours.length || this.isEmbed) return null;
    const list = make("ul", { class: "neighbours" },
      ...file.neighbours.map((slug) => {
        const council = this.app.start.slugs.get(slug);
        const code = council?.codes.find((each) => view.areas[each]);
        if (!code) return null;
        const [entry, figure] = view.areas[code];
        const made = make("button", { type: "button", title: figure || view.measure.entries[entry].label },
          this.swatch(entry), make("span", {}, council.label),
          make("span", { class: "spoken" }, `: ${[view.measure.entries[entry].spoken, figure].filter(Boolean).join(", ")}`));
        made.addEventListener("click", () => this.app.change({ council: slug }, { push: true }));
        return make("li", {}, made);
      }).filter(Boolean));
    return make("div", {}, make("h3", {}, "Its statistical neighbours"), list);
  }

  // What to say of a council that has no row in the year: when it existed, what followed it.
  elsewhere(view) {
    const { council } = view;
    const nearest = view.year > council.last ? council.last : council.first;
    const go = (words, changes) => {
      const made = make("button", { type: "button", class: "plain" }, words);
      made.addEventListener("click", () => this.app.change(changes, { push: true }));
      return make("li", {}, made);
    };
    const after = view.year > council.last ? council.after : [];
    return [
      make("p", { class: "sentence" }, filled(this.app.start.words.elsewhere[Number(council.first === council.last)], {
        council: council.label, year: view.year, first: council.first, last: council.last })),
      make("ul", { class: "ways-there" },
        go(`${council.label} in ${nearest}`, { year: nearest }),
        ...after.map((slug) => go(`${this.app.start.slugs.get(slug).label} in ${view.year}`, { council: slug }))),
    ];
  }

  waysOn(view) {
    if (this.isEmbed) return null;
    const { links } = this.app;
    const year = Math.max(view.council.first, Math.min(view.year, view.council.last));
    const of = (name, words, attributes = {}) => {
      if (!links[name] || (name === "compare" && !view.council.neighbours)) return null;
      return make("li", {}, link(words, filled(links[name], { slug: view.council.slug, year }), attributes));
    };
    return make("ul", { class: "ways-on" },
      ...[
        of("everything", `Everything on ${view.council.label}`, { class: "first" }),
        of("briefing", "Its briefing, to print"),
        of("compare", "Compare with its neighbours"),
      ].filter(Boolean));
  }
}
