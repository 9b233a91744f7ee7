// The page of all events: a window onto the feed that can be moved to any position, and that follows it live.
import { h, button, icon, keepingFocus, say } from "./dom.js";
import { events as feed } from "./api.js";
import { follow } from "./feed.js";
import { actor, count, exact, ofFeed, sentence, time, typeBadge, typeLabel, TYPE_NAMES } from "./format.js";
import { failed, waiting } from "./states.js";

const PAGE = 50;
const MOST = 1000;
const wanted = { types: new Set(), user: "" };

export function eventsPage() {
  let shown = []; // newest first, without gaps
  let live = false; // whether the newest event of the feed is on the screen
  let paused = false;
  let held = 0;
  let older = true;
  let request = null;
  let names = new Map();
  const profiles = new Map();
  const open = new Set();
  const list = h("ol", { class: "events", "aria-label": "Events, newest first" });
  const body = h("div", { class: "card" }, waiting("Loading events"));
  const top = h("div", { class: "events-top" });
  const bottom = h("div", { class: "events-bottom" });

  const pause = h("button", { type: "button", "data-key": "pause", onclick: togglePause });
  const user = h("input", { type: "text", class: "code", placeholder: "Any user id", "aria-label": "Only events of the user with this id", autocomplete: "off", spellcheck: "false", value: wanted.user, maxlength: 36 });
  const position = h("input", { type: "text", class: "code", placeholder: "742-1", "aria-label": "Position", autocomplete: "off", spellcheck: "false", maxlength: 40 });
  const fault = h("p", { class: "field-fault", role: "alert", hidden: true });
  const types = h("fieldset", { class: "chips" }, h("legend", { class: "hidden-text" }, "Types of events"), TYPE_NAMES.map((type) =>
    h("label", {}, h("input", { type: "checkbox", checked: wanted.types.has(type), onchange: (event) => {
      if (event.target.checked) wanted.types.add(type);
      else wanted.types.delete(type);
      latest();
    } }), h("span", {}, typeLabel(type)))));
  const jump = h("form", { class: "jump", onsubmit: (event) => {
    event.preventDefault();
    jumpTo(position.value.trim());
  } }, h("label", {}, h("span", {}, "Jump to position"), position), button("Go", { type: "submit" }),
  button("Beginning", { class: "quiet", onclick: () => jumpTo("beginning") }), button("Now", { class: "quiet", onclick: () => latest() }));
  user.addEventListener("change", () => {
    const value = user.value.trim().toLowerCase();
    const fine = value === "" || /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value);
    showFault(fine ? null : "A user id looks like 018f4e6a-7c1d-7c3e-9d55-0a1b2c3d4e5f.");
    if (fine && value !== wanted.user) {
      wanted.user = value;
      latest();
    }
  });

  const element = h("div", { class: "page" },
    h("div", { class: "page-head" }, h("div", {}, h("h1", { tabindex: "-1" }, "Events"), h("p", { class: "muted" }, "Everything that happens to users, in the order in which it was stored.")), pause),
    h("div", { class: "toolbar" }, types, user),
    h("div", { class: "toolbar" }, jump), fault, body);

  const filters = () => ({ type: [...wanted.types].map((type) => `users.${type}.v1`).join(","), user: wanted.user });
  const matches = (event) => (!wanted.types.size || wanted.types.has(event.type)) && (!wanted.user || event.userId === wanted.user);

  function showFault(text) {
    fault.textContent = text ?? "";
    fault.hidden = !text;
  }

  /** Runs one look at the feed; a newer one makes it void. What comes live meanwhile waits for its end. */
  async function look(action) {
    request?.abort();
    const mine = (request = new AbortController());
    try {
      await action((parameters) => feed.page({ ...filters(), limit: PAGE, ...parameters }, mine.signal).then((page) => page.map(ofFeed)));
      showFault(null);
    } catch (failure) {
      if (failure.name === "AbortError") return;
      if (failure.status === 410 || failure.status === 400) showFault(`There is no such position: ${failure.message}.`);
      else body.replaceChildren(failed(failure, latest));
    } finally {
      if (request === mine) {
        request = null;
        if (live) takeSoon();
        else pending = [];
      }
    }
  }

  const latest = () => look(async (page) => {
    const before = await page({ before: "now" });
    shown = before.reverse();
    [older, live] = [before.length === PAGE, true];
    draw();
  });

  const jumpTo = (place) => look(async (page) => {
    const after = await page({ after: place || "beginning" });
    const around = place && place !== "beginning" ? await page({ before: after[0]?.position ?? place, limit: 10 }) : [];
    shown = [...around, ...after].reverse();
    [older, live] = [around.length === 10, after.length < PAGE];
    draw();
    say(live ? "At the end of the feed" : `${count(shown.length, "event")} from there`);
  });

  const showOlder = () => look(async (page) => {
    const before = await page({ before: shown.at(-1)?.position ?? "now" });
    shown.push(...before.reverse());
    older = before.length === PAGE;
    draw();
  });

  const showNewer = () => look(async (page) => {
    const after = await page({ after: shown[0]?.position ?? "beginning" });
    shown.unshift(...after.reverse());
    live = after.length < PAGE;
    draw();
  });

  function togglePause() {
    paused = !paused;
    held = 0;
    if (paused) draw();
    else showNewer();
  }

  function draw(fresh = 0) {
    pause.replaceChildren(icon(paused ? "play" : "pause"), paused ? "Resume" : "Pause");
    pause.setAttribute("aria-pressed", String(paused));
    keepingFocus(body, () => {
      learnNames();
      list.replaceChildren(...shown.map((event, i) => row(event, i < fresh)));
      top.replaceChildren(...topOf());
      bottom.replaceChildren(...(older && shown.length ? [button("Older", { "data-key": "older", onclick: showOlder })] : shown.length ? [h("p", { class: "muted" }, "This is where it began.")] : []));
      body.replaceChildren(top, shown.length ? list : empty(), bottom);
    });
  }

  /** Only those whose creation is on the screen: the feed tells no names otherwise. */
  function learnNames() {
    for (const event of [...shown].reverse()) {
      if (event.type === "user-created") profiles.set(event.userId, { ...event.changes });
      else if (profiles.has(event.userId)) Object.assign(profiles.get(event.userId), event.changes);
    }
    names = new Map([...profiles].map(([userId, profile]) => [userId, `${profile.firstName} ${profile.lastName}`]));
  }

  function topOf() {
    if (paused) return [h("p", { class: "callout" }, icon("pause"), held ? `${count(held, "event")} since you paused` : "Paused")];
    return live ? [] : [button("Newer", { "data-key": "newer", onclick: showNewer })];
  }

  const empty = () => h("div", { class: "empty" }, icon("bolt"), h("h2", {}, wanted.types.size || wanted.user ? "No such events" : "No events yet"),
    h("p", { class: "muted" }, "What happens from now on appears here by itself."));

  function row(event, fresh) {
    const details = h("details", { open: open.has(event.position), class: fresh ? "fresh" : "" },
      h("summary", { "data-key": event.position },
        h("span", { class: "event-type" }, typeBadge(event.type)),
        names.has(event.userId) ? h("span", { class: "event-who" }, names.get(event.userId)) : h("span", { class: "event-who code" }, `…${event.userId.slice(-12)}`),
        h("span", { class: "event-what" }, sentence(event)),
        h("span", { class: "event-when muted" }, time(event.at))));
    const fill = () => details.childElementCount > 1 || details.append(detailsOf(event));
    if (details.open) fill();
    details.addEventListener("toggle", () => {
      if (details.open) {
        open.add(event.position);
        fill();
      } else open.delete(event.position);
    });
    return h("li", {}, details);
  }

  const detailsOf = (event) => h("div", { class: "event-details" },
    h("dl", {},
      h("div", {}, h("dt", {}, "User"), h("dd", {}, h("a", { href: `#/users/${event.userId}` }, h("code", {}, event.userId)))),
      h("div", {}, h("dt", {}, "Version"), h("dd", {}, String(event.version))),
      h("div", {}, h("dt", {}, "By"), h("dd", {}, actor(event.actor))),
      h("div", {}, h("dt", {}, "At"), h("dd", {}, exact(event.at))),
      h("div", {}, h("dt", {}, "Position"), h("dd", {}, h("code", {}, event.position)))),
    h("pre", { tabindex: "0", role: "region", "aria-label": "The event as other systems get it" }, JSON.stringify(event.raw, null, 2)));

  let pending = [];
  let frame = 0;
  const unfollow = follow((news) => {
    if (news === null) return latest();
    const some = news.filter(matches);
    if (!some.length || !(live || request)) return;
    if (paused) {
      held += some.length;
      top.replaceChildren(...topOf());
      return;
    }
    pending.push(...some);
    takeSoon();
  });

  function takeSoon() {
    if (pending.length) frame ||= requestAnimationFrame(take);
  }

  function take() {
    frame = 0;
    if (request) return;
    const known = new Set(shown.slice(0, 200).map((event) => event.position));
    const fresh = pending.filter((event) => matches(event) && !known.has(event.position)).reverse();
    pending = [];
    shown = [...fresh, ...shown];
    if (shown.length > MOST) [shown.length, older] = [MOST, true];
    draw(fresh.length);
    if (fresh.length) say(fresh.length === 1 ? `${typeLabel(fresh[0].type)} ${sentence(fresh[0])}` : `${count(fresh.length, "new event")}`);
  }

  draw();
  body.replaceChildren(waiting("Loading events"));
  latest();
  return {
    element,
    title: "Events",
    refresh: () => (live && !paused ? showNewer() : null),
    leave() {
      unfollow();
      cancelAnimationFrame(frame);
      request?.abort();
      request = null;
    },
  };
}
