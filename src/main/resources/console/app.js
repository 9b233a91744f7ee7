// The frame around the pages: which one is shown, the state of the connection, colours, signing out.
import { h, button, icon, toast } from "./dom.js";
import { hasToken, onUnauthenticated, setToken } from "./api.js";
import { retryNow, start, watch } from "./feed.js";
import { signIn } from "./signin.js";
import { usersPage } from "./users.js";
import { userPage } from "./user.js";
import { eventsPage } from "./events.js";
import { systemPage } from "./system.js";

const ROUTES = [
  [/^#\/users\/([0-9a-fA-F-]{36})$/, userPage, "#/users"],
  [/^#\/events$/, eventsPage, "#/events"],
  [/^#\/system$/, systemPage, "#/system"],
  [/^/, usersPage, "#/users"],
];

const main = document.getElementById("main");
let page = null;

function show(first = false) {
  const hash = location.hash;
  const [pattern, open, section] = ROUTES.find(([one]) => one.test(hash));
  page?.leave();
  page = open(hash.match(pattern)[1]?.toLowerCase());
  main.replaceChildren(page.element);
  // No names here: the browser keeps titles in its history.
  document.title = `${page.title} · Users`;
  for (const link of document.querySelectorAll("#nav a")) {
    if (link.hash === section) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  if (!first) {
    scrollTo(0, 0);
    (main.querySelector("h1") ?? main).focus({ preventScroll: true });
  }
}

// ---- the connection

let lost = false;
let countdown = 0;

function connection(state) {
  const pulse = document.getElementById("pulse");
  pulse.dataset.state = state.name;
  const names = { connecting: "Connecting", live: "Live", waiting: "Offline", refused: "Not live" };
  pulse.firstElementChild.textContent = names[state.name];
  clearInterval(countdown);
  if (state.name === "waiting") {
    lost = true;
    showLoss(state);
  } else if (state.name === "live") {
    notice(null);
    if (lost) {
      toast("Connected again");
      page?.refresh();
    }
    lost = false;
  } else if (state.name === "refused") {
    notice(state.status === 403 ? "Your token does not allow the live feed, so pages do not update by themselves." : "Sign in to see what happens live.");
  }
}

function showLoss(state) {
  const seconds = h("span", {});
  const tick = () => {
    const left = Math.max(0, Math.ceil((state.until - Date.now()) / 1000));
    seconds.textContent = left ? ` Trying again in ${left} s.` : " Trying again.";
  };
  tick();
  countdown = setInterval(tick, 500);
  seconds.setAttribute("aria-hidden", "true");
  notice("The connection to the service is lost. What you see may be old.", seconds, button("Try now", { class: "quiet", onclick: retryNow }));
}

function notice(...content) {
  const place = document.getElementById("notice");
  const text = content[0];
  if (place.dataset.text === text && !place.hidden) {
    place.replaceChildren(h("div", { class: "notice-inner" }, icon("warn"), h("span", {}, ...content.slice(0, 2)), ...content.slice(2)));
    return;
  }
  place.hidden = text === null;
  place.dataset.text = text ?? "";
  place.replaceChildren(...(text === null ? [] : [h("div", { class: "notice-inner" }, icon("warn"), h("span", {}, ...content.slice(0, 2)), ...content.slice(2))]));
}

// ---- colours

const dark = matchMedia("(prefers-color-scheme: dark)");
const theme = () => document.documentElement.dataset.theme ?? (dark.matches ? "dark" : "light");

function showTheme() {
  const toggle = document.getElementById("theme");
  const other = theme() === "dark" ? "light" : "dark";
  toggle.replaceChildren(icon(other === "dark" ? "moon" : "sun"));
  toggle.setAttribute("aria-label", `Use ${other} colours`);
  toggle.title = `Use ${other} colours`;
}

function switchTheme() {
  const next = theme() === "dark" ? "light" : "dark";
  document.documentElement.dataset.theme = next;
  try { localStorage.setItem("theme", next); } catch { /* then it is forgotten */ }
  showTheme();
}

// ---- start

document.getElementById("theme").addEventListener("click", switchTheme);
dark.addEventListener("change", showTheme);
document.getElementById("skip").addEventListener("click", (event) => {
  event.preventDefault();
  (main.querySelector("h1") ?? main).focus();
});
document.getElementById("sign").addEventListener("click", () => {
  setToken(null);
  show();
});
addEventListener("users:token", () => (document.getElementById("sign").hidden = !hasToken()));
addEventListener("hashchange", () => show());
addEventListener("unhandledrejection", (event) => {
  if (event.reason?.name !== "AbortError") toast(event.reason?.message ?? "Something went wrong", "bad");
});

onUnauthenticated(signIn);
showTheme();
show(true);
watch(connection);
start();
