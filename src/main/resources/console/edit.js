// The dialogs that change a user. Each change is sent with the version it was made for; who was overtaken decides.
import { h, button, icon, toast } from "./dom.js";
import { newKey, users } from "./api.js";
import { actions, busy, cancel, dialog, faultLine, field, showRefusal } from "./dialog.js";
import { actor, fieldLabel, nameOf, time, typeLabel } from "./format.js";

const PROFILE = ["firstName", "lastName", "email"];

const inputs = (user) => [
  field("firstName", "First name", { value: user.firstName ?? "", maxlength: 200, autofocus: true }),
  field("lastName", "Last name", { value: user.lastName ?? "", maxlength: 200 }),
  field("email", "E-mail", { value: user.email ?? "", type: "text", inputmode: "email", maxlength: 320 }),
];

const valuesOf = (fields) => Object.fromEntries(fields.map((one) => [one.name, one.input.value]));

/** A command keeps its key for as long as it says the same, so that a second press never acts twice. */
function keyed() {
  let content;
  let key;
  return (value) => {
    const now = JSON.stringify(value);
    if (now !== content) [content, key] = [now, newKey()];
    return key;
  };
}

export function createUser() {
  return dialog("New user", (close) => {
    const fields = inputs({});
    const line = faultLine();
    const keyFor = keyed();
    const save = button("Create user", { type: "submit", class: "primary" });
    const submit = (event) => {
      event.preventDefault();
      busy(save, async () => {
        const values = valuesOf(fields);
        try {
          const user = await users.create(values, keyFor(values));
          toast(`${nameOf(user)} was created`);
          close(user);
        } catch (failure) {
          showRefusal(failure, fields, line);
        }
      });
    };
    return h("form", { onsubmit: submit, novalidate: true }, fields.map((one) => one.element), line, actions(cancel(close), save));
  });
}

export function editUser(user) {
  return dialog("Edit user", (close) => {
    const place = h("div");
    const open = (base, draft) => place.replaceChildren(form(base, draft, close, (mine, fields) => overtaken(user.userId, base, mine, fields, open, close, place)));
    open(user, user);
    return place;
  });
}

const changesOf = (base, values) => Object.fromEntries(Object.entries(values).filter(([name, value]) => value !== base[name]));

function form(base, draft, close, onOvertaken) {
  const fields = inputs(draft);
  const line = faultLine();
  const keyFor = keyed();
  const save = button("Save", { type: "submit", class: "primary" });
  const submit = (event) => {
    event.preventDefault();
    busy(save, async () => {
      const changes = changesOf(base, valuesOf(fields));
      if (!Object.keys(changes).length) return close();
      try {
        close(await saved(base, changes, keyFor([changes, base.etag])));
      } catch (failure) {
        if (failure.status === 412) await onOvertaken(changes, { fields, line });
        else showRefusal(failure, fields, line);
      }
    });
  };
  return h("form", { onsubmit: submit, novalidate: true }, fields.map((one) => one.element), line, actions(cancel(close), save));
}

async function saved(base, changes, key) {
  const user = await users.patch(base.userId, changes, base.etag, key);
  toast(`${nameOf(user)} was saved`);
  return user;
}

/** Somebody else was faster: shows what they did beside what was meant, and asks. */
async function overtaken(userId, base, mine, { fields, line }, open, close, place) {
  try {
    const now = await users.get(userId);
    const since = await eventsSince(userId, base.version);
    place.replaceChildren(conflict(base, now, mine, since, open, close));
    place.querySelector("h3").focus();
  } catch (failure) {
    const gone = failure.status === 404 ? { message: "This user has been deleted meanwhile." } : failure;
    showRefusal(gone, fields, line);
  }
}

async function eventsSince(userId, version) {
  const found = [];
  let cursor;
  do {
    const page = await users.history(userId, cursor);
    found.push(...page.items.filter((event) => event.version > version));
    cursor = page.nextCursor;
  } while (cursor);
  return found;
}

export const whatHappened = (events) =>
  h("ul", { class: "since" }, events.slice(-5).map((event) => h("li", {}, typeLabel(event.type), " by ", actor(event.actor), ", ", time(event.at))));

