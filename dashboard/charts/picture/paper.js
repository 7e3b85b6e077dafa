// A picture to be read away from its page: white, of a set size, with its title, what it is of, its
// sources and its caveat inside. Whoever draws fills the room between. What a newcomer gets wrong: words
// are as large as the picture is meant to be seen, so the three sizes are not one drawing scaled.

import { make, set } from "../../councils/explorer/dom.js";

// Name in a file's name → width and height in pixels, and how much larger its words are.
export const SIZES = { article: [1200, 800, 1], square: [1080, 1080, 1.05], slide: [1920, 1080, 1.5] };
export const INK = "#0B0C0C";
const FONT = "Arial, Helvetica, sans-serif";
const EDGE = 36;

let pen;

// `words` in lines no wider than `room`.
export function wrapped(words, size, room, weight = 400) {
  pen ??= document.createElement("canvas").getContext("2d");
  pen.font = `${weight} ${size}px ${FONT}`;
  const lines = [""];
  for (const word of words.split(/\s+/)) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    if (pen.measureText(longer).width <= room) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.filter(Boolean);
}

// Writes `words` beneath `y` and returns where they end.
export function write(svg, words, { x, y, size, room, weight = 400, fill = INK }) {
  for (const line of wrapped(words, size, room, weight)) {
    y += size * 1.28;
    svg.append(make("text", { x, y, "font-size": size, "font-weight": weight, fill }, line));
  }
  return y;
}

// The site's name and where it is, for who has the picture alone; a page opened from a disk is nowhere.
const nameAndPlace = (site) =>
  [site, location.host && location.host + new URL(".", document.baseURI).pathname.replace(/\/$/, "")]
    .filter(Boolean).join(", ");

// A sheet of one of the SIZES: the drawing, and the room {x, y, width, height} that is left in it.
export function sheet(size, { title, unit, caveat, notes, site }) {
  const [width, height, scale] = SIZES[size];
  const svg = make("svg", {
    xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `0 0 ${width} ${height}`, role: "img",
    "font-family": FONT, fill: INK,
  });
  svg.append(make("title", {}, title), make("desc", {}, [unit, caveat].filter(Boolean).join(". ")),
    make("rect", { width, height, fill: "#FFFFFF" }));
  const x = EDGE * scale;
  const room = width - 2 * x;
  let top = write(svg, title, { x, y: 22 * scale, size: 28 * scale, room, weight: 700 });
  if (unit) top = write(svg, unit, { x, y: top + 4 * scale, size: 17 * scale, room, fill: "#454E58" });
  const small = 13 * scale;
  const foot = [[caveat, 700], ...[...notes, nameAndPlace(site)].map((note) => [note, 400])].filter(([words]) => words);
  const lines = foot.reduce((sum, [words, weight]) => sum + wrapped(words, small, room, weight).length, 0);
  const bottom = height - lines * small * 1.28 - 22 * scale;
  let y = bottom;
  for (const [words, weight] of foot) y = write(svg, words, { x, y, size: small, room, weight });
  const gap = 14 * scale;
  svg.append(make("line", { x1: x, x2: width - x, y1: bottom - gap / 3, y2: bottom - gap / 3, stroke: "#D5DADF" }));
  return { svg, scale, room: { x, y: top + gap, width: room, height: bottom - top - 2 * gap } };
}

// A drawing of its own size, laid into a room: as large as fits, in the middle of it.
export function lay(svg, drawn, wide, high, room) {
  const fits = Math.min(room.width / wide, room.height / high);
  set(drawn, {
    x: room.x + (room.width - wide * fits) / 2, y: room.y, width: wide * fits, height: high * fits,
    viewBox: `0 0 ${wide} ${high}`,
  });
  svg.append(drawn);
}

// The sheet as a file: SVG, or PNG of exactly its pixels.
export async function blobOf(svg, kind) {
  const text = new XMLSerializer().serializeToString(svg);
  const blob = new Blob([text], { type: "image/svg+xml" });
  if (kind === "svg") return blob;
  const [width, height] = ["width", "height"].map((name) => Number(svg.getAttribute(name)));
  const image = new Image(width, height);
  image.src = URL.createObjectURL(blob);
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  canvas.getContext("2d").drawImage(image, 0, 0, width, height);
  URL.revokeObjectURL(image.src);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

export function save(blob, name) {
  const link = make("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

// Parts of a file's name, each said once: words of it that an earlier part holds are left out.
export function fileName(parts, kind) {
  const said = [];
  for (const word of parts.filter(Boolean).join("-").toLowerCase().split(/[^a-z0-9.]+/))
    if (word && !(said.includes(word) && /\d{4}/.test(word)) && word !== said.at(-1)) said.push(word);
  return `${said.join("-")}.${kind}`;
}
