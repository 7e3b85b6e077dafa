// The measure, the year with its play button, and the way councils are drawn.

import { button, labelled, make, set } from "../dom.js";
import { yearsOf } from "../view.js";

const PACE = 1000; // milliseconds a year

export class Controls {
  constructor(app) {
    this.app = app;
    this.measure = make("select", { "aria-label": "Show" });
    this.measure.addEventListener("change", () =>
      app.change({ measure: this.measure.value, class: "" }, { push: true }));
    this.show = labelled("Show", this.measure, { class: "measure" });
    this.back = button("‹", "Year before", () => this.step(-1), { class: "step" });
    this.on = button("›", "Year after", () => this.step(1), { class: "step" });
    this.playing = button("▷", "Play the years", () => (this.timer ? this.pause() : this.play()), { class: "step play" });
    this.from = make("input", { type: "range", min: 0, step: 1, "aria-label": "Compared with the year", hidden: "" });
    this.slider = make("input", { type: "range", min: 0, step: 1, "aria-label": "Year" });
    this.shown = make("output", { "aria-hidden": "true" });
    this.years = make("div", { class: "years", role: "group", "aria-label": "Year ending March" },
      this.back, make("div", { class: "handles" }, this.from, this.slider), this.on, this.shown, this.playing);
    this.slider.addEventListener("input", () => this.to(this.held[this.slider.value]));
    this.from.addEventListener("input", () => this.fromTo(this.before[this.from.value]));
    this.layers = make("div", { class: "layers", role: "group", "aria-label": "Councils drawn as" },
      ...[["map", "Map"], ["hexes", "Hexagons"]].map(([id, words]) => {
        const made = make("button", { type: "button", "data-show": id }, words);
        made.addEventListener("click", () => {
          app.change({ show: id });
          app.say(id === "hexes" ? "Hexagons, one for each council." : "Map of areas.");
        });
        return made;
      }));
  }

  settle(start) {
    this.measure.replaceChildren(
      ...start.measures.map(({ name, label }) => make("option", { value: name }, label)));
  }

  draw(view) {
    this.held = yearsOf(view.measure);
    this.measure.value = view.measure.name;
    const most = this.held.length - 1;
    Object.assign(this.slider, { max: most, value: this.held.indexOf(view.year) });
    set(this.slider, { "aria-valuetext": view.yearWords });
    const { from, before } = view.measure;
    set(this.from, { hidden: from ? null : "" });
    if (from) {
      this.before = before;
      Object.assign(this.from, { max: before.length - 1, value: before.indexOf(from) });
      set(this.from, { "aria-valuetext": `year ending March ${from}` });
    }
    this.shown.textContent = from ? `${from}–${String(view.year).slice(2)}` : view.year;
    this.back.disabled = view.year === this.held[0];
    this.on.disabled = view.year === this.held.at(-1);
    for (const each of this.layers.children)
      set(each, { "aria-pressed": each.dataset.show === view.state.show });
  }

  // From the year asked for last, which may not be drawn yet.
  step(by) {
    this.to(this.held[this.held.indexOf(this.app.state.year) + by]);
  }

  to(year) {
    if (!year) return;
    this.pause();
    const { from } = this.app.view.measure;
    const earlier = from >= year ? { from: this.before.filter((each) => each < year).at(-1) } : {};
    this.app.change({ year, ...earlier });
  }

  fromTo(year) {
    this.pause();
    const later = this.held.find((each) => each > year);
    this.app.change({ from: year, year: Math.max(this.app.view.year, later) });
  }

  // By the years of the measure that is drawn, which the reader may change meanwhile.
  play() {
    const { from } = this.app.view.measure;
    const first = this.held.find((each) => !from || each > from);
    this.playing.textContent = "❚❚";
    set(this.playing, { "aria-label": "Pause" });
    this.timer = setInterval(async () => {
      const next = this.held[this.held.indexOf(this.app.view.year) + 1];
      if (next) await this.app.change({ year: next });
      if (this.app.view.year === this.held.at(-1)) this.pause();
    }, PACE);
    if (this.app.view.year === this.held.at(-1)) this.app.change({ year: first });
  }

  pause() {
    if (!this.timer) return;
    clearInterval(this.timer);
    this.timer = null;
    this.playing.textContent = "▷";
    set(this.playing, { "aria-label": "Play the years" });
    this.app.say(this.app.summary());
  }
}
