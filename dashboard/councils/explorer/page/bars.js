// The councils of each class in each year, as one column a year.

import { make, set } from "../dom.js";

export const countsOf = (classes, year) => {
  const counts = classes.entries.map(() => 0);
  for (const [entry] of Object.values(classes.years[year].areas)) counts[entry] += 1;
  return counts;
};

// The year that is shown, underlined among those of a drawing.
export function mark(drawn, now) {
  for (const text of drawn.querySelectorAll("[data-year]"))
    set(text, { class: Number(text.dataset.year) === now ? "this" : null });
  return drawn;
}

// `wide` and `high` in the drawing's own units; numbers where they fit.
export function bars(classes, { wide, high, label, className }) {
  const years = Object.keys(classes.years).map(Number);
  const counts = years.map((year) => countsOf(classes, year));
  const step = wide / years.length;
  const bar = step * 0.78;
  const unit = (high - 20) / Math.max(...counts.map((each) => each.reduce((a, b) => a + b)));
  const drawn = years.flatMap((year, n) => {
    let y = high - 18;
    const x = step * n + (step - bar) / 2;
    const column = counts[n].flatMap((count, entry) => {
      if (!count) return [];
      const tall = count * unit;
      y -= tall;
      const rect = make("rect", { x, y, width: bar, height: tall, fill: `url(#year${entry})`, class: "swatch" });
      if (tall < 15 || bar < 40) return [rect];
      const at = { x: x + bar / 2, y: y + tall / 2 + 5, "text-anchor": "middle", class: "on" };
      return [rect, make("text", at, count)];
    });
    const said = bar < 40 ? `’${String(year).slice(2)}` : year;
    const at = { x: x + bar / 2, y: high - 3, "text-anchor": "middle", "data-year": year };
    return [...column, make("text", at, said)];
  });
  return make(
    "svg",
    { viewBox: `0 0 ${wide} ${high}`, class: className, role: "img", "aria-label": label },
    ...drawn,
  );
}
