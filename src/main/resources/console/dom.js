// Builds the page. All text goes in as text nodes, so nothing that a user is called can become markup.

/** h("a", {href: "#/users", class: "quiet", onclick: go}, "Users", icon("next")) */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) set(element, name, value);
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

function set(element, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
  else if (name === "value" || name === "checked") element[name] = value;
  else element.setAttribute(name, value === true ? "" : value);
}

const SVG = "http://www.w3.org/2000/svg";

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `/console/icons.svg#${name}`);
  svg.append(use);
  return svg;
}

export const button = (label, attributes, ...before) => h("button", { type: "button", ...attributes }, ...before, label);

/** Changes a part of the page; who had the focus in it (by data-key) has it afterwards. */
export function keepingFocus(container, change) {
  const key = container.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  change();
  if (key && !container.contains(document.activeElement)) {
    container.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus();
  }
}

/** Tells those who listen to the page instead of looking at it. */
export function say(text) {
  document.getElementById("said").textContent = text;
}

/** A short message at the edge of the page. */
export function toast(text, kind = "good") {
  const message = h("div", { class: `toast ${kind}` }, icon(kind === "good" ? "check" : "warn"), h("span", {}, text));
  document.getElementById("toasts").append(message);
  setTimeout(() => message.remove(), kind === "good" ? 5000 : 9000);
}

/** Calls at most once per pause, and once more if it was asked to in between. */
export function throttled(action, delay, pause) {
  let timer = null;
  let last = 0;
  const request = () => {
    timer ??= setTimeout(() => {
      timer = null;
      last = performance.now();
      action();
    }, Math.max(delay, last + pause - performance.now()));
  };
  request.cancel = () => {
    clearTimeout(timer);
    timer = null;
  };
  return request;
}

export function debounced(action, delay) {
  let timer;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => action(...values), delay);
  };
}
