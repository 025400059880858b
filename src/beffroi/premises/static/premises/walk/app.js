// The walk in the street: wires the screens to the store. Works without network from the first line
// on; the network, when there is one, is a visitor (keeper.js).

import { right } from "./clock.js";
import { next } from "./doors.js";
import { one, part } from "./dom.js";
import * as form from "./form.js";
import { install, sendLater } from "./install.js";
import { startKeeper } from "./keeper.js";
import { described, drawDock, drawList, number, place, reveal } from "./list.js";
import { drawMap } from "./map.js";
import * as notes from "./notes.js";
import { askPlace, leaveMap, startPlan } from "./plan.js";
import { drawRounds, drop, pathsOf } from "./rounds.js";
import { drawPhotos, startPhotos } from "./snap.js";
import { get, isFull, put } from "./store.js";
import { bring } from "./sync.js";
import { listen } from "./tell.js";
import { read } from "./walk.js";
import { say } from "./words.js";

const PAUSE = 300; // ms: a thumb that bounces does not note the next door too

const app = { walk: null, focus: null, screen: "walk", tapped: 0, chosen: false, keeper: null };
const key = decodeURIComponent(location.pathname).match(/\/([^/]+)\/[^/]+\/$/)?.[1] ?? "";
const paths = pathsOf(key);

// ---- What is seen

function show(screen) {
  if (app.screen === "map" && screen !== "map") leaveMap();
  app.screen = screen;
  document.body.dataset.screen = screen;
  for (const section of document.querySelectorAll("[data-beffroi-screen]")) section.hidden = section.dataset.beffroiScreen !== screen;
  for (const tab of document.querySelectorAll("[data-beffroi-go]")) {
    tab.dataset.beffroiGo === screen ? tab.setAttribute("aria-current", "page") : tab.removeAttribute("aria-current");
  }
  if (app.walk) put("facts", { screen, focus: app.focus }, `place ${key}`).catch(() => {}); // only a comfort
}

/** Say something at the foot of the page and to a screen reader; `wrong` stays until the next. */
export function announce(text, wrong = false) {
  const box = part("said");
  box.textContent = text;
  box.classList.toggle("is-wrong", wrong);
}

async function draw(smooth = true) {
  app.walk = await read(key);
  const { walk } = app;
  if (!walk) return;
  let row = walk.byId.get(app.focus);
  // until a thumb has chosen a door, what colleagues saw meanwhile is passed over
  if (!row || (row.seen && !app.chosen)) row = walk.rows.find((each) => !each.seen) ?? null;
  app.focus = row?.id ?? null;
  drawList(walk, walk.rows, app.focus, focusOn);
  drawDock(walk, walk.rows, row, (note) => right(note, walk.spells));
  part("undo").hidden = !notes.last(walk.notes, walk.me);
  if (app.screen === "walk") reveal(smooth);
  if (app.screen === "map") drawMap(walk, app.focus, focusOn);
  await app.keeper?.draw(walk);
}

function focusOn(id) {
  app.focus = id;
  app.chosen = true;
  if (app.screen !== "walk") show("walk");
  return draw();
}

// ---- What is tapped

const unreadable = (fault) => {
  announce(say(isFull(fault) ? "lost_full" : "lost", { fault: fault.name }), true);
  if (!isFull(fault)) throw fault;
};

async function unchanged() {
  const row = app.walk.byId.get(app.focus);
  if (!row || performance.now() - app.tapped < PAUSE) return;
  app.tapped = performance.now();
  app.chosen = true;
  try {
    await notes.add({ round: key, me: app.walk.me, door: row.id, kind: "unchanged", said: {} });
  } catch (fault) {
    return unreadable(fault);
  }
  navigator.vibrate?.(12);
  return onward(say("said_unchanged", { where: number(row) }), row.id);
}

/** Go to the next door nobody saw, and say both. */
async function onward(done, id) {
  app.walk = await read(key);
  const row = app.walk.byId.get(id);
  const by = row?.fresh && app.walk.byId.get(row.after); // a door added on the way: back to where one was
  const to = by && !by.seen ? by : next(app.walk.rows, id);
  app.focus = to?.id ?? null;
  show("walk");
  await draw();
  announce(to ? say("then", { done, where: place(app.walk, to), what: described(app.walk, to).name }) : done);
  app.keeper?.noted();
  sendLater();
}

async function undo() {
  const note = notes.last(app.walk.notes, app.walk.me);
  if (!note) return;
  app.chosen = true;
  const gone = await notes.takeBack(note.uuid);
  app.focus = note.neu && !note.door ? (note.after ?? app.focus) : note.door;
  await draw();
  announce(gone ? say("taken_back", { where: number(app.walk.byId.get(app.focus) ?? { door: {} }) }) : say("sent_already"));
}

async function save(told, row) {
  const made = { round: key, me: app.walk.me, said: clean(told.said), photos: told.photos };
  const split = told.kind === "split";
  try {
    if (row.fresh) await notes.add({ ...made, kind: row.split ? "split" : "new", door: row.split ?? null, neu: cell(row, told), after: row.after });
    else await notes.add({ ...made, kind: split ? "changed" : told.kind, door: row.id });
  } catch (fault) {
    return unreadable(fault);
  }
  await form.forget();
  if (!split) return onward(say("said_noted", { where: told.number || number(row) }), row.id);
  await draw();
  await edit(begunDoor(row.id)); // the door cut out of this one
  return announce(say("second_door"));
}

