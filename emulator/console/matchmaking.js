// Matchmaking tickets of a region, and beside them one of them: its players and their answers, why it is in no match, and
// its events.

import { get, operate, query } from "./api.js";
import { act, badge, button, el, section, table } from "./dom.js";
import { newestEvents } from "./events.js";
import { choice, eventsTable, marked, opener, pages, search, told, unfolded } from "./lists.js";
import { host } from "./players.js";
import { distance, remaining } from "./time.js";

const STATUSES = ["", "QUEUED", "SEARCHING", "REQUIRES_ACCEPTANCE", "PLACING", "COMPLETED", "FAILED", "CANCELLED", "TIMED_OUT"];
const STOPPABLE = ["QUEUED", "SEARCHING", "REQUIRES_ACCEPTANCE"];

export const matchmakingView = {
  name: "matchmaking",
  title: "Matchmaking",
  parts: ["world", "clock", "events"],
  async show(state) {
    const { region, account, filters } = state;
    const page = await get(`/matchmaking-tickets?${query({ region, account, status: filters.status, search: filters.search, before: filters.before })}`);
    const list = section(
      "Matchmaking tickets",
      el("div", { class: "tools" }, search("search", "Search", state), choice("status", "Status", STATUSES, state)),
      table("Matchmaking tickets", columns(state), page.matchmaking_tickets, marked(state, "TicketId")),
      pages(state, page.next),
    );
    return filters.id ? el("div", { class: "beside" }, list, await chosen(state)) : list;
  },
};

const columns = (state) => [
  ["Status", (row) => badge(row.Status)],
  ["Ticket", (row) => opener(row.TicketId, state)],
  ["Configuration", (row) => row.ConfigurationName],
  ["Players", (row) => el("span", { class: "id", title: names(row) }, names(row))],
  ["Match", (row) => row.MatchId && el("code", { class: "id", title: row.MatchId }, row.MatchId)],
  ["Game session", (row) => row.GameSessionId && el("span", { class: "id" }, row.Backfill ? "to fill: " : "", host(row))],
  ["Started", (row) => el("time", { datetime: row.StartTime, title: row.StartTime }, `${distance(row.StartTime)} ago`)],
  ["Time-out", (row) => remaining(row.Deadline)],
];

const names = (row) => row.Players.map((each) => each.PlayerId).join(", ");

async function chosen(state) {
  const { region, account, filters } = state;
  const { id } = filters;
  const close = button("Close", () => state.go({ id: "" }), { "data-key": "close" });
  const [{ matchmaking_tickets: found }, events] = await Promise.all([
    get(`/matchmaking-tickets?${query({ region, account, id })}`),
    newestEvents(),
  ]);
  const [ticket] = found;
  if (!ticket) return section("Ticket", el("p", {}, "This ticket is not there any more."), close);
  const why = await get(`/matchmaking-tickets/${encodeURIComponent(id)}/explanation`).then(explained, (error) => el("p", {}, error.message));
  return section(
    id,
    told(ticket.Status, id, ticket.StatusMessage ?? ticket.StatusReason),
    el("p", { class: "buttons" }, actions(ticket, state), close),
    table("Its players", playerColumns(ticket, state), ticket.Players),
    why,
    eventsTable(events.filter((each) => each.event.detail.tickets?.some((of) => of.ticketId === id))),
    unfolded("The ticket as AWS shows it", ticket),
  );
}

function actions(ticket, state) {
  const id = ticket.TicketId;
  const stop = async () => { await operate("StopMatchmaking", { TicketId: id }, state); };
  const all = ticket.Players.map((each) => each.PlayerId);
  return [
    act("Stop", stop, { disabled: !STOPPABLE.includes(ticket.Status), "data-of": id }),
    ticket.Status === "REQUIRES_ACCEPTANCE" ? act("Accept for all", () => answer("ACCEPT", all, id, state), { "data-of": id }) : null,
  ];
}

async function answer(AcceptanceType, PlayerIds, TicketId, state) {
  await operate("AcceptMatch", { TicketId, PlayerIds, AcceptanceType }, state);
}

function playerColumns(ticket, state) {
  const answers = ({ PlayerId }) => ["Accept", "Reject"].map((text) =>
    act(text, () => answer(text.toUpperCase(), [PlayerId], ticket.TicketId, state), { "data-of": PlayerId, "aria-label": `${text} for ${PlayerId}` }));
  return [
    ["Player", (row) => el("span", { class: "id", title: row.PlayerId }, row.PlayerId)],
    ["Team", (row) => row.Team],
    ["Accepted", (row) => ({ true: "yes", false: "no" })[row.Accepted]],
    ["Answer", (row) => (ticket.Status === "REQUIRES_ACCEPTANCE" ? el("span", { class: "buttons" }, answers(row)) : null)],
    ["Attributes", (row) => row.PlayerAttributes && el("code", {}, Object.entries(row.PlayerAttributes).map(([name, value]) => `${name}=${JSON.stringify(Object.values(value)[0])}`).join(" "))],
    ["Latencies", (row) => row.LatencyInMs && Object.entries(row.LatencyInMs).map(([place, ms]) => `${place} ${ms} ms`).join(", ")],
  ];
}

/** What a match around the ticket meets: rule by rule, and what else is missing. */
function explained(why) {
  const { nextExpansion: next } = why;
  const lacks = [
    ...why.missingTeams.map(({ team, players, minPlayers }) => `Team ${team} has ${players} of ${minPlayers} players.`),
    ...why.missingAttributes.map((name) => `A player has no ${name}.`),
    why.missingLatency && "A player tells no latency.",
    next && `${next.target} becomes ${JSON.stringify(next.value)} at ${next.at}.`,
    why.searchCut && "The search was cut: something was left untried.",
  ];
  return el(
    "div",
    {},
    table("What its rules meet", ruleColumns, why.rules),
    el("ul", {}, lacks.filter(Boolean).map((text) => el("li", {}, text))),
  );
}

const ruleColumns = [
  ["Rule", (row) => row.rule],
  ["Passed", (row) => row.passed],
  ["Failed", (row) => row.failed],
  ["The first failure", (row) => row.example && el("span", { class: "wrap" }, `${row.example.tickets.join(", ")}: ${row.example.measured}, wanted ${row.example.wanted}`)],
];
