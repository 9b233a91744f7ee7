// A user's history, newest first: who, when, and what each event changed.
import { h } from "./dom.js";
import { actor, count, fieldLabel, time, typeBadge, typeClass } from "./format.js";

const SHOWN = 100;

export function timeline(select) {
  const list = h("ol", { class: "timeline", "aria-label": "History, newest first" });
  const title = h("h2", {}, "History");
  const more = h("p", { class: "muted" });
  const element = h("section", { class: "card history" }, title, list, more);
  let drawn = [];

  function update(history, shown) {
    if (history.length !== drawn.length) {
      const before = drawn.length;
      drawn = history;
      list.replaceChildren(...history.slice(-SHOWN).reverse().map((event, i) => item(event, before && i < history.length - before)));
      title.textContent = `History (${count(history.length, "event")})`;
      more.textContent = history.length > SHOWN ? `The latest ${SHOWN} are shown. The slider reaches all.` : "";
    }
    const current = shown ?? history.at(-1)?.version;
    for (const one of list.children) {
      const is = Number(one.dataset.version) === current;
      one.classList.toggle("current", is);
      one.querySelector("button").setAttribute("aria-current", is ? "true" : "false");
    }
  }

  const item = (event, fresh) =>
    h("li", { "data-version": event.version, class: `${typeClass(event.type)}${fresh ? " fresh" : ""}` },
      h("div", { class: "timeline-head" }, typeBadge(event.type),
        h("button", { type: "button", class: "link", onclick: () => select(event.version) }, h("span", { class: "hidden-text" }, "Show "), `version ${event.version}`)),
      h("p", { class: "muted" }, "by ", h("span", { class: "actor" }, actor(event.actor)), ", ", time(event.at)),
      differences(event));

  return { element, update };
}

function differences(event) {
  if (!event.differences.length) return null;
  return h("dl", { class: "differences" }, event.differences.map(({ field, from, to }) =>
    h("div", {}, h("dt", {}, fieldLabel(field)),
      h("dd", {}, from === undefined ? null : [h("del", {}, from), h("span", { class: "arrow", "aria-hidden": "true" }, " → ")], h("ins", {}, to)))));
}
