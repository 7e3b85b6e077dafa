// Colour and hatch of each entry of the key. Neither is alone: a reader may not see the colour, may
// print in grey, or may use forced colours, where only the system's two inks exist.

import { make, set } from "../dom.js";

const TILE = { width: 8, height: 8 };

// `scheme` is "" for the page's own (it follows color-scheme), "light" for pictures, or "forced".
export function pattern(entry, scheme, id, scale = 1) {
  const solid = entry.forcedHatch === "solid";
  const [fill, line, hatch] =
    scheme === "forced"
      ? [solid ? "CanvasText" : "Canvas", "CanvasText", solid ? "" : entry.forcedHatch]
      : scheme === "light"
        ? [...entry.light, entry.hatch]
        : [0, 1].map((n) => `light-dark(${entry.light[n]},${entry.dark[n]})`).concat(entry.hatch);
  const made = make("pattern", { id, ...TILE, patternUnits: "userSpaceOnUse" });
  const ground = make("rect", TILE);
  const ink = make("path", { d: hatch, fill: "none", "stroke-width": 1.5, "stroke-linecap": "round" });
  if (scheme === "light") {
    set(ground, { fill });
    set(ink, { stroke: line });
  } else {
    ground.style.fill = fill;
    ink.style.stroke = line;
  }
  made.append(ground, ink);
  set(made, { patternTransform: `scale(${scale})` });
  return made;
}

// A square of an entry, for the key and the strips; its pattern stands in a drawing of its own.
export function swatch(id, size = 20) {
  const at = { x: 0.5, y: 0.5, width: size - 1, height: size - 1 };
  return make(
    "svg",
    { width: size, height: size, "aria-hidden": "true", focusable: "false" },
    make("rect", { ...at, fill: `url(#${id})`, class: "swatch" }),
  );
}

export const isForced = () => matchMedia("(forced-colors: active)").matches;
