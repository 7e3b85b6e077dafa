// The table of councils, as markup.py writes tables: the symbols explained, a frame that scrolls,
// a caption, a heading for each row. The frame stays from year to year, so focus and place do too.
//
// cells: {caption, columns: [[label, isNumber]], symbols: {symbol: meaning},
//         names: {code: [name, slug]}, years: {year: [[code, cell, ...]]}}

function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

export function draw(place, cells, { year, hidden }) {
  if (!place.querySelector("table")) {
    const table = make("table", {}, make("caption"), make("thead"), make("tbody"));
    place.replaceChildren(
      make("p", { class: "symbols" }),
      make("div", { class: "table-frame", role: "region", tabindex: 0 }, table),
    );
  }
  const [symbols, frame] = place.children;
  const [caption, head, body] = frame.firstChild.children;
  const rows = cells.years[year].filter(([code]) => !hidden.includes(code));
  const seen = Object.entries(cells.symbols).filter(([symbol]) =>
    rows.some((row) => row.some((text) => text.includes(symbol))),
  );
  symbols.textContent = seen.map(([symbol, meaning]) => `${symbol} ${meaning}`).join("; ");
  if (seen.length) symbols.textContent += ".";
  caption.textContent = cells.caption.replace("{year}", year);
  frame.setAttribute("aria-label", caption.textContent);
  const headings = [["Council", false], ...cells.columns];
  const kind = (isNumber) => (isNumber ? { class: "number" } : {});
  head.replaceChildren(
    make("tr", {}, ...headings.map(([label, isNumber]) =>
      make("th", { scope: "col", ...kind(isNumber) }, label))),
  );
  body.replaceChildren(...rows.map(([code, ...texts]) => {
    const [name, slug] = cells.names[code];
    const link = make("a", { href: `council?council=${slug}`, target: "_self" }, name);
    return make("tr", {}, make("th", { scope: "row" }, link),
      ...texts.map((text, n) => make("td", kind(cells.columns[n][1]), text)));
  }));
}