function conflict(base, now, mine, since, open, close) {
  const line = faultLine();
  const keyFor = keyed();
  const chosen = { ...mine };
  const touched = PROFILE.filter((name) => name in mine || base[name] !== now[name]);
  const save = button("Save", { class: "primary" });
  save.addEventListener("click", () => busy(save, async () => {
    const changes = changesOf(now, { ...now, ...chosen });
    const wanted = Object.fromEntries(PROFILE.filter((name) => name in changes).map((name) => [name, changes[name]]));
    if (!Object.keys(wanted).length) return close(now);
    try {
      close(await saved(now, wanted, keyFor([wanted, now.etag])));
    } catch (failure) {
      if (failure.status === 412 || failure.errors?.length || failure.code === "EMAIL_TAKEN") open(now, { ...now, ...chosen });
      else showRefusal(failure, [], line);
    }
  }));
  return h("div", { class: "conflict" },
    h("div", { class: "callout warn" }, icon("warn"),
      h("div", {}, h("h3", { tabindex: "-1" }, "Somebody changed this user while you were editing"), whatHappened(since))),
    touched.map((name) => choice(name, base, now, mine, chosen)),
    line,
    actions(
      cancel(close, "Discard mine"),
      button("Edit again", { onclick: () => open(now, { ...now, ...chosen }) }),
      save));
}

/** One field of the conflict. Where only one side changed it there is nothing to choose. */
function choice(name, base, now, mine, chosen) {
  const theirs = base[name] !== now[name];
  const ours = name in mine;
  if (theirs && ours && now[name] !== mine[name]) {
    const radio = (label, value, checked) => h("label", { class: "option" },
      h("input", { type: "radio", name: `choice-${name}`, checked, onchange: () => (chosen[name] = value) }),
      h("span", { class: "option-who" }, label), h("span", { class: "option-value" }, value));
    return h("fieldset", { class: "choice" }, h("legend", {}, fieldLabel(name), h("span", { class: "muted" }, ` was ${base[name]}`)),
      radio("Theirs", now[name], false), radio("Yours", mine[name], true));
  }
  return h("div", { class: "choice" }, h("p", { class: "legend" }, fieldLabel(name), h("span", { class: "muted" }, ` was ${base[name]}`)),
    h("p", { class: "option still" }, h("span", { class: "option-who" }, ours ? "Yours" : "Theirs"), h("span", { class: "option-value" }, ours ? mine[name] : now[name])));
}

/** A change that needs a yes. If the user has a newer version than the one on the screen, says so and asks once more. */
function confirmed(user, title, text, label, kind, act, extra = null) {
  return dialog(title, (close) => {
    const line = faultLine();
    const keyFor = keyed();
    const news = h("div");
    let etag = user.etag;
    const yes = button(label, { class: kind });
    yes.addEventListener("click", () => busy(yes, async () => {
      try {
        close((await act(etag, keyFor([etag, extra?.input.value]))) ?? true);
      } catch (failure) {
        if (failure.status !== 412) return showRefusal(failure, extra ? [extra] : [], line);
        await tellNews();
      }
    }));
    const tellNews = async () => {
      try {
        const now = await users.get(user.userId);
        etag = now.etag;
        const since = await eventsSince(user.userId, user.version);
        news.replaceChildren(h("div", { class: "callout warn", role: "alert" }, icon("warn"),
          h("div", {}, h("h3", {}, "Somebody changed this user meanwhile"), whatHappened(since), h("p", {}, `It is now ${nameOf(now)}, ${now.email}, ${now.status}. Press again if you still want to.`))));
      } catch (failure) {
        showRefusal(failure.status === 404 ? { message: "This user has been deleted meanwhile." } : failure, [], line);
      }
    };
    return h("div", {}, h("p", {}, text), extra?.element, news, line, actions(cancel(close, "Cancel", { autofocus: !extra }), yes));
  });
}

export function suspendUser(user) {
  const reason = field("reason", "Reason (optional)", { rows: 3, maxlength: 500, autofocus: true });
  return confirmed(user, `Suspend ${nameOf(user)}?`, "The user is kept, marked as suspended, until somebody reactivates it.", "Suspend", "primary", async (etag, key) => {
    const text = reason.input.value.trim();
    const suspended = await users.suspend(user.userId, text ? { reason: text } : {}, etag, key);
    toast(`${nameOf(user)} is suspended`);
    return suspended;
  }, reason);
}

export function reactivateUser(user) {
  return confirmed(user, `Reactivate ${nameOf(user)}?`, "The user becomes active again.", "Reactivate", "primary", async (etag, key) => {
    const active = await users.reactivate(user.userId, etag, key);
    toast(`${nameOf(user)} is active again`);
    return active;
  });
}

export function deleteUser(user) {
  return confirmed(user, `Delete ${nameOf(user)}?`, `${nameOf(user)} (${user.email}) will no longer exist, and the address will be free for others. This can't be undone.`, "Delete user", "danger", async (etag, key) => {
    await users.remove(user.userId, etag, key);
    toast(`${nameOf(user)} was deleted`);
    return true;
  });
}
