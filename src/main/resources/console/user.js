// The page of one user: what it is now, what happened to it, and what it was at any version.
import { h, button, debounced, icon, keepingFocus, say, throttled, toast } from "./dom.js";
import { users } from "./api.js";
import { follow } from "./feed.js";
import { avatar, count, nameOf, status, time, withDifferences } from "./format.js";
import { deleteUser, editUser, reactivateUser, suspendUser } from "./edit.js";
import { failed, waiting } from "./states.js";
import { timeline } from "./timeline.js";

const MOST_EVENTS = 2000;

export function userPage(userId) {
  const abort = new AbortController();
  const past = new Map();
  let user = null; // as it is now; null: deleted
  let history = [];
  let shown = null; // the version on the screen; null: now
  let loaded = false;
  const content = h("div", {}, waiting("Loading the user"));
  const element = h("div", { class: "page" },
    h("a", { class: "back", href: "#/users" }, icon("back"), "All users"), content);

  async function load() {
    try {
      const [now, events] = await Promise.all([current(), wholeHistory()]);
      if (!now && !events.length) return content.replaceChildren(unknown());
      const newer = loaded && history.length < events.length;
      user = now;
      history = withDifferences(events);
      loaded = true;
      if (newer && shown === null) say(`${count(events.length, "event")} in the history now`);
      draw();
    } catch (failure) {
      if (failure.name !== "AbortError" && !loaded) content.replaceChildren(failed(failure, load));
    }
  }

  async function current() {
    try {
      return await users.get(userId, abort.signal);
    } catch (failure) {
      if (failure.status === 404) return null;
      throw failure;
    }
  }

  async function wholeHistory() {
    const found = [];
    let cursor;
    try {
      do {
        const page = await users.history(userId, cursor, abort.signal);
        found.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor && found.length < MOST_EVENTS);
    } catch (failure) {
      if (failure.status !== 404) throw failure;
    }
    return found;
  }

  const newest = () => history.at(-1)?.version ?? user.version;

  // ---- what is on the screen

  let head;
  let actions;
  let travel;
  let state;
  let line;

  function draw() {
    if (!head) {
      [head, travel, state, line] = [h("header", { class: "user-head" }), timeTravel(), h("section", { class: "card state", "aria-labelledby": "state-title" }), timeline(select)];
      content.replaceChildren(head, h("div", { class: "columns" }, h("div", { class: "column" }, travel.element, state), line.element));
    }
    drawHead();
    travel.update();
    line.update(history, shown);
    drawState(shown === null ? user : past.get(shown));
  }

  function drawHead() {
    const who = user ?? lastKnown();
    const title = h("div", { class: "user-title" },
      h("h1", { tabindex: "-1", "data-key": "name" }, nameOf(who)),
      h("p", { class: "muted" }, status(user?.status ?? "deleted"), user ? h("span", { class: "email" }, user.email) : h("span", {}, "This user no longer exists. Its history does.")));
    const before = actions;
    const now = actionsFor(user?.status);
    keepingFocus(head, () => {
      for (const part of [...head.children]) if (part !== now) part.remove();
      head.prepend(avatar(who, "large"), title);
      if (before !== now) head.append(now);
    });
  }

  // The same buttons as long as they fit: news of the user must not take one from under the pointer or the focus.
  function actionsFor(status) {
    if ((status ?? "deleted") === actions?.dataset.status) return actions;
    actions = h("div", { class: "user-actions", "data-status": status ?? "deleted" }, status ? [
      button("Edit", { class: "primary", "data-key": "edit", onclick: act(editUser) }, icon("edit")),
      status === "suspended"
        ? button("Reactivate", { "data-key": "status", onclick: act(reactivateUser) }, icon("check"))
        : button("Suspend", { "data-key": "status", onclick: act(suspendUser) }, icon("ban")),
      button("Delete", { class: "danger-quiet", "data-key": "delete", onclick: act(deleteUser) }, icon("trash"))] : []);
    return actions;
  }

  const act = (dialog) => async () => {
    if (await dialog(user)) {
      shown = null;
      await load();
      (head.querySelector("[data-key=edit]") ?? head.querySelector("h1")).focus();
    }
  };

  const lastKnown = () => Object.assign({ userId, firstName: "", lastName: "" }, ...history.map((event) => event.changes));

  function timeTravel() {
    const slider = h("input", { type: "range", id: "version", min: 1, step: 1, "aria-describedby": "version-when" });
    const output = h("output", { for: "version", class: "version" });
    const when = h("p", { class: "muted when", id: "version-when" });
    const back = button("Back to now", { class: "quiet", onclick: () => {
      select(null);
      slider.focus();
    } });
    slider.addEventListener("input", () => select(Number(slider.value) === newest() ? null : Number(slider.value)));
    return {
      element: h("section", { class: "card travel" }, h("div", { class: "travel-head" }, h("label", { for: "version" }, "Version"), output, back), slider, when),
      update() {
        const version = shown ?? newest();
        const event = history.find((one) => one.version === version);
        slider.max = newest();
        slider.value = version;
        slider.disabled = newest() === 1;
        slider.setAttribute("aria-valuetext", `Version ${version} of ${newest()}`);
        output.textContent = `${version} of ${newest()}`;
        back.hidden = shown === null;
        when.replaceChildren(...(event ? [shown === null ? "Now. Last changed " : "As it was ", time(event.at)] : []));
      },
    };
  }

  function select(version) {
    shown = version === newest() ? null : version;
    travel.update();
    line.update(history, shown);
    if (shown === null) drawState(user);
    else if (past.has(shown)) drawState(past.get(shown));
    else fetchPast(shown);
  }

  const fetchPast = debounced(async (version) => {
    state.setAttribute("aria-busy", "true");
    try {
      past.set(version, await users.asOf(userId, version, abort.signal));
    } catch (failure) {
      if (failure.status !== 404) return failure.name === "AbortError" ? null : toast(failure.message, "bad");
      past.set(version, null);
    } finally {
      state.removeAttribute("aria-busy");
    }
    if (shown === version) drawState(past.get(version));
  }, 60);

  function drawState(as) {
    const traveled = shown !== null;
    const title = h("h2", { id: "state-title" }, traveled ? `As of version ${shown}` : "Profile");
    state.classList.toggle("past", traveled);
    if (!as) return state.replaceChildren(title, h("p", { class: "muted" }, "Deleted: there is nothing left but the history."));
    const row = (label, name, value, shownAs = value) => {
      const differs = traveled && user && user[name] !== value;
      return h("div", { class: differs ? "differs" : "" }, h("dt", {}, label),
        h("dd", {}, shownAs, differs ? h("span", { class: "now" }, "now ", String(user[name])) : null));
    };
    state.replaceChildren(title, h("dl", {},
      row("First name", "firstName", as.firstName),
      row("Last name", "lastName", as.lastName),
      row("E-mail", "email", as.email),
      row("Status", "status", as.status, status(as.status)),
      row("Welcomed", "welcomed", as.welcomed, as.welcomed ? "yes" : "not yet"),
      h("div", {}, h("dt", {}, "Created"), h("dd", {}, time(as.createdAt))),
      h("div", {}, h("dt", {}, "Changed"), h("dd", {}, time(as.updatedAt))),
      h("div", {}, h("dt", {}, "User id"), h("dd", { class: "id" }, h("code", {}, userId), copyButton(userId)))));
  }

  const refresh = throttled(load, 60, 500);
  const unfollow = follow((events) => {
    if (events === null || events.some((event) => event.userId === userId)) refresh();
  });
  load();
  return {
    element,
    title: "One user",
    refresh: load,
    leave() {
      unfollow();
      refresh.cancel();
      abort.abort();
    },
  };
}

const copyButton = (text) => h("button", { type: "button", class: "icon-button small", "aria-label": "Copy the user id", onclick: async () => {
  try {
    await navigator.clipboard.writeText(text);
    toast("Copied");
  } catch {
    toast("The browser does not let this page copy", "bad");
  }
} }, icon("copy"));

const unknown = () => h("div", { class: "empty" }, icon("search"), h("h1", { tabindex: "-1" }, "There is no such user"),
  h("p", { class: "muted" }, "It may have been deleted, or the address is wrong."), h("a", { class: "button", href: "#/users" }, "All users"));
