// Under the fold: every council as a table, the classes of each year, what to quote and to check, and
// how to cite. It is written when a reader comes near, from the same files.

import { explain, filled, link, make, set } from "../dom.js";
import { saidOf } from "../sentences.js";
import { bars, countsOf } from "./bars.js";

const REST = 150; // ms without another choice
// The first time, once the map answers and has nothing to do.
const whenIdle = window.requestIdleCallback ?? ((work) => setTimeout(work, 50));

export class Under {
  constructor(app) {
    this.app = app;
    this.table = make("div", { class: "table" });
    this.years = make("div", { class: "class-years" });
    this.quote = make("div", { class: "quote" });
    this.cite = make("div");
    this.element = make("section", { class: "below" }, this.table, this.years, this.quote, this.cite);
    this.near = false;
    this.watching = new IntersectionObserver((seen) => {
      if (!seen.some((each) => each.isIntersecting)) return;
      this.watching.disconnect();
      whenIdle(() => {
        this.near = true;
        this.draw(app.view);
      }, { timeout: 1000 });
    }, { rootMargin: "300px" });
  }

  settle() {
    this.watching.observe(this.element);
  }

  // Once the reader rests: 153 rows written at each step of the years would hold up the map.
  draw(view) {
    if (!this.near || !view) return;
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.write(view), this.table.firstChild ? REST : 0);
  }

  write(view) {
    this.drawTable(view);
    this.drawYears();
    this.drawQuote(view);
    this.drawCite();
    for (const part of [this.years, this.quote, this.cite]) explain(part, this.app.start.words.abbreviations);
  }

  async drawTable(view) {
    let table;
    try {
      table = await this.app.table();
    } catch (error) {
      this.table.replaceChildren(make("p", { class: "problem" }, `The table is missing: ${error.message}.`));
      return;
    }
    if (view !== this.app.view) return;
    if (!this.table.firstChild) {
      const grid = make("table", {}, make("caption"), make("thead"), make("tbody"));
      this.table.replaceChildren(
        make("h2", {}), make("p", { class: "small" }),
        make("div", { class: "frame-of-table", role: "region", tabindex: 0 }, grid));
    }
    const [heading, symbols, frame] = this.table.children;
    const [caption, head, body] = frame.firstChild.children;
    const rows = table.rows(view);
    heading.textContent = view.filtered
      ? `${rows.length} of ${Object.keys(view.areas).length} councils pass your filters`
      : `Every council, by name`;
    const seen = Object.entries(table.symbols).filter(([symbol]) =>
      rows.some(({ cells }) => cells.some((text) => text.includes(symbol))));
    symbols.textContent = [this.app.start.words.comparison, ...seen.map((each) => each.join(" "))].join(" · ");
    explain(symbols, this.app.start.words.abbreviations);
    caption.textContent = filled(table.caption, { year: view.year });
    set(frame, { "aria-label": caption.textContent });
    const kind = (isNumber) => (isNumber ? { class: "number" } : {});
    const headings = [["Council", false], ...table.columns];
    head.replaceChildren(make("tr", {}, ...headings.map(([label, isNumber]) =>
      make("th", { scope: "col", ...kind(isNumber) }, label))));
    const { links } = this.app;
    body.replaceChildren(...rows.map(({ code, label, slug, cells }) =>
      make("tr", { "data-code": code },
        make("th", { scope: "row" }, link(label, filled(links.everything, { slug, year: view.year }))),
        ...cells.map((text, n) => make("td", kind(table.columns[n][1]), text)))));
  }

  // Councils of each class in each year, as a stacked bar a year; the numbers are in it.
  drawYears() {
    const { classes, start } = this.app;
    if (!classes) return;
    if (this.drawn === classes) return;
    this.drawn = classes;
    const years = Object.keys(classes.years);
    const counts = years.map((year) => countsOf(classes, year));
    const cells = (made, row) => make("tr", {}, make("th", { scope: "row" }, made),
      ...row.map((text) => make("td", { class: "number" }, text)));
    const ranges = years.map((year) => classes.years[year].range);
    this.years.replaceChildren(
      make("h2", {}, start.words.yearsTitle),
      make("p", {}, start.words.yearsSay),
      bars(classes, { wide: 1000, high: 330, label: start.words.yearsAlt, className: "bars" }),
      make("ul", { class: "bars-key" }, ...classes.entries.map((entry, n) => make("li", {},
        make("svg", { width: 18, height: 18, "aria-hidden": "true" },
          make("rect", { x: 0.5, y: 0.5, width: 17, height: 17, fill: `url(#year${n})`, class: "swatch" })),
        entry.label))),
      make("details", {}, make("summary", {}, "The figures of this chart as a table"),
        make("div", { class: "frame-of-table", role: "region", tabindex: 0, "aria-label": start.words.yearsTitle },
          make("table", {}, make("thead", {}, make("tr", {}, ...["Year ending 31 March",
            ...classes.entries.map(({ label }) => label), "Certainly to possibly below"].map((label, n) =>
            make("th", { scope: "col", ...(n ? { class: "number" } : {}) }, label)))),
          make("tbody", {}, ...years.map((year, n) => cells(year, [...counts[n], ranges[n]])))))));
  }

  drawQuote(view) {
    const quoted = make("div", { class: "quoted" }, ...this.quoted(view, [this.ofView(view)]));
    if (view.council) this.ofCouncil(view, quoted);
    this.quote.replaceChildren(
      make("h2", {}, "To quote and to check"),
      quoted,
      this.toCopy(`Source: ${view.measure.source}`, "its source"),
      ...view.measure.claims.map((claim) => make("details", {}, make("summary", {}, claim.title),
        ...claim.lines.map((line) => make("p", {}, line)))),
    );
  }

  // Of the region or force chosen the classes' finding, which counts its councils; else what is said of
  // England.
  ofView(view) {
    if (!view.where || view.row.finding) return view.row.quote;
    return `${this.app.finding} (${rangeOf(view)}), ${view.yearWords}.`;
  }

  // The panel's own sentence, when it has come, with what to doubt of it; of a year that the council has
  // none for, the view's stays.
  ofCouncil(view, place) {
    this.app.file(`council/${view.council.slug}.json`).then((file) => {
      const said = saidOf(view, file.said);
      if (said.length && view === this.app.view) place.replaceChildren(...this.quoted(view, said, saidOf(view, file.doubts)));
    }, console.error);
  }

  // Sentences with whose figures they are, and their caveat, each to copy.
  quoted(view, said, doubts = []) {
    const caveats = [...doubts, view.row.caveat, this.app.start.words.caveatOfAll].filter(Boolean);
    return [this.toCopy([...said, view.measure.whose].join(" "), "the sentence to quote"), this.toCopy(caveats.join(" "), "its caveat")];
  }

  drawCite() {
    const { start, share } = this.app;
    const day = new Date().toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
    const address = share.address();
    const iso = new Date().toISOString().slice(0, 10);
    const pinned = address + (address.includes("?") ? "&" : "?") + `data=${start.version}`;
    const fold = make("details", {}, make("summary", {}, "Cite this page, or keep a link to this version of the figures"),
      make("h3", {}, "Plain text"), this.toCopy(filled(start.words.citation, { address, day }), "the citation"),
      make("h3", {}, "BibTeX"), this.toCopy(filled(start.words.bibtex, { address, day: iso }), "the citation as BibTeX"),
      make("h3", {}, "Pinned link"), make("p", { class: "small" }, start.words.pinned), this.toCopy(pinned, "the pinned link"));
    fold.open = this.cite.firstChild?.open ?? false;
    this.cite.replaceChildren(fold);
  }

  toCopy(text, what) {
    const made = make("button", { type: "button", "aria-label": `Copy ${what}` }, "Copy");
    made.addEventListener("click", () => this.app.share.copy(text, "").then(() => {
      made.textContent = "Copied";
      this.app.say(`Copied ${what}.`);
    }));
    return make("div", { class: "to-copy" }, make("p", {}, text), made);
  }
}
