// The page of all users: search, filter, sort, page by page, and live.
import { h, button, debounced, icon, keepingFocus, say, throttled } from "./dom.js";
import { users } from "./api.js";
import { follow } from "./feed.js";
import { avatar, count, nameOf, status, time } from "./format.js";
import { createUser, editUser } from "./edit.js";
import { failed, waiting } from "./states.js";

const LIMIT = 25;
const SORTS = [
  ["-createdAt", "Newest first"],
  ["createdAt", "Oldest first"],
  ["-updatedAt", "Last changed first"],
  ["lastName", "Last name A to Z"],
  ["-lastName", "Last name Z to A"],
  ["email", "E-mail A to Z"],
];
const STATUSES = [["", "All"], ["active", "Active"], ["suspended", "Suspended"]];

// Kept while the console is open, so that «back» shows what was there; never in the address, as it may be personal.
const view = { q: "", status: "", sort: "-createdAt", cursors: [undefined] };

export function usersPage() {
  let rows = new Map();
  let next = null;
  let request = null;
  const body = h("tbody");
  const table = h("table", { class: "list" },
    h("caption", { class: "hidden-text" }, "Users"),
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Name"), h("th", { scope: "col" }, "Status"), h("th", { scope: "col", class: "wide-only" }, "Created"), h("th", { scope: "col" }, "Changed"), h("th", { scope: "col" }, h("span", { class: "hidden-text" }, "Edit")))),
    body);
  const listed = h("div", { class: "card table-card" });
  const behind = h("p", { class: "behind muted", hidden: true });
  const pager = h("nav", { class: "pager", "aria-label": "Pages" });

  const search = h("input", { type: "search", id: "search", placeholder: "Search names and e-mails", "aria-label": "Search users", autocomplete: "off", spellcheck: "false", value: view.q, maxlength: 200 });
  search.addEventListener("input", debounced(() => change({ q: search.value.trim() }), 180));
  const sort = h("select", { "aria-label": "Sort", onchange: () => change({ sort: sort.value }) },
    SORTS.map(([value, label]) => h("option", { value, selected: value === view.sort }, label)));
  const filter = h("fieldset", { class: "segments" }, h("legend", { class: "hidden-text" }, "Status"),
    STATUSES.map(([value, label]) => h("label", {}, h("input", { type: "radio", name: "status", value, checked: value === view.status, onchange: () => change({ status: value }) }), h("span", {}, label))));

  const element = h("div", { class: "page" },
    h("div", { class: "page-head" }, h("h1", { tabindex: "-1" }, "Users"), button("New user", { class: "primary", onclick: createUser }, icon("plus"))),
    h("div", { class: "toolbar" }, h("div", { class: "search" }, icon("search"), search), filter, sort),
    behind, listed, pager);

  function change(difference) {
    if (Object.entries(difference).every(([name, value]) => view[name] === value)) return;
    Object.assign(view, difference, { cursors: [undefined] });
    load();
  }

  function go(cursors) {
    view.cursors = cursors;
    load().then(() => element.querySelector("h1").focus({ preventScroll: false }));
  }

  async function load(live = false) {
    request?.abort();
    const mine = (request = new AbortController());
    if (!rows.size && !live) listed.replaceChildren(waiting("Loading users"));
    listed.setAttribute("aria-busy", "true");
    try {
      const { q, status: wanted, sort: order, cursors } = view;
      const page = await users.list({ limit: LIMIT, q, status: wanted, sort: order, cursor: cursors.at(-1) }, mine.signal);
      show(page, live);
      if (page.lag?.events > 0) refresh();
    } catch (failure) {
      if (failure.name === "AbortError") return;
      if (failure.code === "INVALID_CURSOR") return go([undefined]);
      if (!live || !rows.size) {
        rows = new Map();
        listed.replaceChildren(failed(failure, () => load()));
        pager.replaceChildren();
      }
    } finally {
      if (mine === request) listed.removeAttribute("aria-busy");
    }
  }

  function show(page, live) {
    const before = rows;
    rows = new Map(page.items.map((user) => [user.userId, kept(before.get(user.userId), user, live)]));
    next = page.nextCursor;
    keepingFocus(listed, () => {
      const elements = [...rows.values()].map((row) => row.element);
      // What stays as it was is not touched: a click on it may be half done.
      if (elements.length !== body.children.length || elements.some((one, i) => one !== body.children[i])) body.replaceChildren(...elements);
      if (!rows.size || !table.isConnected) listed.replaceChildren(rows.size ? table : empty());
    });
    const fresh = [...rows.keys()].filter((id) => !before.has(id)).length;
    if (live && fresh) say(`${count(fresh, "user")} came into the list`);
    else if (!live) say(rows.size ? `${count(rows.size, "user")} on this page` : "No users");
    behind.hidden = !(page.lag?.seconds > 2);
    behind.textContent = `This list is ${Math.round(page.lag?.seconds ?? 0)} s behind; it will catch up.`;
    showPager();
  }

  function kept(row, user, live) {
    const now = JSON.stringify(user);
    return row?.now === now ? row : { now, element: rowOf(user, live) };
  }

  function rowOf(user, live) {
    const edit = async () => editUser(await users.get(user.userId));
    return h("tr", { class: live ? "fresh" : "" },
      h("td", {}, h("a", { class: "person", href: `#/users/${user.userId}`, "data-key": user.userId }, avatar(user), h("span", { class: "person-text" }, h("strong", {}, nameOf(user)), h("span", { class: "muted" }, user.email)))),
      h("td", {}, status(user.status)),
      h("td", { class: "wide-only" }, time(user.createdAt)),
      h("td", {}, time(user.updatedAt)),
      h("td", { class: "end" }, h("button", { type: "button", class: "icon-button", "aria-label": `Edit ${nameOf(user)}`, "data-key": `edit-${user.userId}`, onclick: edit }, icon("edit"))));
  }

  function empty() {
    const filtered = view.q || view.status;
    return h("div", { class: "empty" }, icon(filtered ? "search" : "people"),
      h("h2", {}, filtered ? "Nobody matches" : view.cursors.length > 1 ? "This page is empty" : "No users yet"),
      h("p", { class: "muted" }, filtered ? "Try fewer letters or another filter." : "Users appear here the moment they are created, by you or by another system."),
      filtered ? button("Clear the search", { onclick: clear }) : button("Create the first user", { class: "primary", onclick: createUser }));
  }

  function clear() {
    search.value = "";
    filter.querySelector("input").checked = true;
    change({ q: "", status: "" });
    search.focus();
  }

  function showPager() {
    const { cursors } = view;
    const alone = cursors.length === 1 && !next;
    keepingFocus(pager, () => pager.replaceChildren(...(alone ? [] : [
      button("Previous", { "data-key": "previous", disabled: cursors.length === 1, onclick: () => go(cursors.slice(0, -1)) }, icon("previous")),
      h("span", { class: "muted" }, `Page ${cursors.length}`),
      h("button", { type: "button", "data-key": "next", disabled: !next, onclick: () => go([...cursors, next]) }, "Next", icon("next")),
    ])));
  }

  // The list is as quick as the feed, but not in step with it: a moment's grace saves a second look.
  const refresh = throttled(() => load(true), 120, 1000);
  const unfollow = follow(() => refresh());
  const slash = (event) => {
    if (event.key === "/" && !event.target.closest("input, textarea, select, dialog")) {
      event.preventDefault();
      search.focus();
    }
  };
  document.addEventListener("keydown", slash);
  load();
  return {
    element,
    title: "Users",
    refresh: () => load(true),
    leave() {
      unfollow();
      refresh.cancel();
      request?.abort();
      document.removeEventListener("keydown", slash);
    },
  };
}
