// <own-numbers>: numbers newer than the published ones, which stay in this tab. What a newcomer gets
// wrong: nothing may leave. No request is made once the fold is open, nothing is stored or put in the
// address, and the toolkit around it is told nothing. It stands in the page itself, not behind a
// shadow root, where the toolkit would take a typed "r" for its own command.

import { filled, make } from "../explorer/dom.js";
import { monthOf, monthWords, periods, read } from "./read.js";

const SHOWN_PROBLEMS = 5;
// Neither kept by the browser with the tab's history, nor sent to anyone's spelling checker.
const PRIVATE = { autocomplete: "off", autocorrect: "off", autocapitalize: "off", spellcheck: "false", translate: "no" };
const KINDS = ["plans", "assessments"];

function monthNow() {
  const today = new Date();
  return monthOf(today.getFullYear(), today.getMonth() + 1);
}

class OwnNumbers extends HTMLElement {
  connectedCallback() {
    this.fold = this.querySelector("details");
    if (this.listening || !this.fold) return;
    this.listening = true;
    this.fold.addEventListener("toggle", () => this.fold.open && this.open());
    if (this.fold.open) this.open();
  }

  // What stands in the fold is made when it is first opened, and then left alone.
  async open() {
    if (this.made || this.coming) return;
    this.coming = true;
    const place = this.fold.querySelector(".own-place");
    try {
      const answer = await fetch(new URL(this.getAttribute("facts"), document.baseURI));
      if (!answer.ok) throw Error(String(answer.status));
      this.facts = await answer.json();
    } catch {
      place.textContent = this.getAttribute("missing");
      return;
    } finally {
      this.coming = false;
    }
    this.of = JSON.parse(this.getAttribute("of"));
    const [year, month] = this.of.first;
    this.held = { first: monthOf(year, month), last: monthNow() - 1, most: this.facts.low.length - 1 };
    this.made = true;
    place.replaceChildren(make("style", {}, STYLE), ...this.entry(), this.shown, this.printing());
    this.tell();
  }

  entry() {
    const { words } = this.facts;
    const months = Array.from({ length: Math.max(this.held.last - this.held.first + 1, 0) },
      (_, place) => monthWords(this.held.first + place));
    const choice = (name, chosen) => make("select", { name, ...PRIVATE },
      ...months.map((each, place) => make("option", place === chosen ? { selected: "" } : {}, each)));
    this.fields = {
      from: choice("from", 0),
      to: choice("to", months.length - 1),
      plans: make("input", { inputmode: "numeric", ...PRIVATE }),
      assessments: make("input", { inputmode: "numeric", ...PRIVATE }),
    };
    const labelled = (name) => make("label", {}, make("span", {}, words[name]), this.fields[name]);
    this.totals = make("div", { class: "own-totals" }, ...Object.keys(this.fields).map(labelled));
    const [first, second] = [0, 1].map((place) => monthWords(this.held.first + place));
    this.text = make("textarea", { rows: 6, placeholder: filled(words.example, { first, second }), ...PRIVATE });
    // Ten thousand rows would keep the browser busy laying them out, so they are not let in.
    this.text.addEventListener("paste", (event) => {
      const pasted = event.clipboardData?.getData("text") ?? "";
      if (read(pasted, this.held).problems[0]?.[0] !== "long") return;
      event.preventDefault();
      this.tell(pasted);
    });
    this.byMonth = make("div", { class: "own-months", hidden: "" },
      make("label", {}, make("span", {}, words.paste), this.text));
    const way = (name, checked) => {
      const made = make("input", { type: "radio", name: "own-way", value: name, ...(checked ? { checked: "" } : {}), ...PRIVATE });
      made.addEventListener("change", () => {
        this.totals.hidden = name !== "totals";
        this.byMonth.hidden = name === "totals";
        this.tell();
      });
      return make("label", {}, made, words[name]);
    };
    this.shown = make("div", { class: "own-shown", "aria-live": "polite", translate: "no" });
    const entry = make("div", { class: "own-entry" },
      make("p", {}, words.stays), make("p", { class: "own-small" }, words.small),
      make("fieldset", {}, make("legend", {}, words.how), way("totals", true), way("months", false)),
      this.totals, this.byMonth);
    entry.addEventListener("input", () => this.tell());
    return [entry];
  }

  printing() {
    const { words } = this.facts;
    const tick = make("input", { type: "checkbox", ...PRIVATE });
    tick.addEventListener("change", () => {
      this.toggleAttribute("printed", tick.checked);
      this.classList.toggle("screen", !tick.checked);
    });
    const clear = make("button", { type: "button" }, words.clear);
    clear.addEventListener("click", () => {
      for (const field of [this.text, this.fields.plans, this.fields.assessments]) field.value = "";
      this.tell();
    });
    return make("p", { class: "own-after" }, make("label", {}, tick, words.print), clear);
  }

