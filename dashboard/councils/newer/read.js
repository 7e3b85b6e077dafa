// What a reader typed or pasted, as months and numbers, or the words for what cannot be read. What a
// newcomer gets wrong: nothing here is guessed. A line that could be read in two ways is not read,
// and a number that is not there stays missing: its months are then not divided by.

const MOST_LINES = 60;
const MOST_CHARACTERS = 20_000;
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September",
  "October", "November", "December"];

// A month is counted from the year 0, so that the next one is one more.
export const monthOf = (year, month) => year * 12 + month - 1;
export const monthWords = (at) => `${MONTHS[at % 12]} ${Math.floor(at / 12)}`;
// The year ending 31 March that the month lies in.
export const yearOf = (at) => Math.floor((at + 9) / 12);

const WRITTEN = [
  // April 2025, Apr-25
  [/^([a-z]{3,9})\.?[\s/-]+(\d{4}|\d{2})$/, ([, name, year]) => [year, named(name)]],
  // 1 April 2025, 01-Apr-25
  [/^\d{1,2}[\s-]([a-z]{3,9})[\s-](\d{4}|\d{2})$/, ([, name, year]) => [year, named(name)]],
  // 2025-04, 2025-04-01
  [/^(\d{4})[-/.](\d{1,2})(?:[-/.]\d{1,2})?$/, ([, year, month]) => [year, Number(month)]],
  // 30/04/2025: the day first, as here
  [/^\d{1,2}[-/.](\d{1,2})[-/.](\d{4}|\d{2})$/, ([, month, year]) => [year, Number(month)]],
  // 04/2025
  [/^(\d{1,2})[-/.](\d{4})$/, ([, month, year]) => [year, Number(month)]],
];
const named = (name) => MONTHS.findIndex((each) => each.toLowerCase().startsWith(name)) + 1;

function month(text) {
  const written = text.toLowerCase().replace(/[ t]00:00(:00(\.0+)?)?$/, "");
  for (const [pattern, parts] of WRITTEN) {
    const found = written.match(pattern);
    if (!found) continue;
    const [year, number] = parts(found);
    if (number >= 1 && number <= 12) return monthOf(year.length === 2 ? 2000 + Number(year) : Number(year), number);
  }
  return null;
}

// null where nothing stands; the name of what is wrong where it is no whole number from 0 up.
function number(text) {
  if (text === "") return null;
  if (/^\d+$/.test(text)) return Number(text);
  if (/^[-−–]\s*\d/.test(text)) return "negative";
  if (/^\d+[.·]\d+$/.test(text)) return "decimal";
  if (/^\d+(['’ ]\d{3})+$/.test(text)) return "thousands";
  return "letters";
}

// `text` as rows of { from, to, plans, assessments }, sorted, and problems as [name, values]; `held`
// has the first and last month that may be typed, and the most that a number may be.
export function read(text, held) {
  const lines = text.slice(0, MOST_CHARACTERS * 100).split(/\r\n|\r|\n/);
  const full = lines.filter((line) => line.trim()).length;
  if (full > MOST_LINES || text.length > MOST_CHARACTERS)
    return { rows: [], problems: [["long", { lines: full.toLocaleString("en-GB"), most: MOST_LINES }]] };
  const rows = [];
  const problems = [];
  let first = true;
  lines.forEach((line, place) => {
    if (!line.trim()) return;
    const heading = first && !/\d/.test(line);
    first = false;
    if (heading) return;
    const row = readLine(line, held);
    if (Array.isArray(row)) problems.push([row[0], { line: place + 1, ...row[1] }]);
    else rows.push({ ...row, line: place + 1 });
  });
  rows.sort((a, b) => a.from - b.from || a.line - b.line);
  rows.slice(1).forEach((row, place) => {
    const before = rows[place];
    if (row.from <= before.to)
      problems.push(["twice", { month: monthWords(row.from), line: before.line, other: row.line }]);
  });
  return { rows, problems };
}

function readLine(line, held) {
  const said = line.replace(/[\u00a0\u202f\u2009]/g, " ").trim();
  const typed = said.length > 40 ? `${said.slice(0, 40)}…` : said;
  if (/\d,\d{3}(?!\d)/.test(said)) return ["thousands", { typed }];
  // The first colon ends the month; a spreadsheet's midnight has none to give.
  const cells = said.replace(/ 00:00(:00)?(?=[\t,;:]|$)/g, "").replace(":", "\t").split(/[\t;,]/)
    .map((each) => each.trim());
  const [start, end] = cells.shift().split(/\s+(?:to|until|–|-)\s+/i);
  const from = month(start);
  let to = from;
  if (end !== undefined) to = month(end);
  else if (cells.length > 1 && month(cells[0]) !== null) to = month(cells.shift());
  if (from === null || to === null) return ["month", { typed, first: monthWords(held.first) }];
  while (cells.length > 2 && cells.at(-1) === "") cells.pop();
  if (cells.length > 2) return ["many", { typed }];
  const [plans = null, assessments = null] = cells.map(number);
  for (const [value, cell] of [[plans, cells[0]], [assessments, cells[1]]]) {
    if (typeof value === "string") return [value, { typed: cell.slice(0, 40) }];
    if (value > held.most) return ["large", { typed: cell.slice(0, 40), most: held.most.toLocaleString("en-GB") }];
  }
  if (plans === null && assessments === null) return ["nothing", { typed }];
  if (to < from) return ["backwards", { from: monthWords(from), to: monthWords(to) }];
  if (from < held.first) return ["early", { month: monthWords(from), first: monthWords(held.first) }];
  if (to > held.last) return ["late", { month: monthWords(to), last: monthWords(held.last) }];
  return { from, to, plans, assessments };
}

// The rows as what is shown beside each other: the months of a year ending 31 March together, a
// period of several months by itself. Each has, for each of the two, its number and its months.
export function periods(rows) {
  const found = new Map();
  for (const row of rows) {
    const name = row.from === row.to ? yearOf(row.from) : `${row.from} ${row.to}`;
    const period = found.get(name) ?? { from: row.from, months: 0 };
    found.set(name, period);
    const length = row.to - row.from + 1;
    period.to = row.to;
    period.months += length;
    for (const kind of ["plans", "assessments"]) {
      if (row[kind] === null) continue;
      const sum = (period[kind] ??= { count: 0, months: 0 });
      sum.count += row[kind];
      sum.months += length;
    }
  }
  return [...found.values()];
}
