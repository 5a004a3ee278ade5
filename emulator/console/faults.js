// Faults: calls, and messages of game servers, that fail on purpose.

import { control, get, post } from "./api.js";
import { act, ask, button, el, section, table } from "./dom.js";

export const faultsView = {
  name: "faults",
  title: "Faults",
  parts: ["faults"],
  async show() {
    const { faults } = await get("/faults");
    return section(
      "Faults",
      el("p", { class: "buttons" }, button("Add a fault", add, { "data-key": "add" }), act("End all", endAll, { disabled: faults.length === 0 })),
      table("Faults", columns, faults),
    );
  },
};

const columns = [
  ["Of", (row) => (row.source === "server" ? "game servers" : "the AWS API")],
  ["Operation", (row) => row.operation ?? "every one"],
  ["What happens", (row) => [row.error, row.status && `status ${row.status}`, row.drop && "no answer", row.delay_seconds > 0 && `${row.delay_seconds} s late`, row.performed && "done all the same"].filter(Boolean).join(", ")],
  ["Times", (row) => row.times ?? "always"],
  ["Matched", (row) => row.matched],
  ["Fired", (row) => row.fired],
  ["Do", (row) => act("End", () => end(row.id), { "data-of": row.id, "aria-label": `End fault ${row.id}` })],
];

const end = async (id) => { await control("DELETE", `/faults/${id}`); };
const endAll = async () => { await control("DELETE", "/faults"); };

function add() {
  const fields = [
    ["source", "Of", { options: ["the AWS API", "game servers"] }],
    ["operation", "Operation (empty: every one)", { placeholder: "DescribePlayerSessions" }],
    ["error", "Error, for a game server its status (empty: only late, or no answer)", { value: "InternalServiceException" }],
    ["delay_seconds", "Seconds late", { type: "number", min: 0, max: 3600, step: "any" }],
    ["times", "How many calls (empty: all)", { type: "number", min: 1, value: 1 }],
    ["drop", "Close the connection instead of an answer", { type: "checkbox" }],
  ];
  ask("Add a fault", fields, async (values) => {
    const ofServers = values.source === "game servers";
    const fault = ofServers ? { source: "server" } : {};
    if (values.operation) fault.operation = values.operation.trim();
    if (values.error && !values.drop) {
      if (ofServers) fault.status = Number(values.error) || 500;
      else fault.error = values.error.trim();
    }
    if (values.delay_seconds) fault.delay_seconds = Number(values.delay_seconds);
    if (values.times) fault.times = Number(values.times);
    if (values.drop) fault.drop = true;
    await post("/faults", fault);
    return "The fault waits for its calls.";
  });
}
