// The world as a whole: what is where, reset, seed, export, import.

import { control, get, post } from "./api.js";
import { act, button, confirmed, el, say, section, table } from "./dom.js";

export const worldView = {
  name: "world",
  title: "World",
  parts: ["world"],
  async show() {
    const [{ regions }, info, { pid }] = await Promise.all([get("/regions"), get("/info"), get("/changes")]);
    return section(
      "World",
      el("p", {}, `gamelift-emulator ${info.version}, process ${pid}. Calls and faults are those of this process; the world is that of its database, `, el("code", {}, String(info.settings.database_url)), "."),
      el(
        "p",
        { class: "buttons" },
        button("Reset", () => confirmed("Empty the world?", () => reset("/reset")), { "data-key": "reset" }),
        button("Reset and seed", () => confirmed("Empty the world, and load the seed?", () => reset("/reset?seed=1")), { disabled: !info.settings.seed }),
        act("Export", takeOut),
        chooser("Import a state", ".json", putBack),
        chooser("Seed a file", ".json,.yaml,.yml", seed),
      ),
      dropArea(),
      table("Regions", columns, regions),
    );
  },
};

const columns = [
  ["Region", (row) => row.Region],
  ["Account", (row) => row.AccountId],
  ["Fleets", (row) => row.FleetCount],
  ["Game sessions", (row) => row.GameSessionCount],
  ["Open", (row) => row.OpenGameSessionCount],
];

async function reset(path) {
  const done = await post(path);
  return `The world is fresh${done.seed ? ` and seeded: ${counted(done.seed.added)}` : ""}.`;
}

const counted = (added) => Object.entries(added).filter(([, count]) => count).map(([list, count]) => `${count} ${list}`).join(", ") || "nothing new";

async function takeOut() {
  const answer = await fetch("/_emulator/state");
  if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`);
  const url = URL.createObjectURL(await answer.blob());
  el("a", { href: url, download: "gamelift-state.json" }).click();
  URL.revokeObjectURL(url);
  return "Exported.";
}

async function putBack(file) {
  const report = await control("PUT", "/state", file);
  return `Imported: ${counted(report.added)}.`;
}

async function seed(file) {
  const yaml = /\.ya?ml$/i.test(file.name);
  const report = await control("POST", "/seed", file, { type: yaml ? "application/yaml" : "application/json" });
  const different = Object.values(report.different).flat().length;
  return `Seeded: ${counted(report.added)}${different ? `; ${different} that differ stay as they are` : ""}.`;
}

function chooser(text, accept, work) {
  const input = el("input", { type: "file", accept, hidden: true, onchange: () => take(input.files, work) });
  return el("span", {}, button(text, () => input.click(), { "data-key": text }), input);
}

async function take(files, work) {
  try {
    for (const file of files) say(await work(file));
  } catch (error) {
    say(error.message, true);
  }
}

function dropArea() {
  const stop = (event) => event.preventDefault();
  const drop = (event) => { stop(event); take(event.dataTransfer.files, seed); };
  return el("p", { class: "drop", ondragover: stop, ondrop: drop }, "Drop a seed document here: JSON or YAML.");
}
