// The live feed: one connection for the whole window. It is read with fetch, since EventSource can't send a token.
import { request, Refusal } from "./api.js";
import { ofFeed } from "./format.js";

const SILENCE = 25_000; // the service sends a sign of life every 10 s
const LONG_AWAY = 300_000;

const listeners = new Set();
const watchers = new Set();
let state = { name: "connecting" };
let position = null;
let controller = null;
let wake = () => {};
let leftAt = 0;
let failures = 0;

/** Calls with lists of events as they come, and with null when some may have been missed. */
export function follow(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Calls with the state of the connection, now and whenever it changes: connecting, live, waiting, refused. */
export function watch(watcher) {
  watchers.add(watcher);
  watcher(state);
  return () => watchers.delete(watcher);
}

export const livePosition = () => position;

/** Tries again at once. */
export function retryNow() {
  failures = 0;
  wake();
}

export async function start() {
  document.addEventListener("visibilitychange", visibility);
  addEventListener("users:token", () => {
    failures = 0;
    controller?.abort();
    wake();
  });
  addEventListener("online", retryNow);
  for (;;) {
    if (document.hidden) await pause(Infinity);
    await connect();
    if (document.hidden) continue;
    const delay = state.name === "refused" ? Infinity : Math.min(500 * 2 ** failures, 10_000) * (0.75 + Math.random() / 2);
    if (state.name !== "refused") become({ name: "waiting", until: Date.now() + delay });
    failures++;
    await pause(delay);
  }
}

/** A hidden window lets go of its connection: a browser has only six of them for a host. */
function visibility() {
  if (document.hidden) {
    leftAt = Date.now();
    controller?.abort();
  } else {
    if (Date.now() - leftAt > LONG_AWAY) restart();
    failures = 0;
    wake();
  }
}

function restart() {
  position = null;
  tell(null);
}

async function connect() {
  controller = new AbortController();
  const silence = watchdog(controller);
  try {
    const path = `/v1/events?after=${position ?? "now"}`;
    const response = await request("GET", path, { accept: "text/event-stream", signal: controller.signal, quiet: failures > 0 });
    failures = 0;
    become({ name: "live" });
    await readAll(response.body, silence.reset);
  } catch (failure) {
    if (failure instanceof Refusal) refused(failure);
  } finally {
    silence.stop();
    controller.abort();
  }
}

function refused(failure) {
  if (failure.status === 410) restart();
  if (failure.status === 401 || failure.status === 403) become({ name: "refused", reason: failure.message, status: failure.status });
}

function watchdog(connection) {
  let timer;
  const reset = () => {
    clearTimeout(timer);
    timer = setTimeout(() => connection.abort(), SILENCE);
  };
  reset();
  return { reset, stop: () => clearTimeout(timer) };
}

async function readAll(body, alive) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    alive();
    const parts = (rest + value).split("\n\n");
    rest = parts.pop();
    const found = parts.map(parse).filter((event) => event !== null);
    if (found.length) tell(found);
  }
}

function parse(block) {
  const data = [];
  for (const line of block.split("\n")) {
    if (line.startsWith("id: ")) position = line.slice(4);
    else if (line.startsWith("data: ")) data.push(line.slice(6));
  }
  return data.length ? ofFeed(JSON.parse(data.join("\n"))) : null;
}

function tell(events) {
  for (const listener of [...listeners]) listener(events);
}

function become(next) {
  state = next;
  for (const watcher of [...watchers]) watcher(state);
}

function pause(milliseconds) {
  return new Promise((resolve) => {
    const timer = milliseconds === Infinity ? 0 : setTimeout(resolve, milliseconds);
    wake = () => {
      clearTimeout(timer);
      resolve();
    };
  });
}
