// Notes of the street, append only: what was sent is never changed here, a correction is a new note
// that names the one it replaces. A note that never left the phone can be taken back.

import { all, allOf, answer, change, get, isFull } from "./store.js";
import { now } from "./clock.js";
import { tell } from "./tell.js";
import { setFull } from "./room.js";
import * as spill from "./spill.js";

/** This installation's name for this phone, made once. */
export async function device() {
  return change("facts", async ({ facts }) => {
    const known = await answer(facts.get("device"));
    if (known) return known;
    const made = crypto.randomUUID();
    await answer(facts.put(made, "device"));
    return made;
  });
}

// What became of notes while the store was too full to say so: known until the page is left.
const unwritten = new Map();
const known = (note) => (unwritten.has(note.uuid) ? { ...note, ...unwritten.get(note.uuid) } : note);

const bySequence = (one, other) => one.seq - other.seq;
const about = (note) => note.neu?.ref ?? note.door;

/** Every note of a round on this phone, in the order they were made. */
export async function ofRound(round) {
  const kept = (await allOf("notes", "round", round)).map(known);
  const here = new Set(kept.map((note) => note.uuid));
  const spilt = spill.all().filter((note) => note.round === round && !here.has(note.uuid));
  return [...kept, ...spilt].sort(bySequence);
}

/** Every note of this phone that the server has not acknowledged. */
export async function unsent() {
  const kept = await all("notes");
  return [...kept, ...spill.all()].filter((note) => note.state === "waiting" || note.state === "sending").sort(bySequence);
}

/** Keep what was seen. `said`, `kind`, `door` or `neu` as in the protocol; answers with the note. */
export async function add({ round, me, door = null, neu = null, kind, said, photos = [], after = null }) {
  const before = await ofRound(round);
  const mine = before.filter((note) => note.me === me && note.state !== "refused");
  const last = mine.filter((note) => about(note) === about({ door, neu })).at(-1);
  const note = {
    uuid: crypto.randomUUID(), round, me, door, neu, kind, said, photos, after,
    replaces: last?.uuid ?? null, state: "waiting", ...(await now()),
  };
  try {
    await change(["notes", "facts"], async ({ notes, facts }) => {
      note.seq = 1 + Math.max((await answer(facts.get("sequence"))) ?? 0, spill.last());
      await answer(facts.put(note.seq, "sequence"));
      await answer(notes.add(note));
    });
  } catch (fault) {
    if (!isFull(fault)) throw fault;
    setFull(true);
    note.seq = 1 + Math.max((await get("facts", "sequence")) ?? 0, spill.last());
    spill.add(note); // throws in its turn when even that is full: the screen then keeps the form
  }
  tell("notes");
  return note;
}

/** The note that « Annuler » would take back: the last one made here, if it never left. */
export function last(notes, me) {
  const made = notes.filter((note) => note.me === me).at(-1);
  return made?.state === "waiting" ? made : null;
}

/** Take back a note that never left the phone; false when it has just been sent. */
export async function takeBack(uuid) {
  const gone = spill.remove(uuid) || (await change("notes", async ({ notes }) => {
    const note = await answer(notes.get(uuid));
    if (!note || known(note).state !== "waiting") return false;
    await answer(notes.delete(uuid));
    return true;
  }));
  tell("notes");
  return gone;
}

/** Mark notes, by uuid, with what became of them. */
export async function mark(uuids, facts) {
  const wanted = new Set(uuids);
  spill.mark(wanted, facts);
  try {
    await change("notes", async ({ notes }) => {
      for (const uuid of wanted) {
        const note = await answer(notes.get(uuid));
        if (note) await answer(notes.put({ ...note, ...facts }));
      }
    });
  } catch (fault) {
    if (!isFull(fault)) throw fault; // at the next opening it is sent again: harmless
    for (const uuid of wanted) unwritten.set(uuid, { ...unwritten.get(uuid), ...facts });
  }
  tell("notes");
}

/** Bring back into the store what was kept beside it when it was full. */
export async function gather() {
  const beside = spill.all();
  if (!beside.length) return;
  await change(["notes", "facts"], async ({ notes, facts }) => {
    for (const note of beside) await answer(notes.put(note));
    const known = (await answer(facts.get("sequence"))) ?? 0;
    await answer(facts.put(Math.max(known, ...beside.map((note) => note.seq)), "sequence"));
  });
  spill.clear();
  setFull(false);
}
