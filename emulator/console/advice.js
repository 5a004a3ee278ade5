// What clients do here that would break on AWS.

import { get } from "./api.js";
import { el, section, table } from "./dom.js";
import { unfolded } from "./lists.js";

export const adviceView = {
  name: "advice",
  title: "Advice",
  parts: ["journal"],
  async show({ filters, go }) {
    const { advice } = await get(`/advice${filters.earlier ? "?earlier=1" : ""}`);
    const earlier = el("input", { type: "checkbox", "data-key": "earlier", onchange: (event) => go({ earlier: event.target.checked ? "1" : "" }) });
    earlier.checked = Boolean(filters.earlier);
    return section(
      "Advice",
      el("div", { class: "tools" }, el("label", {}, earlier, " with that of before the reset")),
      table("What calls of this emulator would break on AWS", columns, advice),
    );
  },
};

const columns = [
  ["Kind", (row) => row.kind],
  ["Operation", (row) => row.operation],
  ["Calls", (row) => row.count],
  ["What happens", (row) => el("span", { class: "wrap" }, `${row.on_aws} `, el("a", { href: row.page, rel: "noreferrer", title: row.page }, "AWS's page"))],
  ["Instead", (row) => el("span", { class: "wrap" }, row.instead)],
  ["The first call", (row) => unfolded(row.example.time ?? row.example.request_id, row.example)],
];
