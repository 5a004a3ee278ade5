// The page: which view is open, what it shows, and what makes it look again.

import { get } from "./api.js";
import { readClock, showClock } from "./clock.js";
import { el, say } from "./dom.js";
import { adviceView } from "./advice.js";
import { callsView } from "./calls.js";
import { eventsView } from "./events.js";
import { faultsView } from "./faults.js";
import { gameSessionsView } from "./gamesessions.js";
import { matchmakingView } from "./matchmaking.js";
import { placementsView } from "./placements.js";
import { playersView } from "./players.js";
import { serversView } from "./servers.js";
import { worldView } from "./world.js";

// A view has a name, a title, the parts of the emulator whose changes concern it, and `show(state)`, which reads what it
// shows and answers elements.
const VIEWS = [
  gameSessionsView,
  playersView,
  serversView,
  placementsView,
  matchmakingView,
  eventsView,
  callsView,
  adviceView,
  faultsView,
  worldView,
];
const PAUSE_MS = 250;
const AWAY = "away";

/** What the URL says behind its #: the view, and its filters. */
export function where() {
  const [name, query = ""] = location.hash.replace(/^#\/?/, "").split("?");
  return { view: VIEWS.find((view) => view.name === name) ?? VIEWS[0], filters: Object.fromEntries(new URLSearchParams(query)) };
}

/** Goes to a view; filters that are empty are left out of the URL. */
export function go(name, filters = {}) {
  const given = Object.entries(filters).filter(([, value]) => value);
  location.hash = `#/${name}${given.length ? `?${new URLSearchParams(given)}` : ""}`;
}

let showing = 0;

/** Shows the open view afresh; a later call overtakes an earlier one. The focus stays where it was. */
export async function show() {
  const number = ++showing;
  const { view, filters } = where();
  for (const link of document.querySelectorAll("nav a")) {
    if (link.hash === `#/${view.name}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  document.title = `${view.title} · gamelift-emulator`;
  try {
    const content = await view.show({ ...place(), filters, go: (more) => go(view.name, { ...filters, ...more }), again: show });
    if (number !== showing) return;
    replace(content);
  } catch (error) {
    if (number === showing) say(error.message, true);
  }
}

function replace(content) {
  const main = document.getElementById("main");
  const key = document.activeElement?.dataset?.key;
  const { value, selectionStart } = document.activeElement ?? {};
  const places = [...main.querySelectorAll(".scroll")].map((each) => [each.getAttribute("aria-label"), each.scrollTop]);
  main.replaceChildren(...[content].flat());
  for (const [label, top] of places) {
    const node = [...main.querySelectorAll(".scroll")].find((each) => each.getAttribute("aria-label") === label);
    if (node) node.scrollTop = top;
  }
  const again = key && [...main.querySelectorAll("[data-key]")].find((node) => node.dataset.key === key);
  if (!again) return;
  again.focus({ preventScroll: true });
  if (again.tagName === "INPUT" && again.type === "search") {
    again.value = value;
    again.setSelectionRange(selectionStart, selectionStart);
  }
}

/** The region and account that the page is about. */
function place() {
  const [region, account] = (document.querySelector("#place select")?.value ?? "").split(" ");
  return { region, account };
}

async function showPlaces() {
  const [{ regions }, { settings }] = await Promise.all([get("/regions"), get("/info")]);
  const all = regions.map((each) => [`${each.Region} ${each.AccountId}`, each.OpenGameSessionCount]);
  const home = `${settings.region} ${settings.account_id}`;
  if (!all.some(([value]) => value === home)) all.unshift([home, 0]);
  const before = document.querySelector("#place select");
  const options = all.map(([value, open]) => el("option", { value }, `${value} · ${open} open`));
  if (before) {
    const chosen = before.value;
    before.replaceChildren(...options);
    before.value = all.some(([value]) => value === chosen) ? chosen : home;
    return;
  }
  const select = el("select", { onchange: show }, options);
  select.value = home;
  document.getElementById("place").append(el("label", {}, "Region ", select));
}

/** Waits for changes for ever, and shows what they concern. */
async function live() {
  let known = { number: 0 };
  for (;;) {
    try {
      const found = await get(`/changes?after=${known.number}&wait=25`);
      const before = known;
      known = found;
      const changed = (part) => found.emulator !== before.emulator || found[part] !== before[part];
      if (before.emulator === AWAY) say("The emulator answers again.");
      if (changed("clock")) await readClock();
      if (changed("world")) await showPlaces();
      if (where().view.parts.some(changed)) await show();
      await new Promise((wake) => setTimeout(wake, PAUSE_MS));
    } catch {
      say("The emulator is away. The page tries again.", true);
      known = { number: 0, emulator: AWAY };
      await new Promise((wake) => setTimeout(wake, 1000));
    }
  }
}

document.getElementById("views").append(
  el("ul", {}, VIEWS.map((view) => el("li", {}, el("a", { href: `#/${view.name}` }, view.title)))),
);
showClock(document.getElementById("clock"));
addEventListener("hashchange", show);
live();
