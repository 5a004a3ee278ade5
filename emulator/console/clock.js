// The clock in the header: shown, frozen, moved on, and what the last step has changed.

import { control, get, post } from "./api.js";
import { act, el, say } from "./dom.js";
import { isFrozen, left, now, setClock } from "./time.js";

const time = el("time", { "aria-label": "The emulator's clock" });
const freeze = act("Freeze", () => change({ frozen: !isFrozen() }));

export function showClock(place) {
  const steps = [1, 10, 60].map((seconds) => act(`+${seconds} s`, () => advance(seconds)));
  place.append(time, freeze, ...steps, act("To the next time-out", toTheNext));
  setInterval(tick, 250);
}

export async function readClock() {
  setClock(await get("/clock"));
  tick();
}

function tick() {
  const instant = new Date(now()).toISOString();
  time.textContent = `${instant.slice(0, 10)} ${instant.slice(11, 19)}`;
  time.dateTime = instant;
  freeze.textContent = isFrozen() ? "Resume" : "Freeze";
  time.classList.toggle("frozen", isFrozen());
  for (const node of document.querySelectorAll("[data-deadline]")) {
    node.textContent = `${left(node.dataset.deadline)} s left`;
  }
}

async function change(clock) {
  setClock(await control("PUT", "/clock", clock));
  tick();
  return isFrozen() ? "The clock stands still." : "The clock goes on.";
}

async function advance(seconds) {
  const done = await post("/clock/advance", { seconds });
  setClock(done);
  tick();
  const counts = Object.entries(done.counts).map(([status, count]) => `${count} ${status}`);
  return `${seconds} s later: ${counts.length ? counts.join(", ") : "nothing changed"}.`;
}

async function toTheNext() {
  const { seconds } = await get("/clock/next");
  if (seconds === null) return say("Nothing waits for time.");
  return advance(seconds);
}
