// A council's years side by side, each in the class of that year: the story without a click.

import { make } from "../dom.js";

// `series` names the council through its recodes; `size` is of a square, in pixels.
export function strip(app, series, size, attributes = {}) {
  const { classes, view } = app;
  const codes = app.start.series.get(series)?.codes ?? [];
  const years = Object.keys(classes.years).map(Number);
  const [wide, high] = [years.length * (size + 3) - 3, size + 15];
  const drawn = [];
  const said = [];
  years.forEach((year, n) => {
    const areas = classes.years[year].areas;
    const area = areas[codes.find((code) => areas[code])];
    const x = n * (size + 3);
    const entry = area && classes.entries[area[0]];
    said.push(`${year}: ${entry ? [entry.spoken, area[1]].filter(Boolean).join(", ") : "no such council"}`);
    drawn.push(
      make("rect", {
        x: x + 0.5, y: 0.5, width: size - 1, height: size - 1,
        fill: entry ? `url(#year${area[0]})` : "none",
        class: entry ? "swatch" : "swatch absent",
      }),
    );
    if (year === view.year)
      drawn.push(make("rect", { x: x - 1, y: -1, width: size + 2, height: size + 2, class: "now" }));
    drawn.push(
      make("text", { x: x + size / 2, y: size + 12, "text-anchor": "middle", class: year === view.year ? "this" : "" },
        `’${String(year).slice(2)}`),
    );
  });
  return make(
    "svg",
    {
      class: "strip", width: wide + 4, height: high + 2, viewBox: `-2 -2 ${wide + 4} ${high + 2}`,
      role: "img", "aria-label": `${app.start.words.strip}. ${said.join("; ")}`, ...attributes,
    },
    make("title", {}, app.start.words.strip),
    ...drawn,
  );
}
