// Two years beside each other: which councils entered, left or stayed in none, suppressed or very low.
// Made in the browser from the classes of both years: looked up, never worked out.

const FEW = ["none", "suppressed", "very_low"];

export function compared(words, classes, state, start) {
  const years = Object.keys(classes.years).map(Number);
  const year = years.includes(state.year) ? state.year : years.at(-1);
  const before = years.filter((each) => each < year);
  const last = before.at(-1) ?? year;
  const from = before.includes(state.from) ? state.from : last;
  const isFew = (of, codes) => {
    const area = codes.map((code) => classes.years[of].areas[code]).find(Boolean);
    const id = area && classes.entries[area[0]].id;
    return !id || id === "not_available" ? null : FEW.includes(id);
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
    areas[code] = [kind, `${described(from, codes)}; ${described(year, codes)}`];
  }
  const counts = [0, 0, 0, 0, 0];
  for (const [kind] of Object.values(areas)) counts[kind] += 1;
  const row = { ...classes.years[year], areas,
    finding: words.finding.replace("{entered}", counts[0]).replace("{left}", counts[1]).replace("{stayed}", counts[2]) };
  const all = Object.fromEntries(years.filter((each) => each > years[0]).map((each) => [each, classes.years[each]]));
  return { ...classes, ...words, from, byThreshold: true, before: years.slice(0, -1), range: "", table: classes.file, years: { ...all, [year]: row } };
}
