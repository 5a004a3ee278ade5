// Game sessions of a region, and beside them the players of the one that is chosen.

import { get, operate, post, query } from "./api.js";
import { act, ask, badge, button, el, section, shortId, table } from "./dom.js";
import { choice, pages, search } from "./lists.js";
import { playersTable } from "./players.js";
import { distance, left } from "./time.js";

const STATUSES = ["", "ACTIVE", "ACTIVATING", "TERMINATING", "TERMINATED", "ERROR"];

export const gameSessionsView = {
  name: "game-sessions",
  title: "Game sessions",
  parts: ["world", "clock"],
  async show(state) {
    const { region, account, filters } = state;
    const asked = query({ region, account, fleet: filters.fleet, status: filters.status, search: filters.search, before: filters.before });
    const [page, fleets] = await Promise.all([
      get(`/game-sessions?${asked}`),
      operate("DescribeFleetAttributes", {}, state).then((answer) => answer.FleetAttributes),
    ]);
    const list = section(
      "Game sessions",
      tools(state, fleets),
      table("Game sessions", columns(state), page.game_sessions, (row) => ({ class: row.GameSessionId === filters.id ? "chosen" : null })),
      pages(state, page.next),
    );
    return filters.id ? el("div", { class: "beside" }, list, await chosen(state)) : list;
  },
};

function tools(state, fleets) {
  return el(
    "div",
    { class: "tools" },
    search("search", "Search", state),
    choice("status", "Status", STATUSES, state),
    choice("fleet", "Fleet", ["", ...fleets.map((fleet) => fleet.FleetId)], state),
    button("Create a game session", () => createGameSession(state, fleets), { "data-key": "create" }),
  );
}

const columns = ({ go }) => [
  ["Status", (row) => badge(row.Status)],
  ["Id", (row) => button(shortId(row.GameSessionId), () => go({ id: row.GameSessionId }), { class: "link", title: row.GameSessionId, "data-key": row.GameSessionId })],
  ["Name", (row) => row.Name],
  ["Players", bar],
  ["Fleet", (row) => el("span", { class: "id", title: row.FleetId }, row.FleetId)],
  ["Location", (row) => row.Location],
  ["New players", (row) => (row.PlayerSessionCreationPolicy === "DENY_ALL" ? "denied" : "accepted")],
  ["Address", (row) => `${row.IpAddress ?? ""}${row.Port ? `:${row.Port}` : ""}`],
  ["Created", (row) => el("time", { datetime: row.CreationTime, title: row.CreationTime }, `${distance(row.CreationTime)} ago`)],
];

/** The player slots as a bar: ACTIVE, RESERVED, free. */
function bar(row) {
  const reserved = row.ReservedPlayerSessionCount;
  const active = row.CurrentPlayerSessionCount - reserved;
  const most = row.MaximumPlayerSessionCount;
  const text = `${active} active, ${reserved} reserved, ${Math.max(0, most - active - reserved)} free`;
  const part = (kind, count) => {
    const node = el("span", { class: kind });
    node.style.width = `${most ? (100 * count) / most : 0}%`;
    return node;
  };
  return el("span", { class: "slots", title: text }, el("span", { class: "bar", role: "img", "aria-label": text }, part("active", active), part("reserved", reserved)), ` ${active + reserved}/${most}`);
}

async function chosen(state) {
  const { filters, go } = state;
  const id = filters.id;
  const close = button("Close", () => go({ id: "", players: "" }), { "data-key": "close" });
  let session;
  try {
    session = await find(id, state);
  } catch (error) {
    return section("Game session", el("p", {}, error.message), close);
  }
  const page = await get(`/player-sessions?${query({ game_session: id, before: filters.players })}`);
  return section(
    session.Name || shortId(id),
    el("p", {}, badge(session.Status), " ", el("code", {}, id)),
    actions(id, session, state),
    playersTable(`Players of ${shortId(id)}`, page.player_sessions, state),
    el("p", { class: "buttons" }, page.next ? button("Older ones", () => go({ players: page.next })) : null, close),
  );
}

async function find(id, state) {
  const { GameSessions } = await operate("DescribeGameSessions", { GameSessionId: id }, state);
  if (GameSessions.length === 0) throw new Error("This game session is not there any more.");
  return GameSessions[0];
}

function actions(id, session, state) {
  const path = `/game-sessions/${encodeURIComponent(id)}`;
  const does = (text, what, allowed) => act(text, async () => { await post(`${path}/${what}`); }, { disabled: !allowed.includes(session.Status), "data-of": id });
  const open = ["ACTIVATING", "ACTIVE", "TERMINATING"];
  const terminate = async () => { await operate("TerminateGameSession", { GameSessionId: id, TerminationMode: "TRIGGER_ON_PROCESS_TERMINATE" }, state); };
  return el(
    "p",
    { class: "buttons" },
    button("Reserve a slot", () => reserve(id, state), { disabled: session.Status !== "ACTIVE", "data-key": "reserve" }),
    does("Activate", "activate", ["ACTIVATING"]),
    act("Terminate", terminate, { disabled: !open.includes(session.Status), "data-of": id }),
    does("End", "end", open),
    does("Crash", "crash", open),
    act("Log", () => fetchLog(id, state), { disabled: open.includes(session.Status), "data-of": id }),
  );
}

/** Downloads the log of a game session that has ended. */
export async function fetchLog(id, { account }) {
  const [, , , region] = id.split(":");
  const { PreSignedUrl: url } = await operate("GetGameSessionLogUrl", { GameSessionId: id }, { region, account });
  location.assign(url);
  return "The log is a zip.";
}

function reserve(id, state) {
  ask("Reserve a player slot", [["PlayerId", "PlayerId", { required: true, maxlength: 1024 }], ["PlayerData", "PlayerData", {}]], async (values) => {
    const members = { GameSessionId: id, PlayerId: values.PlayerId, ...(values.PlayerData ? { PlayerData: values.PlayerData } : {}) };
    const { PlayerSession } = await operate("CreatePlayerSession", members, state);
    return `${PlayerSession.PlayerId} has a slot for ${left(new Date(1000 * PlayerSession.CreationTime + 60_000).toISOString())} s.`;
  });
}

function createGameSession(state, fleets) {
  const fields = [
    ["FleetId", "Fleet", { options: fleets.map((fleet) => fleet.FleetId) }],
    ["Location", "Location", { value: "custom-local" }],
    ["MaximumPlayerSessionCount", "Player slots", { type: "number", min: 1, max: 200, value: 4, required: true }],
    ["Name", "Name", {}],
  ];
  ask("Create a game session", fields, async (values) => {
    const members = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ""));
    members.MaximumPlayerSessionCount = Number(members.MaximumPlayerSessionCount);
    const { GameSession } = await operate("CreateGameSession", members, state);
    state.go({ id: GameSession.GameSessionId, before: "" });
    return `${shortId(GameSession.GameSessionId)} is ${GameSession.Status}.`;
  });
}
