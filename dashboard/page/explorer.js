// Takes the page's <council-explorer> in. What a newcomer gets wrong: this runs again with every run of
// the page, and the node must then be left alone.
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
  const focused = node.shadowRoot?.activeElement;
  const [scrolled, panel] = [look?.scrollTop ?? 0, node.shadowRoot?.querySelector(".panel")?.scrollTop];
  // A browser that can moves the node without taking it out, so that nothing in it notices.
  try {
    place.moveBefore(node, null);
  } catch {
    place.append(node);
  }
  look?.remove();
  document.querySelector(".stMain")?.scrollTo(0, scrolled);
  if (panel) node.shadowRoot.querySelector(".panel").scrollTop = panel;
  if (focused && node.shadowRoot.activeElement !== focused) focused.focus({ preventScroll: true });
};
