// Three squares to scale, one above what it stands for: of each 1,000 children, how many are
// estimated to be abused in a year, how many assessments recorded it, how many plans began. Areas are
// to scale. A suppressed number is dashed, at the largest it can be; a missing one is an empty outline
// with its word.
//
// parts: [{name, said, value, status}], the estimate first; of each 1,000 children, `value` the most
// it can be where status is "hidden", null where nothing bounds it.

import { make } from "../dom.js";

const LARGEST = 78;
const OUTLINE = 22; // of a number that has no size

export function squares(parts) {
  const most = Math.max(...parts.map((part) => part.value ?? 0));
  return make(
    "ul",
    { class: "squares" },
    ...parts.map((part) => {
      const known = part.value != null;
      // What can be seen of a number above nothing, to scale from 1.5 pixels up.
      const side = known ? LARGEST * Math.sqrt(part.value / most) : OUTLINE;
      const size = part.value === 0 ? 0 : Math.max(side, 1.5);
      const at = { x: 1, y: LARGEST + 1 - size, width: size, height: size, class: part.status };
      const drawn = size
        ? make("rect", at)
        : make("line", { x1: 0, x2: 14, y1: LARGEST + 1, y2: LARGEST + 1, class: "nought" });
      return make(
        "li",
        {},
        make(
          "svg",
          { width: Math.max(size, 14) + 2, height: LARGEST + 2, "aria-hidden": "true", focusable: "false" },
          drawn,
        ),
        make("strong", {}, part.said),
        make("span", {}, part.name),
      );
    }),
  );
}
