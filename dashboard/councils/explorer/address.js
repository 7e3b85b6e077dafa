// The reader's choices and the address that holds them, in the words the address has always had:
// ?measure=assessments&year=2020&council=northford&show=hexes&region=…&police=…&class=…&threshold=…
// What a newcomer gets wrong: an address is a stranger's text. What it asks for that there is not is
// said in one line, and the usual view is shown.

const USUAL = {
  measure: "class",
  year: null, // the newest with plans
  from: null, // the earlier year of a comparison
  council: "",
  show: "map",
  region: "",
  police: "",
  class: "",
  threshold: null, // the CSA Centre's line
  inspected: false,
};

// A name without capitals and punctuation, as page/choices/names_in_addresses.py has it.
export const inAddress = (words) =>
  words.toLowerCase().replaceAll("&", " and ").replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");

// A stranger's words, short and in one line.
const quoted = (text) => `“${[...text].slice(0, 40).join("").replace(/\s+/g, " ")}”`;

const held = (names, name) => (Object.hasOwn(names, name) ? names[name] : undefined);

export function read(query, start) {
  const asked = new URLSearchParams(query);
  const state = { ...USUAL, year: start.newest, threshold: start.threshold };
  const problems = [];
  const take = (name, what, understood) => {
    const text = (asked.getAll(name).at(-1) ?? "").trim(); // the last, as on every page
    if (!text || text.toLowerCase() === "all") return;
    const value = understood(text.toLowerCase());
    if (value === undefined) problems.push(`There is no ${what} ${quoted(text)}`);
    else state[name] = value;
  };
  const among = (values) => (text) => (values.includes(text) ? text : undefined);
  const year = (text) => (/^\d{4}$/.test(text) && start.years.includes(+text) ? +text : undefined);
  // By its own name, or another that start.json has: an ONS code, a former name.
  const called = (kind, names) => (text) =>
    names.find((name) => inAddress(name) === inAddress(text)) ?? held(start.otherNames[kind], inAddress(text));
  take("measure", "measure", called("measure", start.measures.map(({ name }) => name)));
  take("year", "year", year);
  take("from", "year", year);
  take("council", "council", called("council", [...start.slugs.keys()]));
  take("show", "way to show the map:", (text) =>
    among(["map", "hexes"])(text === "hexagons" ? "hexes" : text),
  );
  take("region", "region", called("region", start.regions));
  take("police", "police force", called("police", start.forces));
  take("threshold", "line of “very low”", (text) =>
    /^[0-9.]+$/.test(text) ? start.thresholds.find((each) => each === +text) : undefined,
  );
  take("class", "class", (text) => (/^[a-z0-9_-]+$/.test(text) ? text.replaceAll("-", "_") : undefined));
  take("inspected", "choice of inspected areas", (text) => held({ yes: true, no: false }, text));
  const ofOthers = new RegExp(`^(${start.notOurs})$`);
  for (const name of asked.keys())
    if (!Object.hasOwn(USUAL, name) && !ofOthers.test(name)) problems.push(`There is no choice called ${quoted(name)}`);
  return { state, problems };
}

// The choices that are not the usual ones, in the order above; other parts of the address stay.
export function written(state, start, query) {
  const asked = new URLSearchParams(query);
  for (const name of Object.keys(USUAL)) asked.delete(name);
  const usual = { ...USUAL, year: start.newest, threshold: start.threshold };
  for (const name of Object.keys(USUAL)) {
    if (state[name] === usual[name] || state[name] === null) continue;
    const text = String(state[name]);
    const value = name === "inspected" ? "yes" : name === "threshold" ? text : inAddress(text);
    asked.set(name, value);
  }
  const text = asked.toString();
  return text ? `?${text}` : "";
}
