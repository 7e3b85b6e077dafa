// Three squares to scale, one above what it stands for: of each 1,000 children, how many are
// estimated to be abused in a year, how many assessments recorded it, how many plans began. Their sides
// are worked out in councils/squares.py. A suppressed number is dashed, at the largest it can be; a
// missing one is an empty outline with its word.
//
// A listener hears the sentence that stands with it instead.
// parts: [{name, said, value, status, side}], the estimate first; a side of 0 is a printed 0.

import { make } from "../dom.js";

const LARGEST = 78;

export const squares = (parts) =>
  make(
    "ul",
    { class: "squares", "aria-hidden": "true" },
    ...parts.map(({ name, said, status, side }) => {
      const drawn = side
        ? make("rect", { x: 1, y: LARGEST + 1 - side, width: side, height: side, class: status })
        : make("line", { x1: 0, x2: 14, y1: LARGEST + 1, y2: LARGEST + 1, class: "nought" });
      const frame = { width: Math.max(side, 14) + 2, height: LARGEST + 2 };
      return make(
        "li",
        {},
        make("svg", { ...frame, "aria-hidden": "true", focusable: "false" }, drawn),
        make("strong", {}, said),
        make("span", {}, name),
      );
    }),
  );
