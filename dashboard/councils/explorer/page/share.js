// What a reader takes away: the link, an embed, pictures, and the view's rows as CSV.

import { labelled, make, set } from "../dom.js";
import { fileName, save, SIZES } from "../../../charts/picture/paper.js";
import { inAddress, written } from "../address.js";
import { picture } from "./picture.js";

export class Share {
  constructor(app) {
    this.app = app;
    this.done = make("p", { class: "done", role: "status" });
    const act = (words, work) => {
      const made = make("button", { type: "button" }, words);
      made.addEventListener("click", async () => {
        try {
          this.done.textContent = await work();
        } catch (error) {
          console.error(error);
          this.done.textContent = `That did not work (${error.message}).`;
        }
      });
      return made;
    };
    const council = act("Copy an embed of this council", () => this.copy(this.embed("council"), "The embed is copied."));
    this.ofCouncil = council;
    const sized = (name, [wide, high]) => make("option", { value: name }, `${name}, ${wide} × ${high}`);
    this.size = make("select", {}, ...Object.entries(SIZES).map((each) => sized(...each)));
    this.zoomed = make("input", { type: "checkbox" });
    this.crop = labelled("Only what I have zoomed to", this.zoomed, { class: "tick", hidden: "" });
    this.element = make("details", { class: "menu share" },
      make("summary", {}, "Share"),
      make("div", { class: "sheet" },
        act("Copy the link", () => this.copy(this.address(), "The link is copied.")),
        act("Copy an embed of the map", () => this.copy(this.embed("map"), "The embed is copied.")),
        council,
        labelled("Size of the picture", this.size),
        this.crop,
        act("Picture (PNG)", () => this.download("png")),
        act("Drawing (SVG)", () => this.download("svg")),
        act("These figures (CSV)", () => this.csv()),
        this.done));
    this.element.addEventListener("toggle", () => {
      this.done.textContent = "";
      set(this.crop, { hidden: app.zoom.at.scale > 1 ? null : "" });
    });
  }

  draw(view) {
    this.ofCouncil.hidden = !view.council;
  }

  address() {
    const here = new URL(this.app.links.here ?? ".", document.baseURI);
    return here.origin + here.pathname + written(this.app.state, this.app.start, "");
  }

  // An <iframe> of the static edition with a title and a height that fits.
  embed(kind) {
    const { view, start, links } = this.app;
    const page = new URL(links.embed + `${kind}.html`, document.baseURI);
    page.search = written(kind === "council" ? { ...this.app.state, show: "map" } : this.app.state, start, "");
    const frame = make("iframe", {
      src: page.href, title: kind === "council" ? `${view.council.label}: ${start.words.site}` : start.words.site,
      width: "100%", height: kind === "council" ? 600 : 640, loading: "lazy", style: "border:0",
    });
    return frame.outerHTML;
  }

  // Where a browser refuses the clipboard (a page without https, an embed), the text is shown to copy.
  async copy(text, words) {
    try {
      await navigator.clipboard.writeText(text);
      return words;
    } catch {
      const shown = make("textarea", { readonly: "", rows: 3, "aria-label": "Copy this" });
      shown.value = text;
      this.done.after(shown);
      shown.select();
      return "Copy this:";
    }
  }

  // What is shown, each part once.
  name(kind, ...more) {
    const { view, start } = this.app;
    const { state, measure } = view;
    const shown = [state.region, state.police, state.class, state.council].map(inAddress);
    const way = state.show === "hexes" && "hexagons";
    const version = start.version.split("-").at(-1);
    return fileName(["csa", measure.file, measure.from, view.year, ...shown, way, ...more, version], kind);
  }

  async download(kind) {
    const zoomed = this.zoomed.checked && this.app.zoom.at.scale > 1;
    const blob = await picture(this.app, kind, this.size.value, zoomed);
    save(blob, this.name(kind, zoomed && "part", this.size.value));
    return `The ${kind.toUpperCase()} picture is downloading.`;
  }

  // The rows of the table beneath, as they pass the filters; symbols stand for what is not printed.
  async csv() {
    const table = await this.app.table();
    const { view, start } = this.app;
    const cell = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
    const lines = [
      ["council_code", "council", "year_ending", ...table.columns.map(([label]) => label)],
      ...table.rows(view).map(({ code, label, cells }) => [code, label, String(view.year), ...cells]),
    ];
    const notes = [view.measure.source, view.row.caveat, start.words.caveatOfAll, start.words.status,
      ...Object.entries(table.symbols).map(([symbol, meaning]) => `${symbol} ${meaning}`)];
    const text = [...lines, ...notes.filter(Boolean).map((note) => [note])]
      .map((line) => line.map(cell).join(",")).join("\r\n");
    save(new Blob(["\ufeff", text, "\r\n"], { type: "text/csv" }), this.name("csv"));
    return "The figures are downloading.";
  }
}
