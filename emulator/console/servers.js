// The game servers that have connected, and what can be done to them.

import { get, post, query } from "./api.js";
import { act, badge, el, section, shortId, table } from "./dom.js";
import { fetchLog } from "./gamesessions.js";
import { distance } from "./time.js";

export const serversView = {
  name: "servers",
  title: "Servers",
  parts: ["servers", "clock"],
  async show(state) {
    const { server_processes: processes } = await get("/server-processes");
    const hint = el("p", { class: "empty" }, "A game server built on Server SDK 5 connects to this address: ", el("code", {}, `ws://${location.host}`));
    return section("Server processes", table("Server processes", columns(state), [...processes].reverse()), processes.length ? null : hint);
  },
};

const columns = (state) => [
  ["Status", (row) => badge(row.Status)],
  ["Process", (row) => el("code", { class: "id", title: row.ProcessId }, row.ProcessId)],
  ["Socket", (row) => (row.Connected ? "connected" : "none")],
  ["SDK", (row) => `${row.SdkLanguage} ${row.SdkVersion}`],
  ["Port", (row) => row.Port],
  ["Fleet", (row) => el("span", { class: "id", title: row.FleetId }, row.FleetId)],
  ["Compute", (row) => `${row.ComputeName} · ${row.Location}`],
  ["Last heartbeat", (row) => (row.LastHeartbeat ? `${distance(row.LastHeartbeat)} ago` : "none yet")],
  ["Game session", (row) => row.GameSessionId && el("a", { href: `#/game-sessions?${query({ id: row.GameSessionId })}` }, shortId(row.GameSessionId))],
  ["Log files", (row) => el("span", { class: "id", title: row.LogPaths.join(", ") }, row.LogPaths.join(", "))],
  ["Do", (row) => acts(row, state)],
];

function acts(row, state) {
  if (row.Status === "TERMINATED") {
    return row.GameSessionId && act("Log", () => fetchLog(row.GameSessionId, state), { "data-of": row.ProcessId, "aria-label": `Log of ${row.ProcessId}` });
  }
  const does = (text, what) => act(text, async () => { await post(`/server-processes/${encodeURIComponent(row.ProcessId)}/${what}`); }, { "data-of": row.ProcessId, "aria-label": `${text} ${row.ProcessId}` });
  return el("span", { class: "buttons" }, does("Terminate", "terminate"), does("Disconnect", "disconnect"), does("Refresh", "refresh"));
}
