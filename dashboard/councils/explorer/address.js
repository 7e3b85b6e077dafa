// The reader's choices and the address that holds them, in the words the address has always had:
// ?measure=assessments&year=2020&council=northford&show=hexes&region=…&police=…&class=…&threshold=…
// What a newcomer gets wrong: an address is a stranger's text. What it asks for that there is not is
// said in one line, and the usual view is shown.

export const USUAL = {
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

export const inAddress = (words) => words.toLowerCase().replaceAll(" ", "-").replaceAll("&", "and");

// A stranger's words, short and in one line.
const quoted = (text) => `“${[...text].slice(0, 40).join("").replace(/\s+/g, " ")}”`;

export function read(query, start) {
  const asked = new URLSearchParams(query);
  const state = { ...USUAL, year: start.newest, threshold: start.threshold };
  const problems = [];
  const take = (name, what, understood) => {
    const text = (asked.get(name) ?? "").trim();
    if (!text || text.toLowerCase() === "all") return;
    const value = understood(text.toLowerCase());
    if (value === undefined) problems.push(`There is no ${what} ${quoted(text)}`);
    else state[name] = value;
  };
  const among = (values) => (text) => (values.includes(text) ? text : undefined);
  const year = (text) => (/^\d{4}$/.test(text) && start.years.includes(+text) ? +text : undefined);
  const named = among(start.measures.map(({ name }) => name));
  take("measure", "measure", (text) => named(text.replaceAll("_", "-")));
  take("year", "year", year);
  take("from", "year", year);
  const called = (text) => (name) => inAddress(name) === inAddress(text.replaceAll("_", " "));
  take("council", "council", (text) => {
    const name = inAddress(text.replaceAll("_", " "));
    return start.slugs.has(name) ? name : start.areas[text.toUpperCase()]?.slug;
  });
  take("show", "way to show the map:", (text) =>
    among(["map", "hexes"])(text === "hexagons" ? "hexes" : text),
  );
  take("region", "region", (text) => start.regions.find(called(text)));
  take("police", "police force", (text) => start.forces.find(called(text)));
  take("threshold", "line of “very low”", (text) =>
    /^[0-9.]+$/.test(text) ? start.thresholds.find((each) => each === +text) : undefined,
  );
  take("class", "class", (text) => (/^[a-z0-9_-]+$/.test(text) ? text.replaceAll("-", "_") : undefined));
  state.inspected = asked.get("inspected") === "yes";
  return { state, problems };
}

// The choices that are not the usual ones, in the order above; other parts of the address stay.
export function written(state, start, query) {
  const asked = new URLSearchParams(query);
  for (const name of Object.keys(USUAL)) asked.delete(name);
  const usual = { ...USUAL, year: start.newest, threshold: start.threshold };
  for (const name of Object.keys(USUAL)) {
    if (state[name] === usual[name] || state[name] === null) continue;
    const value = name === "inspected" ? "yes" : inAddress(String(state[name])).replaceAll("_", "-");
    asked.set(name, value);
  }
  const text = asked.toString();
  return text ? `?${text}` : "";
}
