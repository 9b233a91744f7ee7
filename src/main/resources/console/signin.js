// Asks for a bearer token. It is kept in memory alone: a reload of the page asks again.
import { h, button } from "./dom.js";
import { setToken } from "./api.js";
import { actions, cancel, dialog, field } from "./dialog.js";

export async function signIn() {
  const token = await dialog("Sign in", (close) => {
    const input = field("token", "Bearer token", { type: "password", required: true, autofocus: true });
    const submit = (event) => {
      event.preventDefault();
      const value = input.input.value.trim().replace(/^Bearer\s+/i, "");
      if (value) close(value);
      else input.fault("A token is needed.");
    };
    return h("form", { onsubmit: submit, novalidate: true },
      h("p", { class: "muted" }, "This service wants to know who you are. Paste an access token from your identity provider; it stays in this window's memory alone, and a reload forgets it."),
      input.element,
      actions(cancel(close), button("Sign in", { type: "submit", class: "primary" })));
  });
  if (token) setToken(token);
  return token !== undefined;
}
