// start.json made ready: councils by their name in addresses, by series and by code.

export function prepared(start) {
  const slugs = new Map(start.councils.map((council) => [council.slug, council]));
  const series = new Map(start.councils.map((council) => [council.series, council]));
  const areas = {};
  for (const council of start.councils) for (const code of council.codes) areas[code] = council;
  // A link pinned to other figures than these says so.
  const moved = (pinned) =>
    pinned && pinned.toLowerCase() !== start.version ? start.words.otherVersion : "";
  return { ...start, slugs, series, areas, moved };
}
