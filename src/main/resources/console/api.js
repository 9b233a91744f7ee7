// The one door to the service. The bearer token lives here, in memory, and nowhere else.

let token = null;
let askForToken = async () => false;
let asking = null;

/** Sets what asks the person for a token: it answers whether there is one now. */
export function onUnauthenticated(ask) {
  askForToken = ask;
}

export function setToken(value) {
  token = value || null;
  dispatchEvent(new CustomEvent("users:token"));
}

export const hasToken = () => token !== null;

/** What the service refused, with its reasons (RFC 9457). */
export class Refusal extends Error {
  constructor(status, problem, retryAfter) {
    super(problem.detail ?? problem.title ?? `The service answered ${status}`);
    this.status = status;
    this.code = problem.code ?? "";
    this.errors = problem.errors ?? [];
    this.retryAfter = retryAfter;
  }
}

/** No answer: the network, or the service is not there. */
export class Unreachable extends Error {
  constructor() {
    super("The service can't be reached right now.");
  }
}

export const newKey = () => `"${[...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("")}"`;

/** A response that is 2xx; signs in first where that is needed. Options as fetch, and key, ifMatch, json. */
export async function request(method, path, options = {}) {
  const response = await send(method, path, options);
  if (response.ok) return response;
  if (response.status === 401 && !options.quiet) {
    asking ??= askForToken().finally(() => (asking = null));
    if (await asking) return request(method, path, options);
  }
  throw new Refusal(response.status, await problem(response), Number(response.headers.get("Retry-After")) || 0);
}

async function send(method, path, { json, key, ifMatch, accept = "application/json", lastEventId, signal }) {
  const headers = { Accept: accept };
  if (token) headers.Authorization = `Bearer ${token}`;
  if (json !== undefined) headers["Content-Type"] = method === "PATCH" ? "application/merge-patch+json" : "application/json";
  if (key) headers["Idempotency-Key"] = key;
  if (ifMatch) headers["If-Match"] = ifMatch;
  if (lastEventId) headers["Last-Event-ID"] = lastEventId;
  const body = json === undefined ? undefined : JSON.stringify(json);
  try {
    return await fetch(path, { method, headers, body, signal, cache: "no-store", credentials: "omit", redirect: "error" });
  } catch (failure) {
    throw failure.name === "AbortError" ? failure : new Unreachable();
  }
}

const problem = async (response) => {
  try { return await response.json(); } catch { return {}; }
};

/** A change, repeated under its key while the service is away: it takes effect once, however often it is sent. */
async function change(method, path, options) {
  const give_up = performance.now() + 12_000;
  for (let pause = 300; ; pause = Math.min(pause * 2, 2000)) {
    try {
      return await request(method, path, options);
    } catch (failure) {
      const passing = failure instanceof Unreachable || failure.status === 503;
      if (!passing || performance.now() + pause > give_up) throw failure;
      await new Promise((done) => setTimeout(done, pause));
    }
  }
}

const query = (parameters) => {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== null && value !== "");
  return given.length ? `?${new URLSearchParams(given)}` : "";
};

const read = async (response) => {
  const body = response.status === 204 ? null : await response.json();
  return body && response.headers.get("ETag") ? { ...body, etag: response.headers.get("ETag") } : body;
};

const at = (userId) => `/v1/users/${encodeURIComponent(userId)}`;

export const users = {
  list: async (parameters, signal) => read(await request("GET", `/v1/users${query(parameters)}`, { signal })),
  get: async (userId, signal) => read(await request("GET", at(userId), { signal })),
  asOf: async (userId, version, signal) => read(await request("GET", at(userId) + query({ asOf: version }), { signal })),
  history: async (userId, cursor, signal) => read(await request("GET", `${at(userId)}/events${query({ limit: 100, cursor })}`, { signal })),
  create: async (json, key) => read(await change("POST", "/v1/users", { json, key })),
  patch: async (userId, json, ifMatch, key) => read(await change("PATCH", at(userId), { json, ifMatch, key })),
  suspend: async (userId, json, ifMatch, key) => read(await change("POST", `${at(userId)}/suspend`, { json, ifMatch, key })),
  reactivate: async (userId, ifMatch, key) => read(await change("POST", `${at(userId)}/reactivate`, { ifMatch, key })),
  remove: async (userId, ifMatch, key) => read(await change("DELETE", at(userId), { ifMatch, key })),
};

export const events = {
  page: async (parameters, signal) => read(await request("GET", `/v1/events${query(parameters)}`, { signal })),
};

export const system = async (signal) => read(await request("GET", "/v1/system", { signal }));
