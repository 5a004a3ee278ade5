// What the lists of the page have in common: a search, a choice of one, pages, JSON to unfold, and what is told of one.

import { badge, button, el, table } from "./dom.js";

/** A text to search for; the filter of that name is kept in the URL. */
export function search(name, label, { filters, go }) {
  const onchange = (event) => go({ [name]: event.target.value, before: "" });
  return el("label", {}, `${label} `, el("input", { type: "search", value: filters[name] ?? "", "data-key": name, onchange }));
}

/** A choice of one of some texts; the empty one is any. */
export function choice(name, label, options, { filters, go }) {
  const onchange = (event) => go({ [name]: event.target.value, before: "" });
  const node = el("select", { onchange, "data-key": name }, options.map((option) => el("option", { value: option }, option || "any")));
  node.value = filters[name] ?? "";
  return el("label", {}, `${label} `, node);
}

/** Buttons to the pages before and after. */
export function pages({ filters, go }, next) {
  return el(
    "p",
    { class: "buttons" },
    filters.before ? button("The newest", () => go({ before: "" })) : null,
    next ? button("Older ones", () => go({ before: next }), { "data-key": "older" }) : null,
  );
}

/** The name of a row, which opens what belongs to it. */
export function opener(id, { go }) {
  return button(id, () => go({ id }), { class: "link id", title: id, "data-key": id });
}

export const marked = ({ filters }, name) => (row) => ({ class: row[name] === filters.id ? "chosen" : null });

/** Anything as JSON, to be unfolded. */
export function unfolded(title, value) {
  return el("details", {}, el("summary", {}, title), el("pre", {}, JSON.stringify(value, null, 2)));
}

/** The events that concern one thing, the newest first. */
export function eventsTable(events) {
  const columns = [
    ["Time", (row) => el("time", { datetime: row.time }, row.time)],
    ["Type", (row) => row.event.detail.type],
    ["Event", (row) => unfolded("JSON", row.event)],
  ];
  return table("Its events", columns, [...events].reverse());
}

/** The head of what is told of one thing: its status, its id, and why it is so. */
export function told(status, id, reason) {
  return el("p", {}, badge(status), " ", el("code", {}, id), reason ? ` ${reason}` : "");
}