/** A new door noted by mistake: taken back if it never left, else told to the server as no door. */
async function withdraw() {
  const { note, split, after } = app.editing;
  try {
    const gone = note.state === "waiting" && !note.replaces && (await notes.takeBack(note.uuid));
    if (!gone) await notes.add({ round: key, me: app.walk.me, kind: "withdrawn", said: {}, door: split ?? null, neu: note.neu, after });
  } catch (fault) {
    return unreadable(fault);
  }
  const where = number(app.editing);
  await form.forget();
  app.focus = after ?? null;
  show("walk");
  await draw();
  announce(say("withdrawn", { where }));
  return sendLater();
}

const clean = (said) => Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
const cell = (row, told) => ({ ref: row.id, lon: row.door.lon, lat: row.door.lat, street: told.street, number: told.number });

async function edit(row) {
  app.editing = row;
  app.chosen = true;
  show("door");
  await form.openForm(app.walk, row, app.walk.rows);
  await drawPhotos();
  put("facts", { screen: "door", focus: app.focus, fresh: row.fresh && !row.note ? row : null }, `place ${key}`).catch(() => {});
  part("form-in").scrollTop = 0;
  part("form-title").focus();
}

/** A door that is not in the list, beside the one in focus until it is placed. */
function begunDoor(split = null) {
  const by = app.walk.byId.get(split ?? app.focus) ?? app.walk.rows.at(-1);
  const { lon = 0, lat = 0, street = "" } = by?.door ?? {};
  const door = { street, number: "", side: "", lon, lat, state: "", name: "", sign: "", activity: "", family: "", seen_on: "", doubt: "", placed: "near", near: by ? number(by) : "" };
  return { id: crypto.randomUUID(), door, fresh: true, note: null, others: [], into: null, seen: false, after: by?.id ?? null, split };
}

/** Place the new door on the map, then come back to its form. */
async function placeOnMap() {
  const row = app.editing;
  await form.keep();
  show("map");
  drawMap(app.walk, app.focus, focusOn);
  askPlace(row.door, async (place) => {
    Object.assign(row.door, place);
    show("door");
    form.placed();
    await form.keep();
  });
}

const acts = {
  unchanged,
  undo,
  change: () => edit(app.walk.byId.get(app.focus)),
  add: () => edit(begunDoor()),
  back: () => { show("walk"); return draw(false); },
  "drop-draft": async () => { await form.forget(); show("walk"); return draw(false); },
  sync: () => app.keeper.now(),
  renew: () => app.keeper.renew(),
  place: placeOnMap,
  withdraw,
  drop: () => drop(key),
};

// ---- From the first line on

async function arrive() {
  install(part("app").dataset.beffroiWorker);
  if (location.pathname === part("app").dataset.beffroiHome) return drawRounds();
  if (!(await get("rounds", key))?.package) {
    show("bring");
    try {
      await bring(key, paths);
    } catch (fault) {
      part("bring-said").textContent = fault.sentence || say(fault.how === "offline" ? "bring_offline" : `net_${fault.how ?? "strange"}`);
      part("bring-again").hidden = false;
      if (fault.how === "signed_out") part("bring-sign-in").hidden = false;
      return undefined;
    }
  }
  const left = await get("facts", `place ${key}`);
  app.focus = left?.focus ?? null;
  app.keeper = await startKeeper({ key, paths, draw, announce, focusOn, hold: () => app.walk });
  show(left?.screen === "sync" ? "sync" : "walk");
  await draw(false);
  const begun = left?.screen === "door" && (left.fresh ?? app.walk?.byId.get(app.focus));
  const draft = begun && app.walk.drafts.find((each) => each.door === begun.id);
  if (draft) {
    await edit(draft.fresh ? { ...begun, door: draft.fresh } : begun);
    announce(say("draft_back"));
  }
  return undefined;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-beffroi-do], [data-beffroi-go]");
  if (!button || !app.walk) return;
  if (button.dataset.beffroiGo) { show(button.dataset.beffroiGo); draw(false); } else acts[button.dataset.beffroiDo]?.();
});
part("bring-again").addEventListener("click", () => location.reload());
form.startForm({ save });
startPhotos(() => key);
startPlan(() => app.walk);
listen(async ({ what }) => {
  const open = app.walk?.byId.get(app.focus)?.seen === false;
  await draw(false);
  // noted in another tab of this phone: this one goes on too. A colleague's note moves nothing: a
  // door that slips away under the thumb would be another door noted
  if (what !== "notes" || !open || !app.walk?.byId.get(app.focus)?.note) return;
  app.focus = next(app.walk.rows, app.focus)?.id ?? null;
  await draw(false);
});
arrive().catch((fault) => {
  // a private window without a store, a broken disk, a fault of ours: said, not hidden
  part("broken").textContent = say(fault instanceof DOMException ? "no_store" : "stopped");
  part("broken").hidden = false;
  throw fault;
});
