// Dialogs on the browser's own <dialog>: it keeps the focus inside, closes on Escape and gives the focus back.
import { h, button, icon } from "./dom.js";

let count = 0;

/** Shows a dialog; settles with what it was closed with, undefined if it was dismissed. build(close) gives its content. */
export function dialog(title, build, { wide = false } = {}) {
  return new Promise((resolve) => {
    const id = `dialog-${++count}`;
    let result;
    const close = (value) => {
      result = value;
      element.close();
    };
    const content = h("div", { class: "dialog-body" });
    const element = h("dialog", { "aria-labelledby": id, class: wide ? "wide" : "", onclose: () => {
      element.remove();
      resolve(result);
    } },
    h("div", { class: "dialog-head" },
      h("h2", { id }, title),
      h("button", { type: "button", class: "icon-button", "aria-label": "Close", onclick: () => close() }, icon("close"))),
    content);
    content.append(...[build(close)].flat());
    document.body.append(element);
    element.showModal();
    (element.querySelector("[autofocus]") ?? element.querySelector("input, textarea, button.primary, button.danger"))?.focus();
  });
}

/** The row of buttons at the end of a dialog. */
export const actions = (...buttons) => h("div", { class: "dialog-actions" }, ...buttons);

export const cancel = (close, label = "Cancel", attributes = {}) => button(label, { onclick: () => close(), ...attributes });

/** A labelled input with room for what is wrong with it. */
export function field(name, label, attributes = {}) {
  const id = `field-${name}-${++count}`;
  const hint = h("p", { class: "field-fault", id: `${id}-fault`, hidden: true });
  const tag = attributes.rows ? "textarea" : "input";
  const input = h(tag, { id, name, autocomplete: "off", spellcheck: "false", "aria-describedby": `${id}-fault`, ...attributes });
  const element = h("div", { class: "field" }, h("label", { for: id }, label), input, hint);
  return {
    name,
    element,
    input,
    fault(text) {
      hint.textContent = text ?? "";
      hint.hidden = !text;
      input.toggleAttribute("aria-invalid", false);
      if (text) input.setAttribute("aria-invalid", "true");
    },
  };
}

/** Puts a refusal where it belongs: at its fields, or into the form's own line. */
export function showRefusal(failure, fields, line) {
  for (const one of fields) one.fault(null);
  const rest = [];
  for (const error of failure.errors ?? []) {
    const found = fields.find((one) => error.pointer === `#/${one.name}`);
    if (found) found.fault(`This ${error.detail}.`);
    else rest.push(error.detail);
  }
  const email = fields.find((one) => one.name === "email");
  if (failure.code === "EMAIL_TAKEN" && email) email.fault("Another user has this e-mail address.");
  const marked = fields.find((one) => one.input.getAttribute("aria-invalid") === "true");
  line.textContent = marked && !rest.length ? "" : rest.join(" ") || failure.message;
  line.hidden = !line.textContent;
  (marked?.input ?? line).focus();
}

export const faultLine = () => h("p", { class: "form-fault", role: "alert", tabindex: "-1", hidden: true });

/** Keeps a button from being pressed twice while its action runs. */
export async function busy(pressed, action) {
  if (pressed.getAttribute("aria-disabled") === "true") return;
  pressed.setAttribute("aria-disabled", "true");
  pressed.classList.add("busy");
  try {
    await action();
  } finally {
    pressed.removeAttribute("aria-disabled");
    pressed.classList.remove("busy");
  }
}
