// What a part of a page shows when it has nothing to show yet.
import { h, button, icon } from "./dom.js";

export const waiting = (label) =>
  h("div", { class: "skeleton", role: "status", "aria-label": label }, [1, 2, 3, 4, 5].map((n) => h("div", { class: `bone bone-${n}` })));

export function failed(failure, again) {
  const forbidden = failure.status === 403;
  return h("div", { class: "empty failed", role: "alert" }, icon("warn"),
    h("h2", {}, forbidden ? "Your token does not allow this" : "This could not be loaded"),
    h("p", { class: "muted" }, failure.message),
    again ? button("Try again", { onclick: again }) : null);
}
