// What is seen at one door, asked in large keys; every change is a draft on the disk at once.

import { standing } from "./doors.js";
import { h, one, part } from "./dom.js";
import { described, number, place } from "./list.js";
import { search } from "./search.js";
import { get, put, remove } from "./store.js";
import { monthName, say } from "./words.js";

// Which questions a state calls for; the others are hidden, and nothing is said of them.
const ASKS = {
  occupied: ["sign", "activity", "open_now"],
  seasonal_closed: ["sign", "activity", "seasonal"],
  vacant: ["window", "taker"],
  works_with_taker: ["sign", "activity", "window"],
  works_unknown: ["window"],
};
const NEAR = 8; // doors offered to be joined, around this one
const LAST_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

let walk, row, facing, activity = "", photos = [];
const form = () => part("form");
const fields = () => form().elements;

export const draftKey = (round, id) => `${round} ${id}`;

/** Open the form on a row of the walk; `around`: all rows. Takes up the draft when there is one. */
export async function openForm(given, target, around) {
  [walk, row, facing] = [given, target, around];
  form().reset();
  one("details", form()).open = false;
  states();
  months();
  neighbours();
  part("form-fault").hidden = true;
  part("new-only").hidden = !row.fresh;
  part("withdraw").hidden = !row.fresh || !row.note;
  part("other-cases").hidden = row.fresh;
  if (row.fresh) streets();
  const draft = await get("drafts", draftKey(walk.key, row.id));
  draft ? takeUp(draft.said, draft) : begin();
  part("form-title").textContent = row.fresh && !row.note ? say("new_door") : place(walk, row);
  part("form-known").textContent = row.fresh ? "" : known();
  part("form-draft").hidden = !draft;
  follow();
}

function known() {
  const told = described(walk, { ...row, note: null });
  return say("known", { what: [told.name, told.trade, told.empty ? "" : told.state].filter(Boolean).join(", ") });
}

function states() {
  // a door that is no more is said below, with what became of it
  const asked = [...walk.states.values()].filter((state) => state.code !== "demolished_merged");
  part("states").replaceChildren(...asked.map((state) =>
    h("label", { class: "walk-key" },
      h("input", { type: "radio", name: "state", value: state.code, required: true, "data-digit": state.key }),
      h("span", {}, state.label))));
}

function months() {
  for (const name of ["season_from", "season_to"]) {
    fields()[name].replaceChildren(h("option", { value: "" }, "–"),
      ...LAST_DAYS.map((_, index) => h("option", { value: index + 1 }, monthName(index + 1))));
  }
}

function neighbours() {
  const at = facing.findIndex((other) => other.id === row.id);
  const near = facing.filter((other, index) => other.id !== row.id && !other.fresh && Math.abs(index - at) <= NEAR && other.door.street === row.door.street);
  part("neighbours").replaceChildren(...near.map((other) =>
    h("label", { class: "walk-check" },
      h("input", { type: "checkbox", name: "absorbed", value: other.id }),
      h("span", {}, `${number(other)} · ${described(walk, other).name}`))));
}

function streets() {
  fields().street.replaceChildren(...[...walk.streets.values()].map((street) => h("option", { value: street.slug }, street.name)));
  fields().street.value = row.door.street;
  fields().number.value = row.door.number ?? "";
  placed();
}

/** Say where the new door was placed. */
export function placed() {
  part("new-where").textContent = row.door.placed ? say(`placed_${row.door.placed}`, { number: row.door.near }) : "";
}

function begin() {
  const now = standing(row);
  takeUp({ ...(row.note?.said ?? {}), state: now.state, sign: now.sign, activity: now.activity }, { kind: row.note?.kind, photos: [] });
}

function takeUp(said, { kind = "", photos: kept = [], street, number: numbered } = {}) {
  const to = fields();
  for (const name of ["state", "window", "taker", "open_now"]) {
    const value = String(said[name] ?? "");
    for (const key of form().querySelectorAll(`[name=${name}]`)) key.checked = key.value === value;
  }
  to.sign.value = said.sign ?? "";
  to.comment.value = said.comment ?? "";
  to.season_from.value = said.seasonal?.from ? Number(said.seasonal.from.slice(0, 2)) : "";
  to.season_to.value = said.seasonal?.to ? Number(said.seasonal.to.slice(0, 2)) : "";
  for (const box of form().querySelectorAll("[name=absorbed]")) box.checked = (said.absorbed ?? []).includes(box.value);
  for (const key of form().querySelectorAll("[name=kind]")) key.checked = key.value === (["merged", "split", "gone"].includes(kind) ? kind : "");
  if (street) to.street.value = street;
  if (numbered !== undefined) to.number.value = numbered;
  one("details", form()).open = ["merged", "split", "gone"].includes(kind);
  photos = [...kept];
  choose(said.activity ?? "");
}

