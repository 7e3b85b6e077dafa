// The foot of an embed: the council chosen in a line, source and caveat, and the link back. An embed is
// a guest in another's page: it has no navigation, leaves the page's history alone, and opens elsewhere.

import { link, make } from "../dom.js";
import { written } from "../address.js";

export class EmbedFoot {
  constructor(app) {
    this.app = app;
    this.chosen = make("p", { class: "chosen" });
    this.back = link("", "", { target: "_blank", rel: "noopener" });
    this.source = make("p", { class: "small" });
    this.element = make("footer", { class: "embed-foot" }, this.chosen, this.back, this.source);
  }

  draw(view) {
    const { app } = this;
    const { links, start, kind } = app;
    this.chosen.textContent = view.code ? `${view.sentence(view.code)}.` : "Choose a council on the map.";
    this.chosen.hidden = kind === "council";
    this.back.href = links.here + written(app.state, start, "");
    this.back.textContent = kind === "council" && view.council
      ? `${view.council.label} on the map: ${start.words.site}`
      : `The whole map: ${start.words.site}`;
    this.source.textContent = `${start.words.caveatShort}. ${start.words.sourceShort}`;
  }
}
