// Elements made and changed. Words are only ever set as text, so nothing in an address or a file can
// become markup.

const SVG_ELEMENTS = "svg g path rect line circle defs pattern text tspan title desc image".split(" ");

export function make(name, attributes = {}, ...children) {
  const element = SVG_ELEMENTS.includes(name)
    ? document.createElementNS("http://www.w3.org/2000/svg", name)
    : document.createElement(name);
  set(element, attributes);
  element.append(...children);
  return element;
}

// false, null and undefined take an attribute away; what is already right is left alone.
export function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value == null) element.removeAttribute(name);
    else if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value);
  }
}

export function button(text, label, act, attributes = {}) {
  const made = make("button", { type: "button", "aria-label": label, ...attributes }, text);
  made.addEventListener("click", act);
  return made;
}

// A control with its label above or before it.
export const labelled = (words, control, attributes = {}) =>
  make("label", attributes, make("span", {}, words), control);

export const link = (words, href, attributes = {}) => make("a", { href, ...attributes }, words);

// "{few} of {all}" with its names replaced; a name that nobody gave stays to be seen.
export const filled = (template, values) =>
  template.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

// Words for the first use of each abbreviation below `root`; `meanings` is by name, `pattern` finds
// them. What is explained already is left alone.
export function explain(root, { meanings, pattern }) {
  const seen = new Set([...root.querySelectorAll("abbr")].map((each) => each.textContent));
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const at = walker.currentNode;
    if (!at.parentElement.closest("abbr, svg, option, .to-copy")) found.push(at);
  }
  for (const text of found) {
    const parts = text.data.split(RegExp(`(${pattern})`));
    const made = parts.map((part, place) => {
      if (place % 2 === 0 || seen.has(part)) return part;
      seen.add(part);
      return make("abbr", { title: meanings[part] }, part);
    });
    if (made.some((each) => typeof each !== "string")) text.replaceWith(...made);
  }
}

export const said = (count, one, many) => `${count} ${count === 1 ? one : many}`;
