// Zoom and pan: by pinch, Ctrl and wheel, drag, buttons and keys. A wheel alone scrolls the page. The
// zoomed point stays under the finger; the map cannot be pushed out of its frame.

import { set } from "../dom.js";

const MOST = 40;

export class Zoom {
  constructor(drawing) {
    this.drawing = drawing;
    this.at = { scale: 1, x: 0, y: 0 };
    this.pointers = new Map();
    const { svg } = drawing.main;
    svg.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    svg.addEventListener("pointerdown", (event) => this.press(event));
    svg.addEventListener("pointermove", (event) => this.drag(event));
    for (const end of ["pointerup", "pointercancel"])
      svg.addEventListener(end, (event) => this.pointers.delete(event.pointerId));
  }

  to(scale, x, y) {
    const [width, height] = this.drawing.main.box;
    scale = Math.min(Math.max(scale, 1), MOST);
    const kept = (moved, size) => Math.min(Math.max(moved, size * (1 - scale)), 0);
    this.at = { scale, x: kept(x, width), y: kept(y, height) };
    this.apply();
  }

  apply() {
    const { scale, x, y } = this.at;
    const { main } = this.drawing;
    for (const part of [main.moved, main.coast])
      set(part, { transform: scale === 1 ? null : `translate(${x} ${y}) scale(${scale})` });
    set(main.svg, { "data-zoomed": scale > 1 ? "" : null });
    if (main.shown) this.drawing.measure();
  }

  by(factor, at = this.middle()) {
    const { scale, x, y } = this.at;
    const next = Math.min(Math.max(scale * factor, 1), MOST);
    this.to(next, at[0] - ((at[0] - x) * next) / scale, at[1] - ((at[1] - y) * next) / scale);
  }

  reset() {
    this.to(1, 0, 0);
  }

  // Buttons zoom towards the chosen council, so that it can be reached without dragging.
  middle() {
    const [width, height] = this.drawing.main.box;
    const row = this.drawing.main.rows.get(this.drawing.view?.code);
    if (!row) return [width / 2, height / 2];
    const [x, y] = [row[4] * this.at.scale + this.at.x, row[5] * this.at.scale + this.at.y];
    return x < 0 || x > width || y < 0 || y > height ? [width / 2, height / 2] : [x, y];
  }

  bringIntoView(code) {
    const [width, height] = this.drawing.main.box;
    const { scale, x, y } = this.at;
    const [, , , , labelX, labelY] = this.drawing.main.rows.get(code);
    const [atX, atY] = [labelX * scale + x, labelY * scale + y];
    if (atX > 0 && atX < width && atY > 0 && atY < height) return;
    this.to(scale, width / 2 - labelX * scale, height / 2 - labelY * scale);
  }

  // Where an event is, in the units of the view box.
  pointOf(event) {
    const matrix = this.drawing.main.svg.getScreenCTM().inverse();
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix);
    return [point.x, point.y];
  }

  // With Ctrl, which a trackpad's pinch sends too, a wheel zooms.
  wheel(event) {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    this.by(Math.exp(-event.deltaY / 200), this.pointOf(event));
  }

  press(event) {
    if (!this.pointers.size) this.dragged = false;
    this.pointers.set(event.pointerId, this.pointOf(event));
    this.pressedAt = [event.clientX, event.clientY];
  }

  // One pointer moves the map, two also zoom it. Under 4 pixels it is a click with a shaky hand.
  drag(event) {
    const before = this.pointers.get(event.pointerId);
    if (!before) return;
    if (Math.hypot(event.clientX - this.pressedAt[0], event.clientY - this.pressedAt[1]) > 4)
      this.dragged = true;
    if (!this.dragged) return;
    const { svg } = this.drawing.main;
    if (!svg.hasPointerCapture(event.pointerId)) svg.setPointerCapture(event.pointerId);
    const now = this.pointOf(event);
    const other = [...this.pointers].find(([id]) => id !== event.pointerId)?.[1];
    this.pointers.set(event.pointerId, now);
    if (other) {
      const apart = (point) => Math.hypot(point[0] - other[0], point[1] - other[1]);
      this.by(apart(now) / (apart(before) || 1), other);
    } else {
      const { scale, x, y } = this.at;
      this.to(scale, x + now[0] - before[0], y + now[1] - before[1]);
    }
  }
}
