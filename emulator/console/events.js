// Events of queues and matchmaking, the newest first.

import { get } from "./api.js";
import { el, section, table } from "./dom.js";
import { search, unfolded } from "./lists.js";

const SHOWN = 200;
const MOST = 1000; // the emulator answers no more at once
let known = { emulator: null, last: 0, events: [] };

/** The newest events, the oldest of them first; those that are known already are not asked for again. */
export async function newestEvents() {
  const { emulator } = await get("/changes");
  if (emulator !== known.emulator) known = { emulator, last: 0, events: [] };
  for (;;) {
    const { events, last } = await get(`/events?after=${known.last}`);
    known = { emulator, last, events: [...known.events, ...events].slice(-SHOWN) };
    if (events.length < MOST) return known.events;
  }
}

export const eventsView = {
  name: "events",
  title: "Events",
  parts: ["events"],
  async show(state) {
    const { filters } = state;
    const events = (await newestEvents()).filter((each) => each.event.detail.type.toLowerCase().includes((filters.type ?? "").toLowerCase()));
    return section(
      "Events",
      el("div", { class: "tools" }, search("type", "Type", state)),
      table(`The last ${SHOWN} events`, columns, [...events].reverse()),
    );
  },
};

const columns = [
  ["Number", (row) => row.number],
  ["Time", (row) => el("time", { datetime: row.time }, row.time)],
  ["Type", (row) => row.event.detail?.type],
  ["From", (row) => el("span", { class: "id", title: row.event.resources?.[0] ?? "" }, row.event.resources?.[0] ?? "")],
  ["Event", (row) => unfolded("JSON", row.event)],
];
