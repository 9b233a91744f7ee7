// The page of the system: who runs, who keeps up, and what is stored where.
import { h, keepingFocus } from "./dom.js";
import { system } from "./api.js";
import { count, time } from "./format.js";
import { failed, waiting } from "./states.js";

const EVERY = 3000;

export function systemPage() {
  const abort = new AbortController();
  const body = h("div", { class: "system" }, waiting("Loading the state of the system"));
  const element = h("div", { class: "page" }, h("div", { class: "page-head" }, h("div", {}, h("h1", { tabindex: "-1" }, "System"), h("p", { class: "muted" }, "As the node sees it that answers this window; looked at again every 3 s."))), body);
  let known = false;
  let timer = 0;

  async function load() {
    clearTimeout(timer);
    try {
      const now = await system(abort.signal);
      known = true;
      keepingFocus(body, () => body.replaceChildren(health(now), members(now), projections(now), h("div", { class: "columns even" }, database(now), versions(now))));
    } catch (failure) {
      if (failure.name === "AbortError") return;
      if (!known || failure.status === 403) body.replaceChildren(failed(failure, load));
    }
    timer = setTimeout(() => (document.hidden ? (timer = setTimeout(load, EVERY)) : load()), EVERY);
  }

  load();
  return {
    element,
    title: "System",
    refresh: load,
    leave() {
      clearTimeout(timer);
      abort.abort();
    },
  };
}

const plain = (address) => address.replace(/^users@/, "");

const seconds = (n) => (n === null || n === undefined ? "unknown" : n < 0.05 ? "0 s" : n < 10 ? `${n.toFixed(1)} s` : `${Math.round(n).toLocaleString("en")} s`);

function tile(label, value, detail, good) {
  return h("div", { class: `tile ${good ? "good" : "bad"}` }, h("p", { class: "tile-label" }, label), h("p", { class: "tile-value" }, value), h("p", { class: "muted" }, detail));
}

function health({ cluster, projections, feed, database }) {
  const up = cluster.members.filter((member) => member.status === "up" && member.reachable).length;
  const worst = projections.reduce((most, one) => Math.max(most, one.lag?.seconds ?? Infinity), 0);
  return h("section", { class: "tiles", "aria-label": "Health" },
    tile("Nodes", `${up} of ${cluster.members.length} up`, count(cluster.shards.reduce((sum, region) => sum + region.shards, 0), "shard"), up === cluster.members.length),
    tile("Read side", projections.length === 0 ? "unknown" : worst < 6 ? "up to date" : `${seconds(worst)} behind`, count(projections.length, "projection"), projections.length > 0 && worst < 10),
    tile("Feed", feed.heldBackSeconds > 1 ? `held back ${seconds(feed.heldBackSeconds)}` : "flowing", `${count(feed.followers, "follower")} on this node`, !(feed.heldBackSeconds > 10)),
    tile("Database", database.reachable ? `${database.latencyMillis.toFixed(1)} ms` : "not reachable", database.version ?? "", database.reachable));
}

function table(title, columns, rows, none) {
  const id = `table-${title.toLowerCase().replace(/\W+/g, "-")}`;
  return h("section", { class: "card table-card" }, h("h2", { id }, title),
    rows.length ? h("div", { class: "scroll", tabindex: "0", role: "region", "aria-labelledby": id }, h("table", { class: "list plain", "aria-labelledby": id },
      h("thead", {}, h("tr", {}, columns.map((column) => h("th", { scope: "col" }, column)))),
      h("tbody", {}, rows.map((cells) => h("tr", {}, cells.map((cell) => h("td", {}, cell))))))) : h("p", { class: "muted pad" }, none));
}

function members({ cluster }) {
  const most = Math.max(1, ...cluster.shards.map((region) => region.shards));
  const shards = (address) => {
    const region = cluster.shards.find((one) => one.node === address);
    return region ? h("span", { class: "meter" }, h("meter", { min: 0, max: most, value: region.shards, "aria-label": "Shards" }), String(region.shards)) : "0";
  };
  return table("Cluster members", ["Node", "Status", "Role", "Shards", "Users in memory"], cluster.members.map((member) => [
    h("code", {}, plain(member.address)),
    h("span", { class: `badge ${member.status === "up" && member.reachable ? "active" : "suspended"}` }, member.reachable ? member.status : "unreachable"),
    [member.self ? "this node" : null, member.leader ? "leader" : null, member.oldest ? "oldest" : null].filter(Boolean).join(", "),
    shards(member.address),
    (cluster.shards.find((one) => one.node === member.address)?.users ?? 0).toLocaleString("en"),
  ]), "No members.");
}

const state = (name) => h("span", { class: `badge ${name === "running" ? "active" : "suspended"}` }, name);
const lag = (one) => (one.lag.events ? `${count(one.lag.events, "event")}, ${seconds(one.lag.seconds)}` : h("span", { class: "muted" }, "nothing waits"));

function projections({ projections: all }) {
  return table("Projections", ["Name", "State", "Waiting", "Read up to"], all.flatMap((projection) => [
    [h("strong", {}, projection.name), state(projection.state), lag(projection), ""],
    ...projection.parts.map((part) => [h("span", { class: "part muted" }, `slices ${part.slices}`), part.state === projection.state ? "" : state(part.state), lag(part), h("code", {}, part.offset ?? "nothing yet")]),
  ]), "No projection has run yet.");
}

const facts = (title, rows) => h("section", { class: "card state" }, h("h2", {}, title), h("dl", {}, rows.filter(([, value]) => value !== undefined && value !== null).map(([label, value]) => h("div", {}, h("dt", {}, label), h("dd", {}, value)))));

function database({ database: it, feed }) {
  return facts("Database and feed", [
    ["Database", it.reachable ? "reachable" : "not reachable"],
    ["Server", it.version],
    ["Answers in", it.reachable ? `${it.latencyMillis.toFixed(1)} ms` : undefined],
    ["End of the feed", h("code", {}, feed.head ?? "unknown")],
    ["This node has read", h("code", {}, feed.position)],
    ["Last looked", time(feed.readAt)],
  ]);
}

function versions({ service }) {
  return facts("Versions", [
    ["Service", service.version],
    ["Java", service.java],
    ["Akka", service.akka],
    ["Node", h("code", {}, plain(service.node))],
    ["Started", time(service.startedAt)],
  ]);
}
