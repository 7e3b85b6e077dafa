// "Find a council…": a combobox over every council there has been, by any part of its name, by the
// beginnings of its words, or by that of another name or code.

import { make, set } from "../dom.js";

const MOST_FOUND = 8;

// What people write with a council's name, and is left aside unless they write nothing else.
const NO_NAME = new Set(
  "and borough cc city council county district lb london mbc metropolitan of royal the unitary".split(" "));

// As a name is typed: "St Helens" for "St. Helens", "Bristol, City of" for "bristol-city-of".
const plain = (text) =>
  text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replaceAll("&", "and").replace(/[^\p{L}\p{N}]+/gu, " ").trim();

export class Search {
  constructor(app) {
    this.app = app;
    this.input = make("input", {
      type: "text", role: "combobox", placeholder: "Find a council…", "aria-label": "Find a council",
      "aria-expanded": "false", "aria-controls": "found", "aria-autocomplete": "list",
      autocomplete: "off", spellcheck: "false", enterkeyhint: "search",
    });
    this.list = make("ul", { id: "found", role: "listbox", "aria-label": "Councils found", hidden: "" });
    const lens = make("svg", { width: 16, height: 16, "aria-hidden": "true", focusable: "false" },
      make("circle", { cx: 7, cy: 7, r: 5 }), make("path", { d: "M11 11l4 4" }));
    this.element = make("div", { class: "search" }, this.input, lens, this.list);
    this.input.addEventListener("input", () => this.find());
    this.input.addEventListener("focus", () => this.input.select());
    // A click on the list comes after the focus has gone; and a page that moves takes it for a moment.
    this.input.addEventListener("blur", () =>
      setTimeout(() => app.root.activeElement === this.input || this.close(), 150));
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.list.addEventListener("pointerdown", (event) => {
      const slug = event.target.closest("[data-slug]")?.dataset.slug;
      if (!slug) return;
      event.preventDefault();
      this.choose(slug);
    });
  }

  draw(view) {
    if (this.app.root.activeElement !== this.input) this.input.value = view.council?.label ?? "";
  }

  find() {
    const typed = plain(this.input.value);
    const { councils, slugs, otherNames } = this.app.start;
    const all = typed.split(" ");
    const names = all.filter((word) => !NO_NAME.has(word));
    const asked = names.length ? names : all;
    const whose = (is) => councils.filter(({ label }) => is(plain(label)));
    const starting = whose((name) => name.startsWith(typed));
    const within = whose((name) => name.includes(typed));
    const byWords = whose((name) => asked.every((word) => ` ${name}`.includes(` ${word}`)));
    const otherwise = Object.entries(otherNames.council)
      .filter(([other]) => plain(other).startsWith(typed))
      .map(([, slug]) => slugs.get(slug)).filter(Boolean);
    this.found = typed ? [...new Set([...starting, ...within, ...byWords, ...otherwise])].slice(0, MOST_FOUND) : [];
    this.at = this.found.length ? 0 : -1;
    this.list.replaceChildren(
      ...this.found.map(({ label, region, slug }, n) =>
        make("li", { role: "option", id: `found${n}`, "data-slug": slug },
          make("span", {}, label), make("small", {}, region))),
    );
    if (typed && !this.found.length)
      this.list.append(make("li", { class: "none" }, "No council has that in its name"));
    set(this.list, { hidden: typed ? null : "" });
    this.point();
    if (typed) this.app.say(`${this.found.length} found.`);
  }

  point() {
    [...this.list.children].forEach((each, n) => set(each, { "aria-selected": n === this.at }));
    set(this.input, {
      "aria-expanded": !this.list.hidden,
      "aria-activedescendant": this.at >= 0 && !this.list.hidden ? `found${this.at}` : null,
    });
  }

  key(event) {
    const { found = [] } = this;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (this.list.hidden) this.find();
      if (!found.length) return;
      this.at = (this.at + (event.key === "ArrowDown" ? 1 : -1) + found.length) % found.length;
      this.point();
    } else if (event.key === "Enter" && !this.list.hidden && this.at >= 0) this.choose(found[this.at].slug);
    else if (event.key === "Enter" && !this.input.value.trim()) this.choose("");
    else if (event.key === "Escape") {
      if (this.list.hidden) this.input.value = "";
      this.close();
    } else return;
    event.preventDefault();
  }

  choose(slug) {
    this.input.value = this.app.start.slugs.get(slug)?.label ?? "";
    this.close();
    if (matchMedia("(pointer: coarse)").matches) this.input.blur(); // and the keyboard on the screen goes
    this.app.change({ council: slug }, { push: true });
    this.app.sayChoice();
  }

  close() {
    set(this.list, { hidden: "" });
    this.point();
  }
}
