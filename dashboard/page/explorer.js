// Takes the page's <council-explorer> in. What a newcomer gets wrong: this runs again with every run
// of the page, and the node must then be left alone. It is moved by append(), which loses focus and
// places scrolled to; moveBefore() would keep them, but a browser then counts the whole page as moved.
export default ({ parentElement, data }) => {
  const place = parentElement.querySelector(".explorer-place");
  if (place.querySelector("council-explorer")) return;
  const look = document.getElementById("first-look");
  let node = look?.querySelector("council-explorer");
  if (!node) {
    node = document.createRange().createContextualFragment(data.element).firstElementChild;
    node.setAttribute("addresses", JSON.stringify(data.addresses));
    if (!customElements.get("council-explorer"))
      document.head.append(Object.assign(document.createElement("script"), { src: data.script }));
  }
  const inside = node.shadowRoot;
  const focused = inside?.activeElement;
  const caret = focused?.selectionStart;
  const putAway = node.label?.hidden;
  const scrolled = [...(inside?.querySelectorAll(".panel, .frame-of-table") ?? [])].map(
    (each) => [each, each.scrollTop, each.scrollLeft],
  );
  const top = look?.scrollTop ?? 0;
  place.append(node);
  look?.remove();
  document.querySelector(".stMain")?.scrollTo(0, top);
  for (const [each, down, across] of scrolled) each.scrollTo(across, down);
  if (node.panel?.isComing) node.panel.comeIntoView(); // to be moved ended its journey
  focused?.focus({ preventScroll: true });
  if (putAway) node.label.hide(); // it does not come back with the focus
  if (caret != null) focused.setSelectionRange(caret, caret);
};
