// A chart made of HTML (marks on lines, strips, bars, squares) as a drawing on paper: the same elements
// laid out once more out of sight, on a light page of the picture's own width, and read back as
// rectangles, images and lines of words.

import { make } from "../../councils/explorer/dom.js";
import { lay } from "./paper.js";
import { onPaper } from "./plotly.js";

const IS_CLEAR = /^(transparent|rgba\(.*, 0\))$/;

export async function drawBoxes({ svg, room, scale }, marks, light) {
  const copy = marks.cloneNode(true);
  copy.classList.add("in-picture");
  for (const each of copy.querySelectorAll("details, .spoken, .small")) each.remove();
  // Out of sight and still laid out; beneath the page's own rules, so that they hold for it too.
  copy.style.cssText = "position:absolute;left:-9999px;top:0;color-scheme:light;color:#0B0C0C;";
  marks.after(copy);
  try {
    await Promise.all([...copy.querySelectorAll("img")].map((each) => each.decode().catch(() => {})));
    const width = widthThatFits(copy, room, scale);
    const origin = copy.getBoundingClientRect();
    const drawn = make("svg", {});
    const pieces = { defs: make("defs"), drawn, origin, light };
    drawn.append(pieces.defs);
    for (const each of copy.querySelectorAll("*")) box(each, pieces);
    words(copy, pieces);
    const high = Math.max(copy.scrollHeight, origin.height);
    lay(svg, drawn, width, high, room);
  } finally {
    copy.remove();
  }
}

const paper = (colour, light) => {
  const [r, g, b, a = 1] = (colour.match(/[\d.]+/g) ?? [0, 0, 0]).map(Number);
  const hex = `#${[r, g, b].map((part) => Math.round(part).toString(16).padStart(2, "0")).join("").toUpperCase()}`;
  return { fill: onPaper(hex, light), opacity: a };
};

// The least width at which the marks are no higher than the room, and no words are wider than their
// box: few marks are drawn large. Where words are wider at every width, the least that is low enough.
function widthThatFits(copy, room, scale) {
  const most = Math.max(room.width / (1.15 * scale), 640);
  const low = [600, 680, 760, 860, 980, most, 1100, 1200].filter((width) => {
    copy.style.width = `${width}px`;
    return width >= most || (copy.scrollHeight * room.width) / width <= room.height;
  });
  const fitting = low.find((width) => {
    copy.style.width = `${width}px`;
    return [...copy.querySelectorAll(".strip *")].every((each) => each.scrollWidth <= each.clientWidth);
  });
  copy.style.width = `${fitting ?? low[0]}px`;
  return fitting ?? low[0];
}

