// start.json made ready: councils by their name in addresses, by series and by code. They come sorted
// by name, so that nothing here compares words: a browser takes 10 ms to learn how.

export function prepared(start) {
  const slugs = new Map(start.councils.map((council) => [council.slug, council]));
  const series = new Map(start.councils.map((council) => [council.series, council]));
  const areas = {};
  start.councils.forEach((council, place) => {
    for (const code of council.codes) areas[code] = { ...council, place };
  });
  // A link pinned to other figures than these says so.
  const moved = (pinned) =>
    pinned && pinned.toLowerCase() !== start.version ? start.words.otherVersion : "";
  return { ...start, slugs, series, areas, moved };
}
