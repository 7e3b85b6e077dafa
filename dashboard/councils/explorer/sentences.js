// What is said of a view: its finding, the line beneath it, its counts for a listener, and a council's
// sentence, which stands in the panel and among what to quote.

import { filled } from "./dom.js";

// What a council's file says of the measure shown, of both years where two are compared: its sentences
// in `file.said`, what to doubt in `file.doubts`.
export const saidOf = ({ measure, year }, of) =>
  [...new Set([measure.from, year].flatMap((each) => of[measure.says ?? measure.name]?.[each] ?? []))];

export function findingOf(view) {
  const where = view.where && ` in ${view.state.region ? "" : "the "}${view.where}`;
  return filled(view.row.finding ?? view.measure.finding, {
    ...view.numbers, where, year: view.year, from: view.measure.from,
  });
}

// What the hidden numbers leave of the finding's count: a range, or one number; of other measures "".
export function rangeOf({ measure, numbers }) {
  const form = numbers.low === numbers.high ? measure.certain : measure.range;
  return measure.range ? filled(form, numbers) : "";
}

export const yearOf = (view) => view.yearWords[0].toUpperCase() + view.yearWords.slice(1);

export function lineOf(view) {
  const { words } = view.start;
  const showing = view.filtered
    ? `${view.passing.length} of ${Object.keys(view.areas).length} councils shown${view.where ? ` (${view.where})` : ""}`
    : "";
  return [yearOf(view), rangeOf(view), showing, words.caveatShort, words.independent, ageOf(words)].filter(Boolean).join(" · ");
}

// How old the newest plans are, once that is much; as words/itself/about.py counts the months.
function ageOf(words, on = new Date()) {
  const months = (on.getFullYear() - words.agedFrom) * 12 + on.getMonth() - 2 - (on.getDate() < 31 ? 1 : 0);
  return months > words.oldAfter ? filled(words.age, { months }) : "";
}

export function summaryOf(view) {
  const { counts, measure } = view;
  const passing = `${view.passing.length} of ${Object.keys(view.areas).length} councils pass your filters. `;
  const parts = measure.entries.map((entry, n) => `${entry.short}: ${counts[n]}`);
  return `${view.filtered ? passing : ""}Map of the ${view.yearWords}. ${measure.label}. Councils: ${parts.join("; ")}.`;
}
