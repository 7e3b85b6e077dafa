// The key, which is a control: a class pressed shows only its councils and says how many they are.

import { make, set } from "../dom.js";
import { DIAMOND } from "./drawing.js";
import { pattern, swatch, isForced } from "./paint.js";

export class Key {
  constructor(app) {
    this.app = app;
    this.title = make("p", { class: "key-title" });
    this.list = make("ul");
    this.element = make("div", { class: "key" }, this.title, this.list);
    // Patterns at their own size, for the key, the strips and the squares.
    this.patterns = make("defs");
    this.inks = make("svg", { width: 0, height: 0, class: "inks", "aria-hidden": "true" }, this.patterns);
  }

  draw(view, classes) {
    const scheme = isForced() ? "forced" : "";
    const drawn = [view.measure.entries, classes?.entries, scheme];
    if (drawn.some((each, n) => each !== this.drawn?.[n])) {
      this.drawn = drawn;
      this.patterns.replaceChildren(
        ...view.measure.entries.map((entry, n) => pattern(entry, scheme, `key${n}`)),
        ...(classes?.entries ?? []).map((entry, n) => pattern(entry, scheme, `year${n}`)),
      );
      this.list.replaceChildren(...view.measure.entries.map((entry, n) => this.item(entry, n)));
      this.marks = make(
        "li",
        { class: "mark" },
        make("svg", { width: 20, height: 20, "aria-hidden": "true" },
          make("path", { d: DIAMOND, class: "diamond", transform: "translate(10 10)" })),
        make("span", {}, "Inspected jointly on sexual abuse or exploitation"),
      );
      this.list.append(this.marks);
    }
    this.title.textContent = view.measure.keyTitle;
    // A class in short, as "Above 0, under 1", has its unit from the title.
    set(this.list, { "aria-label": `${view.measure.keyTitle}: press one to see only its councils` });
    const counts = view.counts;
    [...this.list.querySelectorAll("button")].forEach((each, n) => {
      each.querySelector("strong").textContent = counts[n];
      set(each, {
        "aria-pressed": view.only === n,
        "aria-label": `${view.measure.entries[n].short}: ${counts[n]} councils`,
      });
    });
    set(this.marks, { hidden: view.state.inspected ? null : "" });
    set(this.element, { "data-filtered": view.only >= 0 ? "" : null });
  }

  item(entry, n) {
    const made = make(
      "button",
      { type: "button" },
      swatch(`key${n}`),
      make("span", {}, entry.short),
      make("strong"),
    );
    made.addEventListener("click", () => {
      const { view } = this.app;
      this.app.change({ class: view.only === n ? "" : entry.id }, { push: true });
      const now = this.app.view;
      this.app.say(
        now.only < 0
          ? "All councils are shown."
          : `Only ${entry.short} (${now.measure.keyTitle}): ${now.passing.length} of ${Object.keys(now.areas).length} councils.`,
      );
    });
    return make("li", {}, made);
  }
}
