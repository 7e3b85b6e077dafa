// The map by keyboard: arrows go to the council that lies that way, letters find one by its name,
// Enter chooses, Escape puts away first the label and then the choice.

import { set } from "../dom.js";

const TOWARDS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export class Walk {
  // `choose(code)` is told of the council that is chosen, `choose(null)` that none is any more.
  constructor(drawing, zoom, label, choose) {
    Object.assign(this, { drawing, zoom, label, choose, typed: "" });
    drawing.main.svg.addEventListener("keydown", (event) => this.key(event));
    // Not on the drawing itself: one that listens for focus becomes a stop for Tab, in Chromium.
    drawing.main.both.addEventListener("focusin", (event) => this.focus(event.target));
    drawing.main.both.addEventListener("focusout", () => {
      label.hide();
      drawing.focused = null;
      drawing.drawOver();
    });
  }

  // After another set of councils is drawn: one of all is in the tab order.
  settle() {
    const { areas } = this.drawing.main;
    if (areas.has(this.standing)) return;
    this.stand(areas.has(this.drawing.view.code) ? this.drawing.view.code : areas.keys().next().value);
  }

  stand(code) {
    const { areas } = this.drawing.main;
    if (areas.has(this.standing)) set(areas.get(this.standing), { tabindex: -1 });
    this.standing = code;
    if (areas.has(code)) set(areas.get(code), { tabindex: 0 });
  }

  focus(path) {
    const { code } = path.dataset;
    if (!code) return;
    this.stand(code);
    const seen = path.matches(":focus-visible");
    this.drawing.focused = seen ? code : null;
    this.drawing.drawOver();
    if (!seen) return;
    this.zoom.bringIntoView(code);
    const { left, right, top } = path.getBoundingClientRect();
    this.label.show(code, (left + right) / 2, top);
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const codes = [...this.drawing.main.areas.keys()].sort((a, b) => this.drawing.view.byName(a, b));
    let next = null;
    if (TOWARDS[event.key]) next = this.towards(TOWARDS[event.key]);
    else if (event.key === "Home") next = codes[0];
    else if (event.key === "End") next = codes.at(-1);
    else if (event.key === "Enter" || (event.key === " " && !this.typed)) this.choose(this.standing);
    else if (event.key === "Escape" && this.label.hidden) this.choose(null);
    else if (event.key === "Escape") this.label.hide();
    else if (event.key === "+" || event.key === "=") this.zoom.by(1.6);
    else if (event.key === "-") this.zoom.by(1 / 1.6);
    else if (event.key.length === 1) next = this.named(codes, event.key);
    else return;
    event.preventDefault();
    event.stopPropagation();
    this.drawing.main.areas.get(next)?.focus({ preventScroll: true });
  }

  // The nearest council that lies more that way than aside; going aside counts double.
  towards([right, down]) {
    const { rows } = this.drawing.main;
    const [, , , , x, y] = rows.get(this.standing);
    let best = null;
    let shortest = Infinity;
    for (const [code, , , , otherX, otherY] of rows.values()) {
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
    this.forgetting = setTimeout(() => (this.typed = ""), 1000);
    this.typed += letter.toLowerCase();
    return codes.find((code) => this.drawing.view.name(code).toLowerCase().startsWith(this.typed));
  }
}
