// Two years beside each other: which councils entered, left or stayed in none, suppressed or very low.
// Made in the browser from the classes of both years and from the changes of their rates: looked up,
// never worked out.

import { filled } from "./dom.js";
import { nearest } from "./view.js";

// The two years of a comparison, of those there are: the earlier one first. The first of all has none
// before it.
export function pairOf(classes, state) {
  const years = Object.keys(classes.years).map(Number);
  const year = nearest(years.slice(1), state.year);
  const before = years.filter((each) => each < year);
  return [before.includes(state.from) ? state.from : before.at(-1), year];
}

// `changes` is of the pair's file, or undefined until it has come.
export function compared(words, classes, state, start, changes) {
  const years = Object.keys(classes.years).map(Number);
  const [from, year] = pairOf(classes, state);
  const isFew = (of, codes) => {
    const area = codes.map((code) => classes.years[of].areas[code]).find(Boolean);
    const entry = area && classes.entries[area[0]];
    return !entry || entry.id === "not_available" ? null : entry.few;
  };
  const described = (of, codes) => {
    const area = codes.map((code) => classes.years[of].areas[code]).find(Boolean);
    return area ? `${of}: ${[classes.entries[area[0]].spoken, area[1]].filter(Boolean).join(", ")}` : `${of}: no such council`;
  };
  const areas = {};
  for (const code of Object.keys(classes.years[year].areas)) {
    const { codes } = start.areas[code];
    const [then, now] = [isFew(from, codes), isFew(year, codes)];
    const kind = then === null || now === null ? 4 : then ? (now ? 2 : 1) : now ? 0 : 3;
    const parts = [described(from, codes), described(year, codes), changes?.said[code]];
    areas[code] = [kind, parts.filter(Boolean).join("; ")];
  }
  const counts = [0, 0, 0, 0, 0];
  for (const [kind] of Object.values(areas)) counts[kind] += 1;
  const numbers = { from, year, line: classes.line, entered: counts[0], left: counts[1], stayed: counts[2] };
  const [finding, quote] = [words.finding, words.quote].map((each) => filled(each, numbers));
  const row = { ...classes.years[year], areas, finding, quote };
  const all = Object.fromEntries(years.filter((each) => each > years[0]).map((each) => [each, classes.years[each]]));
  return { ...classes, ...words, from, changes, byThreshold: true, before: years.slice(0, -1), table: classes.file, years: { ...all, [year]: row } };
}

// The table of both years: class and rate then and now, and how the rate moved. `file` is the table of
// the classes; a council is found in the earlier year by any of its codes.
export function comparedTable(file, measure, year, start) {
  const { from, changes } = measure;
  const taken = ["Class", "Per 1,000"].map((name) => file.columns.findIndex(([label]) => label === name));
  const then = new Map(file.years[from].map(([code, ...cells]) => [code, cells]));
  const rows = file.years[year].map(([code, ...cells]) => {
    const before = then.get(start.areas[code].codes.find((each) => then.has(each)));
    const ends = [before, cells].flatMap((row) => taken.map((n) => row?.[n] ?? "no such council"));
    return [code, cells[0], ...ends, ...changes.cells[code]];
  });
  const named = (of) => taken.map((n) => [`${file.columns[n][0]}, ${of}`, file.columns[n][1]]);
  return {
    ...file,
    caption: `Child protection plans started for sexual abuse, ${from} beside ${year}`,
    columns: [file.columns[0], ...named(from), ...named(year), ...changes.columns.map((label, n) => [label, n < 2])],
    years: { [year]: rows },
  };
}