// A drawing within an address, in the colours of paper.
function imageOnPaper(address, light) {
  const [, packed] = address.match(/^data:image\/svg\+xml;base64,(.+)$/) ?? [];
  if (!packed) return address;
  const text = new TextDecoder().decode(Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0)));
  const bytes = new TextEncoder().encode(text.replace(/#[0-9A-Fa-f]{6}/g, (colour) => onPaper(colour, light)));
  return `data:image/svg+xml;base64,${btoa(String.fromCharCode(...bytes))}`;
}

function box(element, { defs, drawn, origin, light }) {
  const style = getComputedStyle(element);
  const at = element.getBoundingClientRect();
  if (!at.width || !at.height || style.visibility === "hidden") return;
  const place = { x: at.x - origin.x, y: at.y - origin.y, width: at.width, height: at.height };
  const found = element.tagName === "IMG" ? element.src : style.backgroundImage.match(/url\("(data:[^"]+)"\)/)?.[1];
  const image = found && imageOnPaper(found, light);
  const round = Math.min(parseFloat(style.borderTopLeftRadius) || 0, at.height / 2);
  const side = ["Top", "Right", "Bottom", "Left"].map((name) => parseFloat(style[`border${name}Width`]) || 0);
  if (!IS_CLEAR.test(style.backgroundColor)) {
    const { fill, opacity } = paper(style.backgroundColor, light);
    drawn.append(make("rect", { ...place, rx: round, fill, "fill-opacity": opacity }));
  }
  if (element.tagName === "IMG") drawn.append(make("image", { ...place, href: image }));
  else if (image) {
    const id = `tile${defs.children.length}`;
    const tile = make("pattern", { id, width: 8, height: 8, patternUnits: "userSpaceOnUse" });
    tile.append(make("image", { width: 8, height: 8, href: image }));
    defs.append(tile);
    drawn.append(make("rect", { ...place, fill: `url(#${id})` }));
  }
  edges(style, side, place, round, drawn, light);
}

// A border: all around as one rectangle, else each side as a line.
function edges(style, side, { x, y, width, height }, round, drawn, light) {
  const line = (name, wide) => {
    const { fill, opacity } = paper(style[`border${name}Color`], light);
    const dash = /dashed|dotted/.test(style[`border${name}Style`]) ? "4 3" : null;
    return { stroke: fill, "stroke-opacity": opacity, "stroke-width": wide, "stroke-dasharray": dash, fill: "none" };
  };
  const clear = (name) => IS_CLEAR.test(style[`border${name}Color`]);
  if (side.every((wide) => wide > 0 && wide === side[0]) && !clear("Top")) {
    const half = side[0] / 2;
    drawn.append(make("rect", {
      x: x + half, y: y + half, width: Math.max(0, width - side[0]), height: Math.max(0, height - side[0]), rx: round,
      ...line("Top", side[0]),
    }));
    return;
  }
  const ends = { Top: [x, y, x + width, y], Bottom: [x, y + height, x + width, y + height],
    Left: [x, y, x, y + height], Right: [x + width, y, x + width, y + height] };
  ["Top", "Right", "Bottom", "Left"].forEach((name, n) => {
    if (!side[n] || clear(name)) return;
    const [x1, y1, x2, y2] = ends[name];
    drawn.append(make("line", { x1, y1, x2, y2, ...line(name, side[n]) }));
  });
}

// Every line of words where the browser has put it. Words of one line that stand in several elements
// are one text: paper has a type of its own, in which they would stand apart or run together.
function words(root, { drawn, origin, light }) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  let last = null;
  while (walker.nextNode()) {
    const text = walker.currentNode;
    if (!text.data.trim()) continue;
    const style = getComputedStyle(text.parentElement);
    if (style.visibility === "hidden") continue;
    const { fill } = paper(style.color, light);
    const size = parseFloat(style.fontSize);
    const look = { fill, "font-size": size, "font-weight": style.fontWeight };
    const block = blockOf(text.parentElement);
    for (const { said, at, right } of linesOf(text, range)) {
      const gap = last && last.block === block && Math.abs(last.bottom - at.bottom) < 3 ? at.left - last.right : NaN;
      if (gap > -2 && gap < 0.6 * size) last.text.append(make("tspan", look, gap > 0.12 * size ? ` ${said}` : said));
      else {
        const place = { x: at.left - origin.x, y: at.bottom - origin.y - at.height * 0.24 };
        last = { block, text: make("text", { ...place, ...look }, said) };
        drawn.append(last.text);
      }
      Object.assign(last, { right, bottom: at.bottom });
    }
  }
}

function blockOf(element) {
  while (getComputedStyle(element).display === "inline") element = element.parentElement;
  return element;
}

function linesOf(text, range) {
  const lines = [];
  for (const found of text.data.matchAll(/\S+\s*/g)) {
    range.setStart(text, found.index);
    range.setEnd(text, found.index + found[0].trimEnd().length);
    const at = range.getBoundingClientRect();
    if (!at.width) continue;
    const last = lines.at(-1);
    if (last && Math.abs(last.at.top - at.top) < 3)
      Object.assign(last, { said: `${last.said} ${found[0].trim()}`, right: at.right });
    else lines.push({ said: found[0].trim(), at, right: at.right });
  }
  return lines;
}
