// The emulator's clock, as the page knows it, and texts of instants.

import { el } from "./dom.js";

let shown = { now: Date.now(), frozen: false, seen: performance.now() };

/** Takes over what the emulator says of its clock. */
export function setClock({ now, frozen }) {
  shown = { now: Date.parse(now), frozen, seen: performance.now() };
}

export const isFrozen = () => shown.frozen;

/** Now, by the emulator's clock, in milliseconds. */
export function now() {
  return shown.frozen ? shown.now : shown.now + performance.now() - shown.seen;
}

/** How long ago an instant was, or how long it is still to come, in a word. */
export function distance(iso) {
  const seconds = Math.round(Math.abs(now() - Date.parse(iso)) / 1000);
  if (seconds < 100) return `${seconds} s`;
  if (seconds < 6000) return `${Math.round(seconds / 60)} min`;
  if (seconds < 172_800) return `${Math.round(seconds / 3600)} h`;
  return `${Math.round(seconds / 86_400)} days`;
}

/** The seconds that are left until an instant, never less than 0. */
export function left(iso) {
  return Math.max(0, Math.ceil((Date.parse(iso) - now()) / 1000));
}

/** A countdown, which the clock in the header moves on; nothing where there is no deadline. */
export function remaining(deadline) {
  return deadline && el("span", { class: "left", "data-deadline": deadline }, `${left(deadline)} s left`);
}