  typed() {
    if (this.totals.hidden) return this.text.value;
    const { from, to, plans, assessments } = this.fields;
    if (!plans.value.trim() && !assessments.value.trim()) return "";
    // What would begin another number in a pasted line is here a sign like any other.
    // In a box of its own 1,200 can only be a thousand and two hundred.
    const one = ({ value }) => /^\s*\d{1,3}(,\d{3})+\s*$/.test(value)
      ? value.replaceAll(",", "") : value.replace(/[\t;:,]/g, "?");
    return `${from.value} to ${to.value}: ${one(plans)}\t${one(assessments)}`;
  }

  tell(typed = this.typed()) {
    const { words } = this.facts;
    const { rows, problems } = read(typed, this.held);
    if (problems.length) {
      const listed = problems.slice(0, SHOWN_PROBLEMS).map(([name, values]) =>
        make("li", {}, filled((values.line && this.totals.hidden ? words.line : "{word}"),
          { line: values.line, word: filled(words.problems[name], values) })));
      if (problems.length > SHOWN_PROBLEMS)
        listed.push(make("li", {}, filled(words.more, { more: problems.length - SHOWN_PROBLEMS })));
      this.shown.replaceChildren(make("p", {}, make("strong", {}, words.wrong)), make("ul", { class: "own-problems" }, ...listed));
    } else if (rows.length) this.shown.replaceChildren(...this.result(rows));
    else this.shown.replaceChildren(make("p", {}, words.nothingYet));
  }

  result(rows) {
    const { words } = this.facts;
    const { of } = this;
    const found = periods(rows);
    const missing = Array.from({ length: rows.at(-1).to - rows[0].from + 1 }, (_, place) => rows[0].from + place)
      .filter((at) => !rows.some((row) => row.from <= at && at <= row.to));
    const few = rows.some((row) => KINDS.some((kind) => row[kind] > 0 && row[kind] < 6));
    const line = (label, cells, attributes = {}) => make("tr", attributes, make("th", { scope: "row" }, label), ...cells);
    const head = (kind) => ({ "data-head": words[`${kind}Head`] });
    const cells = (each) => KINDS.map((kind) => make("td", head(kind), each[kind]));
    return [
      make("p", { class: "own-mark" }, make("strong", {}, words.mark)),
      make("div", { class: "own-frame", role: "region", tabindex: 0, "aria-label": of.caption },
        make("table", {},
          make("caption", {}, of.caption),
          make("thead", {}, make("tr", {}, make("th", { scope: "col" }, words.whose),
            ...KINDS.map((kind) => make("th", { scope: "col" }, words[`${kind}Head`])))),
          make("tbody", {},
            ...found.map((period) => line(this.label(period), KINDS.map((kind) => this.cell(period[kind], head(kind))), { class: "own" })),
            ...of.beside.map((each) => line(each.label, cells(each))),
            line(of.estimate.label, [make("td", { colspan: 2 }, of.estimate.said)])))),
      missing.length && make("p", {}, filled(words.missing, { months: listed(missing) })),
      few && make("p", { class: "own-small" }, words.few),
      make("p", { class: "own-notes" }, filled(words.notes, { children: of.children })),
    ].filter(Boolean);
  }

  label({ from, to, months }) {
    const when = from === to ? monthWords(from) : `${monthWords(from)} to ${monthWords(to)}`;
    return filled(months === 1 ? this.facts.words.yoursOne : this.facts.words.yours, { when, months });
  }

  // Count and limits over children and over the part of a year: division and a look-up, no more.
  cell(sum, head) {
    const { words, low, high, lines } = this.facts;
    if (!sum) return make("td", head, words.none);
    const year = (this.of.count * sum.months) / 12;
    const said = (value) => rate((1000 * value) / year, lines);
    const range = sum.count < low.length
      ? filled(words.range, { low: said(low[sum.count]), high: said(high[sum.count]) })
      : words.noRange;
    return make("td", head, make("strong", {}, filled(words.yearly, { rate: said(sum.count) })), ` ${range}`,
      make("span", {}, filled(sum.months === 1 ? words.soFarOne : words.soFar, {
        count: sum.count.toLocaleString("en-GB"), months: sum.months, rate: rate((1000 * sum.count) / this.of.count, lines) })));
  }
}

// As words.rate has it: two decimals, more where they would print 0 or a line of "very low" above
// the value, and 0 for nothing.
function rate(value, lines) {
  if (!value) return "0";
  const above = lines.find((line) => line > value) ?? Infinity;
  const texts = [2, 3, 4, 5, 6].map((decimals) => value.toFixed(decimals));
  return texts.find((text) => +text > 0 && +text < above) ?? texts.at(-1);
}

// Months as spans: "June 2025, August 2025 to October 2025".
function listed(months) {
  const spans = [];
  for (const at of months) {
    if (spans.length && spans.at(-1)[1] === at - 1) spans.at(-1)[1] = at;
    else spans.push([at, at]);
  }
  return spans.map(([from, to]) => (from === to ? monthWords(from) : `${monthWords(from)} to ${monthWords(to)}`)).join(", ");
}

if (!customElements.get("own-numbers")) customElements.define("own-numbers", OwnNumbers);
