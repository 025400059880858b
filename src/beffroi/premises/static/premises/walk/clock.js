// The phone's clock may be wrong, and may be put right in the middle of a walk. Each note keeps the
// raw time of the phone and the spell of the clock it was made in; a spell ends when the clock jumps
// or the application starts again. Contact with the server measures the spell under way.
// The server adds (its now - sent_at) to every time of a message: what is sent from another spell is
// shifted so that this sum comes out right.

import { answer, changeIfRoom, get } from "./store.js";

const JUMP = 30_000; // ms: a clock that moves by more against the steady one was set, or the phone slept
const WRONG = 120_000; // ms: from here on people are told

const shift = () => Date.now() - performance.now();
let base = shift();
let spell = "";
let turning = Promise.resolve();

export const spells = async () => (await get("facts", "spells")) ?? {};

async function begin(off) {
  spell = crypto.randomUUID();
  base = shift();
  await changeIfRoom("facts", async ({ facts }) => {
    const known = (await answer(facts.get("spells"))) ?? {};
    known[spell] = { off, begun: Date.now() };
    await answer(facts.put(known, "spells"));
    await answer(facts.put(spell, "spell"));
  });
}

async function turn() {
  const moved = shift() - base;
  if (spell && Math.abs(moved) < JUMP) return;
  const last = (await spells())[spell || (await get("facts", "spell"))];
  // backwards: set by somebody, what was known of it no longer holds. Forwards: set, or a phone that
  // slept; what was known is the best guess until the server says.
  const backwards = spell ? moved < 0 : Date.now() < (last?.begun ?? 0);
  await begin(backwards ? null : (last?.off ?? null));
}

/** The phone's time and the spell of the clock it belongs to. */
export async function now() {
  turning = turning.catch(() => {}).then(turn);
  await turning;
  return { at: Date.now(), spell };
}

/** The server said its time: what this clock lacks, in ms, kept for the spell under way. */
export async function measure(serverNow, askedAt, answeredAt) {
  await now();
  const off = Date.parse(serverNow) - (askedAt + answeredAt) / 2;
  await changeIfRoom("facts", async ({ facts }) => {
    const known = (await answer(facts.get("spells"))) ?? {};
    known[spell] = { ...known[spell], off };
    await answer(facts.put(known, "spells"));
  });
  return off;
}

/** The time to send for a note, in a message whose clock lacks `off` ms. Never in the future. */
export function asSent(note, known, off) {
  const own = known[note.spell]?.off ?? null;
  const at = note.at + (own === null || note.spell === spell ? 0 : own - off);
  return new Date(Math.min(at > Date.now() ? note.at : at, Date.now())).toISOString();
}

/** How far this phone's clock is off, in ms to add, when it is worth telling; else 0. */
export async function wrong() {
  const off = (await spells())[spell]?.off ?? 0;
  return Math.abs(off) > WRONG ? off : 0;
}

/** A note's time put right, for the eyes. */
export const right = (note, known) => new Date(note.at + (known[note.spell]?.off ?? 0));
