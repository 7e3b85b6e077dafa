// The label beside the pointer or the focus: name, class, figure, and the council's own years.

import { make } from "../dom.js";
import { strip } from "../page/strip.js";

export class Label {
  constructor(app) {
    this.app = app;
    this.element = make("div", { class: "tip", "aria-hidden": "true", hidden: "" });
    this.element.addEventListener("pointerleave", () => this.hide());
  }

  get hidden() {
    return this.element.hidden;
  }

  show(code, x, y) {
    const { view, classes } = this.app;
    if (this.code !== code || this.drawn !== view || this.classes !== classes) {
      Object.assign(this, { code, drawn: view, classes });
      const [name, ...rest] = view.sentence(code).split(": ");
      this.element.replaceChildren(make("strong", {}, name), make("span", {}, rest.join(": ")));
      if (classes) this.element.append(strip(this.app, view.start.areas[code]?.series, 16));
    }
    this.element.hidden = false;
    const frame = this.element.offsetParent.getBoundingClientRect();
    const { offsetWidth: wide, offsetHeight: high } = this.element;
    const left = Math.min(Math.max(x - frame.left - wide / 2, 4), frame.width - wide - 4);
    const above = y - frame.top - high - 14;
    this.element.style.left = `${left}px`;
    this.element.style.top = `${above > 0 ? above : y - frame.top + 26}px`;
  }

  hide() {
    this.element.hidden = true;
  }
}
