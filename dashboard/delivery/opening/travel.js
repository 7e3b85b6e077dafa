// Choices travel: a link in the head of a page takes the reader's council, year, line of "very low"
// and estimate with it. What a newcomer gets wrong: the head stands in the page's HTML and is the same
// for all, so what the address says is put into a link when a reader comes to it.
const TRAVEL = ["council", "year", "threshold", "estimate", "wales"];
const bound = ({ target }) => {
  const link = target.closest?.(".site-head nav a, .site-head a.name");
  if (!link) return;
  const there = new URL((link.dataset.plain ??= link.href));
  const here = new URLSearchParams(location.search);
  for (const name of TRAVEL) if (here.has(name)) there.searchParams.set(name, here.get(name));
  link.href = there.href;
};
for (const kind of ["pointerdown", "focusin", "click"]) document.addEventListener(kind, bound, true);
