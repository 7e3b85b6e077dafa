// What the reader's choices come to: which councils there are in the year, which of them pass, how
// many are in each entry of the key. Nothing here is worked out of figures: rows are looked up and
// councils counted.
//
// start: see places.py. measure: {entries, years: {year: {areas: {code: [entry, figure, below]}}}}, with
// below, where it is not the entry's: 2 certainly below the line of "very low", 1 possibly, 0 not.

export const yearsOf = (measure) => Object.keys(measure.years).map(Number).sort((a, b) => a - b);

export class View {
  constructor(start, measure, state) {
    Object.assign(this, { start, measure, state });
    this.year = nearest(yearsOf(measure), state.year);
    this.row = measure.years[this.year];
    this.areas = this.row.areas;
    this.council = start.slugs.get(state.council) ?? null;
    this.code = this.council?.codes.find((code) => this.areas[code]) ?? null;
    this.only = measure.entries.findIndex(({ id }) => id === state.class);
  }

  // Whether a council is in the region and police force chosen.
  isIn(code) {
    const { region, police } = this.start.areas[code] ?? {};
    const { state } = this;
    return (!state.region || state.region === region) && (!state.police || state.police === police);
  }

  passes(code) {
    return this.isIn(code) && (this.only < 0 || this.areas[code]?.[0] === this.only);
  }

  get filtered() {
    return Boolean(this.state.region || this.state.police || this.only >= 0);
  }

  // Councils in each entry of the key, of those in the region and police force.
  get counts() {
    const counts = this.measure.entries.map(() => 0);
    for (const [code, [entry]] of Object.entries(this.areas)) if (this.isIn(code)) counts[entry] += 1;
    return counts;
  }

  // The councils of the year that pass, and all of it.
  get passing() {
    return Object.keys(this.areas).filter((code) => this.passes(code));
  }

  // The numbers that the words of a class map are filled with.
  get numbers() {
    const { entries } = this.measure;
    const areas = Object.entries(this.areas)
      .filter(([code]) => this.isIn(code))
      .map(([, [entry, , below = entries[entry].below]]) => ({ ...entries[entry], below }));
    const count = (passes) => areas.filter(passes).length;
    return {
      few: count(({ few }) => few),
      all: count(({ id }) => id !== "not_available"),
      low: count(({ below }) => below === 2),
      high: count(({ below }) => below >= 1),
    };
  }

  get where() {
    const { region, police } = this.state;
    return [region, police && `${police.replace(/ Police$/, "")} police area`].filter(Boolean).join(", ");
  }

  name(code) {
    return this.start.areas[code]?.label ?? code;
  }

  // Sorts codes by the councils' names.
  byName(a, b) {
    const { areas, councils } = this.start;
    return (areas[a]?.place ?? councils.length) - (areas[b]?.place ?? councils.length);
  }

  sentence(code) {
    const area = this.areas[code];
    if (!area) return `${this.name(code)}: not a council in the ${this.yearWords}`;
    const entry = this.measure.entries[area[0]];
    const figure = area[1] ? `, ${area[1]}` : "";
    const round = this.state.inspected && this.start.inspected[this.start.areas[code].series];
    const mark = round ? `; inspected jointly, ${round}` : "";
    const outside = this.passes(code) ? "" : "; outside the filter";
    return `${this.name(code)}: ${entry.spoken}${figure}; ${this.yearWords}${mark}${outside}`;
  }

  get yearWords() {
    return this.measure.yearWords.replace("{year}", this.year).replace("{from}", this.measure.from);
  }
}

export const nearest = (years, year) =>
  years.reduce((best, each) => (Math.abs(each - year) < Math.abs(best - year) ? each : best));
