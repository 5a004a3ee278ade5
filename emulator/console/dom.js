// Elements of the page. Every text goes through textContent: what a player is called can never become markup.

/** An element with properties (`class`, `on…`, `data-…`, `aria-…`, others as attributes) and children. */
export function el(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "value") node.value = value;
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

export function button(text, onclick, properties = {}) {
  return el("button", { type: "button", onclick, ...properties }, text);
}

/** A button that does something of the emulator, and says below the header what went wrong. */
export function act(text, work, properties = {}) {
  return button(text, () => attempt(work), { "data-key": `${text} ${properties["data-of"] ?? ""}`, ...properties });
}

/** Shows what happened, or what was refused. */
export function say(text, wrong = false) {
  const status = document.getElementById("status");
  status.textContent = text;
  status.className = wrong ? "wrong" : "";
}

export async function attempt(work) {
  try {
    const text = await work();
    if (typeof text === "string") say(text);
  } catch (error) {
    say(error.message, true);
  }
}

/** A table of rows. A column is [heading, row => what its cell holds]. */
export function table(caption, columns, rows, rowProperties = () => ({})) {
  if (rows.length === 0) return el("p", { class: "empty" }, `${caption}: none.`);
  return el(
    "div",
    { class: "scroll", role: "region", "aria-label": caption, tabindex: 0 },
    el(
      "table",
      {},
      el("caption", {}, caption),
      el("thead", {}, el("tr", {}, columns.map(([heading]) => el("th", { scope: "col" }, heading)))),
      el("tbody", {}, rows.map((row) => el("tr", rowProperties(row), columns.map(([, cell]) => el("td", {}, cell(row) ?? ""))))),
    ),
  );
}

export function badge(status) {
  return el("span", { class: `badge ${String(status).toLowerCase()}` }, status);
}

/** A part of the page with a heading. */
export function section(title, ...children) {
  return el("section", { class: "part" }, el("h2", {}, title), ...children);
}

/** A form in a dialog. `fields` are [name, label, properties]; `work` gets their values by name. */
export function ask(title, fields, work) {
  const inputs = fields.map(([name, label, properties = {}]) => {
    const { options, ...rest } = properties;
    const control = options
      ? el("select", { name, ...rest }, options.map((option) => el("option", { value: option }, option || "any")))
      : el("input", { name, autocomplete: "off", ...rest });
    return el("label", {}, label, control);
  });
  const dialog = el(
    "dialog",
    { "aria-label": title, onclose: () => dialog.remove() },
    el(
      "form",
      {
        method: "dialog",
        onsubmit: (event) => {
          const values = Object.fromEntries(new FormData(event.target));
          attempt(() => work(values));
        },
      },
      el("h2", {}, title),
      inputs,
      el("p", { class: "buttons" }, el("button", { type: "submit" }, "OK"), button("Cancel", () => dialog.close())),
    ),
  );
  document.body.append(dialog);
  dialog.showModal();
}

/** A question that is answered by OK or not at all. */
export function confirmed(question, work) {
  ask(question, [], work);
}

/** The last part of an ARN, which people can read. */
export function shortId(id) {
  return id.slice(id.lastIndexOf("/") + 1);
}
