// What the explorer hears from outside itself: its size, the address, the keys and presses of the page.

// Returns how to stop hearing.
export function listen(app) {
  const resized = new ResizeObserver(() => app.drawing.measure());
  resized.observe(app.drawing.main.both);
  const redraw = () => app.view && app.draw();
  const address = () => app.start && app.readAddress();
  const away = (event) => {
    for (const menu of app.root.querySelectorAll(".menu[open]"))
      if (!event.composedPath().includes(menu)) menu.open = false;
  };
  // Escape puts the label away, and closes a menu, wherever the focus is.
  const escape = (event) => {
    if (event.key !== "Escape") return;
    app.label.hide();
    for (const menu of app.root.querySelectorAll(".menu[open]")) {
      menu.open = false;
      menu.firstChild.focus();
    }
  };
  const print = (event) => app.view && app.drawing.forPaper(event.type === "beforeprint");
  const hearing = new AbortController();
  const hear = (from, name, heard) => from.addEventListener(name, heard, { signal: hearing.signal });
  hear(matchMedia("(forced-colors: active)"), "change", redraw);
  hear(window, "popstate", address);
  hear(window, "beforeprint", print);
  hear(window, "afterprint", print);
  hear(document, "pointerdown", away);
  hear(document, "keydown", escape);
  return () => {
    resized.disconnect();
    hearing.abort();
  };
}
