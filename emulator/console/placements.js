// Placements of a region, and beside them why the chosen one is where it is, or nowhere.

import { get, operate, query } from "./api.js";
import { act, badge, button, el, section, shortId, table } from "./dom.js";
import { newestEvents } from "./events.js";
import { choice, eventsTable, marked, opener, pages, search, told, unfolded } from "./lists.js";
import { distance, remaining } from "./time.js";

const STATUSES = ["", "PENDING", "FULFILLED", "CANCELLED", "TIMED_OUT", "FAILED"];

export const placementsView = {
  name: "placements",
  title: "Placements",
  parts: ["world", "clock", "events"],
  async show(state) {
    const { region, account, filters } = state;
    const page = await get(`/placements?${query({ region, account, status: filters.status, search: filters.search, before: filters.before })}`);
    const list = section(
      "Placements",
      el("div", { class: "tools" }, search("search", "Search", state), choice("status", "Status", STATUSES, state)),
      table("Placements", columns(state), page.placements, marked(state, "PlacementId")),
      pages(state, page.next),
    );
    return filters.id ? el("div", { class: "beside" }, list, await chosen(filters.id, state)) : list;
  },
};

const columns = (state) => [
  ["Status", (row) => badge(row.Status)],
  ["Id", (row) => opener(row.PlacementId, state)],
  ["Queue", (row) => row.GameSessionQueueName],
  ["Players", (row) => row.MaximumPlayerSessionCount],
  ["Started", (row) => el("time", { datetime: row.StartTime, title: row.StartTime }, `${distance(row.StartTime)} ago`)],
  ["Time-out", (row) => remaining(row.Deadline)],
  ["Game session", (row) => hosted(row.GameSessionArn)],
];

const hosted = (arn) => arn && el("a", { href: `#/game-sessions?${query({ id: arn })}`, title: arn }, shortId(arn));

async function chosen(id, state) {
  const close = button("Close", () => state.go({ id: "" }), { "data-key": "close" });
  let explained, events;
  try {
    [explained, events] = await Promise.all([get(`/placements/${encodeURIComponent(id)}/explanation`), newestEvents()]);
  } catch (error) {
    return section("Placement", el("p", {}, error.message), close);
  }
  const { placement, candidates } = explained;
  const stop = async () => { await operate("StopGameSessionPlacement", { PlacementId: id }, state); };
  return section(
    id,
    told(placement.Status, id),
    el("p", { class: "buttons" }, act("Stop", stop, { disabled: placement.Status !== "PENDING", "data-of": id }), close),
    table("Places, in the order in which they are tried", places, candidates),
    eventsTable(events.filter((each) => each.event.detail.placementId === id)),
    unfolded("The placement as AWS shows it", placement),
  );
}

const places = [
  ["Fleet", (row) => el("span", { class: "id", title: row.fleetArn }, shortId(row.fleetArn))],
  ["Location", (row) => row.location],
  ["Why it was not taken", (row) => el("span", { class: "wrap" }, row.reason)],
  ["Until", (row) => row.until && el("time", { datetime: row.until }, row.until)],
];
