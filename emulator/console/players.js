// A player across fleets and time, and the table of player sessions that other views show too.

import { get, post, query } from "./api.js";
import { act, badge, button, el, section, shortId, table } from "./dom.js";
import { search } from "./lists.js";
import { distance, remaining } from "./time.js";

export const playersView = {
  name: "players",
  title: "Players",
  parts: ["world", "clock"],
  async show(state) {
    const { filters, go } = state;
    const tools = el("div", { class: "tools" }, search("player", "PlayerId", state));
    if (!filters.player) return section("Players", tools, el("p", { class: "empty" }, "Type a PlayerId: its player sessions of all fleets and regions are shown."));
    const page = await get(`/player-sessions?${query({ player: filters.player, before: filters.before })}`);
    return section(
      "Players",
      tools,
      playersTable(`Player sessions of ${filters.player}`, page.player_sessions, state, true),
      page.next ? button("Older ones", () => go({ before: page.next })) : null,
    );
  },
};

/** Player sessions, each with what its game server could do; `hosts` shows where each is. */
export function playersTable(caption, rows, state, hosts = false) {
  const columns = [
    ["Status", (row) => badge(row.Status)],
    ["Player", (row) => el("span", { class: "id", title: row.PlayerId }, row.PlayerId)],
    ["Time", since],
    ["As its server", acts],
    ...(hosts ? [["Game session", host]] : []),
    ["Player session", (row) => el("code", { class: "id", title: row.PlayerSessionId }, row.PlayerSessionId)],
    ["Data", (row) => el("span", { class: "id", title: row.PlayerData ?? "" }, row.PlayerData ?? "")],
  ];
  return table(caption, columns, rows);
}

function since(row) {
  if (row.Status === "RESERVED") return remaining(row.Deadline);
  const instant = row.TerminationTime ?? row.CreationTime;
  return el("time", { datetime: instant, title: instant }, `${distance(instant)} ago`);
}

/** Where a row's game session is seen. */
export function host(row) {
  const [, , , region] = row.GameSessionId.split(":");
  return el("a", { href: `#/game-sessions?${query({ id: row.GameSessionId })}`, title: row.GameSessionId }, `${shortId(row.GameSessionId)} · ${region}`);
}

function acts(row) {
  const does = (text, what, status) =>
    row.Status === status ? act(text, async () => { await post(`/player-sessions/${encodeURIComponent(row.PlayerSessionId)}/${what}`); }, { "data-of": row.PlayerSessionId, "aria-label": `${text} ${row.PlayerId}` }) : null;
  return [does("Accept", "accept", "RESERVED"), does("Remove", "remove", "ACTIVE")].find(Boolean);
}