function choose(code) {
  activity = code;
  const chosen = walk.activities.get(code);
  fields().trade.value = "";
  part("found").replaceChildren();
  part("chosen").textContent = chosen ? chosen.label : say("no_activity");
}

function suggest() {
  const typed = fields().trade.value;
  const found = search([...walk.activities.values()], typed);
  part("found").replaceChildren(...found.map((entry) =>
    h("li", {}, h("button", { type: "button", class: "walk-choice", onclick: () => { choose(entry.code); keep(); fields().trade.focus(); } },
      h("span", {}, entry.label)))));
  part("found-said").textContent = typed.trim() ? say(found.length ? "found" : "found_none", { n: found.length }) : "";
}

const value = (name) => new FormData(form()).get(name) ?? "";

/** Show the questions the chosen state and case call for. */
function follow() {
  const kind = value("kind");
  const state = value("state");
  const asks = kind === "gone" ? [] : (ASKS[state] ?? []);
  for (const box of form().querySelectorAll("[data-asks]")) box.hidden = !asks.includes(box.dataset.asks);
  part("state-asked").hidden = kind === "gone";
  part("joined").hidden = kind !== "merged";
  part("split-said").hidden = kind !== "split";
}

/** What the form says, in the words of the protocol; only what its questions asked. */
export function read() {
  const data = new FormData(form());
  const kind = row.fresh ? "new" : data.get("kind") || "changed";
  const asks = kind === "gone" ? [] : (ASKS[data.get("state")] ?? []);
  const asked = (name, found) => (asks.includes(name) ? found : undefined);
  const open = data.get("open_now");
  const said = {
    state: kind === "gone" ? undefined : (data.get("state") ?? undefined),
    sign: asked("sign", data.get("sign").trim()),
    activity: asked("activity", activity),
    window: asked("window", data.get("window") ?? ""),
    taker: asked("taker", data.get("taker") ?? ""),
    open_now: asked("open_now", open ? open === "true" : null),
    seasonal: asked("seasonal", season(Number(data.get("season_from")), Number(data.get("season_to")))),
    absorbed: kind === "merged" ? data.getAll("absorbed") : undefined,
    comment: data.get("comment").trim(),
  };
  return { kind, said, photos, street: data.get("street") ?? "", number: (data.get("number") ?? "").trim() };
}

const two = (n) => String(n).padStart(2, "0");
const season = (from, to) => (from && to ? { from: `${two(from)}-01`, to: `${two(to)}-${LAST_DAYS[to - 1]}` } : null);

/** What keeps the form from being a note, as {sentence, at}; null when it is one. */
export function fault({ kind, said }) {
  if (kind !== "gone" && !said.state) return { sentence: say("fault_state"), at: one("[name=state]", form()) };
  if (kind === "merged" && !said.absorbed.length) return { sentence: say("fault_absorbed"), at: one("[name=absorbed]", form()) ?? one("[name=kind]:checked", form()) };
  return null;
}

/** The photos of the form, and how to change them. */
export const photosOf = () => photos;
export function setPhotos(given) {
  photos = given;
  return keep();
}

/** Keep the draft; told when there is no room for it (`form-fault`). */
export async function keep() {
  const { kind, ...more } = read();
  const draft = { key: draftKey(walk.key, row.id), round: walk.key, door: row.id, fresh: row.fresh ? row.door : null, after: row.after ?? null, kind, at: Date.now(), ...more };
  row.draft = true;
  part("form-fault").hidden = true;
  await put("drafts", draft).catch(() => {
    part("form-fault").textContent = say("draft_full");
    part("form-fault").hidden = false;
  });
}

export const forget = () => remove("drafts", draftKey(walk.key, row.id));

/** Listen to the form, once. `act`: {save(read, row), back()}. */
export function startForm(act) {
  const changed = () => { follow(); keep(); };
  form().addEventListener("input", (event) => { if (event.target.name === "trade") suggest(); else if (event.target.type !== "file") changed(); });
  form().addEventListener("submit", (event) => {
    event.preventDefault();
    const told = read();
    const wrong = fault(told);
    part("form-fault").hidden = !wrong;
    if (!wrong) return act.save(told, row);
    part("form-fault").textContent = wrong.sentence;
    wrong.at?.focus();
    return undefined;
  });
  part("states").addEventListener("keydown", (event) => {
    const key = one(`[data-digit="${CSS.escape(event.key)}"]`, part("states"));
    if (!key) return;
    key.checked = true;
    key.focus();
    changed();
  });
  // its answers open below: room is made for them above the keyboard
  fields().trade.addEventListener("focus", () => fields().trade.closest(".field").scrollIntoView({ block: "start" }));
  fields().trade.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    one("button", part("found"))?.click();
  });
}
