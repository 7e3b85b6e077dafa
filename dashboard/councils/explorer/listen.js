// What the explorer hears from outside itself: its size, the address, the keys and presses of the page.

// Returns how to stop hearing.
export function listen(app) {
  const resized = new ResizeObserver(() => app.drawing.measure());
  resized.observe(app.drawing.main.both);
  const forced = matchMedia("(forced-colors: active)");
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
  forced.addEventListener("change", redraw);
  addEventListener("popstate", address);
  addEventListener("beforeprint", print);
  addEventListener("afterprint", print);
  document.addEventListener("pointerdown", away);
  document.addEventListener("keydown", escape);
  return () => {
    resized.disconnect();
    forced.removeEventListener("change", redraw);
    removeEventListener("popstate", address);
    removeEventListener("beforeprint", print);
    removeEventListener("afterprint", print);
    document.removeEventListener("pointerdown", away);
    document.removeEventListener("keydown", escape);
  };
}
