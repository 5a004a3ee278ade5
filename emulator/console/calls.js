// The journal of calls, the newest first.

import { get, post, query } from "./api.js";
import { act, badge, button, el, section, table } from "./dom.js";
import { unfolded } from "./lists.js";

const SHOWN = 200;
let paused = null;

export const callsView = {
  name: "calls",
  title: "Calls",
  parts: ["journal"],
  async show(state) {
    const { filters, again } = state;
    const requests = paused ?? (await get(`/requests?${query({ source: filters.source })}`)).requests;
    const rows = requests.filter((row) => fits(row, filters)).slice(-SHOWN).reverse();
    const pause = button(paused ? "Go on" : "Pause", () => { paused = paused ? null : requests; again(); }, { "data-key": "pause" });
    return section("Calls", tools(state, pause), table(`The last ${SHOWN} calls that fit`, columns, rows));
  },
};

const fits = (row, { search = "", outcome }) =>
  (!outcome || (outcome === "success") === (row.outcome === "success")) && JSON.stringify([row.operation, row.outcome, row.parameters, row.request_id]).toLowerCase().includes(search.toLowerCase());

function tools({ filters, go }, pause) {
  const choose = (label, name, options) => {
    const node = el("select", { "data-key": name, onchange: (event) => { paused = null; go({ [name]: event.target.value }); } }, options.map(([value, text]) => el("option", { value }, text)));
    node.value = filters[name] ?? "";
    return el("label", {}, label, node);
  };
  return el(
    "div",
    { class: "tools" },
    el("label", {}, "Search ", el("input", { type: "search", value: filters.search ?? "", "data-key": "search", onchange: (event) => go({ search: event.target.value }) })),
    choose("Outcome ", "outcome", [["", "any"], ["success", "success"], ["error", "refused"]]),
    choose("From ", "source", [["", "AWS API"], ["server", "game servers"]]),
    pause,
  );
}

const columns = [
  ["Time", (row) => row.time && el("time", { datetime: row.time }, row.time.slice(11))],
  ["Operation", (row) => row.operation],
  ["Outcome", outcome],
  ["Attempt", (row) => row.attempt],
  ["ms", (row) => row.milliseconds?.toFixed(1)],
  ["Protocol", (row) => row.protocol],
  ["Parameters", (row) => unfolded(summary(row.parameters), row.parameters)],
  ["Do", acts],
];

function outcome(row) {
  return el("span", {}, badge(row.outcome), row.fault ? ` fault ${row.fault}` : "", row.message ? el("small", {}, ` ${row.message}`) : "");
}

const ended = (text) => (text.length > 40 ? `…${text.slice(-39)}` : text); // the ends of ARNs are what differs
const begun = (text) => (text.length > 120 ? `${text.slice(0, 119)}…` : text);
const summary = (parameters) => begun(Object.entries(parameters).map(([name, value]) => `${name}=${typeof value === "string" ? ended(value) : JSON.stringify(value)}`).join(" ")) || "none";

function acts(row) {
  if (row.source !== "aws") return null;
  return el(
    "span",
    { class: "buttons" },
    act("Copy for the CLI", () => copy(commandLine(row)), { "data-of": row.request_id }),
    act("Copy for boto3", () => copy(boto3(row)), { "data-of": row.request_id }),
    act("Let the next two fail like this", () => failAgain(row), { "data-of": row.request_id }),
  );
}

async function copy(text) {
  await navigator.clipboard.writeText(text);
  return "Copied.";
}

const kebab = (name) => name.replace(/(?<=[a-z0-9])([A-Z])/g, "-$1").toLowerCase();
const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;

function commandLine(row) {
  const parameters = Object.keys(row.parameters).length ? ` --cli-input-json ${quoted(JSON.stringify(row.parameters))}` : "";
  return `aws gamelift ${kebab(row.operation)} --endpoint-url ${location.origin} --region ${row.region}${parameters}`;
}

const python = (value) => JSON.stringify(value, null, 4).replace(/\btrue\b/g, "True").replace(/\bfalse\b/g, "False").replace(/\bnull\b/g, "None");

function boto3(row) {
  const parameters = Object.entries(row.parameters).map(([name, value]) => `    ${name}=${python(value)},\n`);
  return `gamelift.${kebab(row.operation).replaceAll("-", "_")}(${parameters.length ? `\n${parameters.join("")}` : ""})`;
}

async function failAgain(row) {
  const error = row.outcome === "success" || row.outcome === "dropped" ? "InternalServiceException" : row.outcome;
  await post("/faults", { operation: row.operation, error, times: 2 });
  return `The next two calls of ${row.operation} fail with ${error}.`;
}
