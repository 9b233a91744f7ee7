// How things are said: times, people, events.
import { h } from "./dom.js";

const exactly = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });
const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const UNITS = [["year", 31_557_600], ["month", 2_629_800], ["day", 86_400], ["hour", 3_600], ["minute", 60]];

export const exact = (iso) => exactly.format(new Date(iso));

export function ago(iso, now = Date.now()) {
  const seconds = (new Date(iso) - now) / 1000;
  const unit = UNITS.find(([, size]) => Math.abs(seconds) >= size);
  if (unit) return relative.format(Math.round(seconds / unit[1]), unit[0]);
  return Math.abs(seconds) < 5 ? "just now" : relative.format(Math.round(seconds), "second");
}

/** «3 minutes ago», which goes on ticking, with the exact time on hover. */
export const time = (iso) => h("time", { datetime: iso, title: exact(iso) }, ago(iso));

setInterval(() => {
  for (const element of document.querySelectorAll("time")) {
    const text = ago(element.dateTime);
    if (element.textContent !== text) element.textContent = text;
  }
}, 5000);

export const nameOf = (user) => `${user.firstName} ${user.lastName}`;

const first = (text) => [...(text ?? "").trim()][0] ?? "";

/** The initials on one of eight colours, which stay the user's own. */
export function avatar(user, size = "") {
  const tint = [...user.userId].reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) % 8191, 7) % 8;
  const initials = (first(user.firstName) + first(user.lastName)).toUpperCase();
  return h("span", { class: `avatar tint-${tint} ${size}`, "aria-hidden": "true" }, initials);
}

export const status = (value) => h("span", { class: `badge ${value}` }, value[0].toUpperCase() + value.slice(1));

const TYPES = {
  "user-created": ["Created", "created"],
  "user-updated": ["Changed", "updated"],
  "user-welcomed": ["Welcomed", "welcomed"],
  "user-suspended": ["Suspended", "suspended"],
  "user-reactivated": ["Reactivated", "reactivated"],
  "user-deleted": ["Deleted", "deleted"],
};
export const TYPE_NAMES = Object.keys(TYPES);
export const typeLabel = (type) => TYPES[type]?.[0] ?? type;
export const typeClass = (type) => TYPES[type]?.[1] ?? "updated";
export const typeBadge = (type) => h("span", { class: `badge ${typeClass(type)}` }, typeLabel(type));

export const FIELDS = { firstName: "First name", lastName: "Last name", email: "E-mail", reason: "Reason", status: "Status" };
export const fieldLabel = (name) => FIELDS[name] ?? name;

/** An event of the feed in the form that the history has. */
export const ofFeed = (event) => ({
  type: event.type.replace(/^users\./, "").replace(/\.v\d+$/, ""),
  userId: event.subject,
  version: Number(event.sequence),
  at: event.time,
  actor: event.actor,
  changes: event.data ?? {},
  position: event.position,
  raw: event,
});

const ACTORS = { anonymous: "anonymous", "system:welcome": "the welcome process" };
export const actor = (name) => ACTORS[name] ?? name;

/** What one event says, in a line of text. */
export function sentence(event) {
  const { changes } = event;
  switch (event.type) {
    case "user-created": return changes.email;
    case "user-updated": return Object.entries(changes).map(([name, value]) => `${fieldLabel(name)} → ${value}`).join(", ");
    case "user-suspended": return changes.reason ?? "";
    default: return "";
  }
}

/** The history with what each event replaced: differences = [{field, from, to}]. */
export function withDifferences(history) {
  const known = {};
  return history.map((event) => {
    const differences = Object.entries(event.changes).map(([field, to]) => ({ field, from: known[field], to }));
    Object.assign(known, event.changes);
    return { ...event, differences: differences.map((d) => (d.field === "reason" ? { ...d, from: undefined } : d)) };
  });
}

export const count = (n, one, many = `${one}s`) => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;
