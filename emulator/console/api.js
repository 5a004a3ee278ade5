// The control API of the emulator. The page asks nothing else.

const ROOT = "/_emulator";

/** What the emulator answers; raises Error with its words where it refuses. */
export async function control(method, path, body, options = {}) {
  const headers = method === "GET" ? {} : { "Content-Type": options.type ?? "application/json" };
  const answer = await fetch(ROOT + path, { method, headers, body: send(body), signal: options.signal });
  const text = await answer.text();
  if (!answer.ok) throw new Error(refusal(text, answer.status));
  return text === "" ? {} : JSON.parse(text);
}

function send(body) {
  return body === undefined || typeof body === "string" || body instanceof Blob ? body : JSON.stringify(body);
}

function refusal(text, status) {
  try {
    const { message, __type: code } = JSON.parse(text);
    return code ? `${code}: ${message}` : (message ?? text);
  } catch {
    return `${status}: ${text.slice(0, 300)}`;
  }
}

export const get = (path, options) => control("GET", path, undefined, options);
export const post = (path, body) => control("POST", path, body);

/** An operation of GameLift, outside of journal, faults and metrics. */
export function operate(operation, members, { region, account }) {
  return post(`/operations/${operation}?${query({ region, account })}`, members);
}

/** A query string of what has a value. */
export function query(values) {
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== "");
  return new URLSearchParams(given).toString();
}
