// What is folded away: region, police force, the line of "very low", and areas inspected jointly.

import { labelled, link, make, set } from "../dom.js";

export class Filters {
  constructor(app) {
    this.app = app;
    this.region = make("select");
    this.police = make("select");
    this.threshold = make("select");
    this.inspected = make("input", { type: "checkbox" });
    this.count = make("span", { class: "count" });
    this.clear = make("button", { type: "button" }, "Clear");
    this.line = labelled("“Very low” is below (plans per 1,000 children)", this.threshold);
    this.element = make("details", { class: "menu filters" },
      make("summary", {}, "Filters", this.count),
      make("div", { class: "sheet" },
        labelled("Region", this.region),
        labelled("Police force area", this.police),
        this.line,
        labelled("Mark areas inspected jointly on sexual abuse or exploitation", this.inspected, { class: "tick" }),
        ...(app.links.reviews ? [link("What those inspections found", app.links.reviews, { target: "_top" })] : []),
        this.clear));
    this.region.addEventListener("change", () => this.set({ region: this.region.value }));
    this.police.addEventListener("change", () => this.set({ police: this.police.value }));
    this.threshold.addEventListener("change", () => this.set({ threshold: Number(this.threshold.value) }));
    this.inspected.addEventListener("change", () => this.set({ inspected: this.inspected.checked }));
    this.clear.addEventListener("click", () =>
      this.set({ region: "", police: "", class: "", inspected: false, threshold: app.start.threshold }));
  }

  settle(start) {
    const all = (names) => [make("option", { value: "" }, "All"),
      ...names.map((name) => make("option", { value: name }, name))];
    this.region.replaceChildren(...all(start.regions));
    this.police.replaceChildren(...all(start.forces));
    this.threshold.replaceChildren(...start.thresholds.map((each) =>
      make("option", { value: each }, each === start.threshold ? `${each} (the CSA Centre's line)` : String(each))));
  }

  set(changes) {
    this.app.change(changes, { push: true });
  }

  draw({ state, measure, start }) {
    this.region.value = state.region;
    this.police.value = state.police;
    this.threshold.value = state.threshold;
    this.inspected.checked = state.inspected;
    set(this.line, { hidden: measure.byThreshold ? null : "" });
    const many = [state.region, state.police, state.inspected, state.threshold !== start.threshold].filter(Boolean);
    this.count.textContent = many.length ? ` (${many.length})` : "";
  }
}
