// Talks to the server by the protocol of rounds, version 1 (docs/how-to/walk-offline.md). What the
// server did not acknowledge by its uuid stays here: sending twice is harmless, losing is not.

import { allOf, answer, change, changeIfRoom, get, isFull } from "./store.js";
import { asSent, measure, spells } from "./clock.js";
import { device, gather, mark, ofRound } from "./notes.js";
import { waitingPhotos } from "./photo.js";
import { tell } from "./tell.js";

const PROTOCOL = 1;
const BATCH = 50; // notes in a message: on a poor network a small message passes where a big one fails
const PATIENCE = 30_000; // ms
const NO_UUID = "00000000-0000-0000-0000-000000000000"; // stands for a photo in the address of photos

/** What stopped a conversation; `how` is one of the words of `said.net_…`. */
class Stopped extends Error {
  constructor(how, sentence = "", status = 0) {
    super(how);
    Object.assign(this, { how, sentence, status });
  }
}

const REFUSALS = { 400: "unread", 401: "signed_out", 403: "forbidden", 404: "forbidden", 409: "closed", 413: "unread", 429: "busy" };
const OF_THE_PHOTO = new Set([400, 409, 413, 415]); // it is this photo that is refused, the others go on

async function ask(path, { headers, ...more } = {}) {
  let reply;
  try {
    reply = await fetch(path, {
      redirect: "manual", cache: "no-store", signal: AbortSignal.timeout(PATIENCE),
      headers: { Accept: "application/json", ...headers }, ...more,
    });
  } catch {
    throw new Stopped("offline");
  }
  if (reply.type === "opaqueredirect") throw new Stopped("signed_out"); // led to the page of sign-in
  const told = await reply.json().catch(() => null);
  if (reply.ok && told) return told;
  if (reply.ok) throw new Stopped("strange"); // not ours: the welcome page of a café's network
  throw new Stopped(REFUSALS[reply.status] ?? (reply.status >= 500 ? "server" : "strange"), told?.sentence ?? "", reply.status);
}

async function session(walk) {
  const askedAt = Date.now();
  const told = await ask(walk.paths.session);
  if (!told.csrf || !told.now) throw new Stopped("strange");
  const off = await measure(told.now, askedAt, Date.now());
  if (walk.package && told.me !== walk.package.me.key) throw new Stopped("other_person");
  return { ...told, off };
}

/** Bring the package of a round to this phone, or renew it; what was noted stays. */
export async function bring(key, paths) {
  const askedAt = Date.now();
  const brought = await ask(paths.package);
  if (brought.protocol !== PROTOCOL) throw new Stopped("protocol");
  await measure(brought.now, askedAt, Date.now());
  await device(); // while there is room
  await change("rounds", async ({ rounds }) => {
    const known = (await answer(rounds.get(key))) ?? { key, others: [] };
    await answer(rounds.put({ ...known, paths, package: brought, brought_at: Date.now() }));
  });
  tell("round");
}

const message = async (walk, part, off) => {
  const known = await spells();
  return JSON.stringify({
    protocol: PROTOCOL,
    device: await device(),
    sent_at: new Date().toISOString(),
    notes: part.map((note) => ({
      uuid: note.uuid, seq: note.seq, seen_at: asSent(note, known, off), door: note.door, new: note.neu,
      kind: note.kind, said: note.said, replaces: note.replaces, photos: note.photos,
    })),
  });
};

async function settle(walk, told) {
  const refused = new Map((told.refused ?? []).map((one) => [one.uuid, one]));
  await mark(told.received ?? [], { state: "sent", sent_at: Date.now() });
  for (const [uuid, why] of refused) await mark([uuid], { state: "refused", why });
  await changeIfRoom("rounds", async ({ rounds }) => {
    const known = await answer(rounds.get(walk.key));
    await answer(rounds.put({ ...known, others: told.others ?? [], round_state: told.round_state }));
  });
}

async function sendNotes(walk, told, before) {
  const waiting = (await ofRound(walk.key)).filter(
    (note) => note.me === told.me && (note.state === "sending" || (note.state === "waiting" && note.at <= before)),
  );
  // an empty message too: it brings what colleagues noted
  for (let at = 0; at === 0 || at < waiting.length; at += BATCH) {
    const part = waiting.slice(at, at + BATCH);
    await mark(part.map((note) => note.uuid), { state: "sending" });
    const headers = { "Content-Type": "application/json", "X-CSRFToken": told.csrf };
    const body = await message(walk, part, told.off);
    await settle(walk, await ask(walk.paths.notes, { method: "POST", headers, body }));
  }
}

async function sendPhotos(walk, told) {
  const mine = (await ofRound(walk.key)).filter((note) => note.me === told.me && note.state === "sent");
  for (const photo of waitingPhotos(await allOf("photos", "round", walk.key), mine)) {
    const become = { state: "sent", blob: null }; // the server has it: its room is for the next
    try {
      const headers = { "Content-Type": "image/jpeg", "X-CSRFToken": told.csrf };
      await ask(walk.paths.photo.replace(NO_UUID, photo.uuid), { method: "PUT", headers, body: photo.blob });
    } catch (fault) {
      if (!OF_THE_PHOTO.has(fault.status)) throw fault;
      Object.assign(become, { state: "refused", blob: photo.blob, why: fault.sentence });
    }
    await changeIfRoom("photos", ({ photos }) => answer(photos.put({ ...photo, ...become })));
  }
}

/**
 * One conversation about one round. `before`: notes made later stay, they may still be taken back.
 * Answers with {how, sentence, at}, kept with the round: what the bar tells.
 */
async function converse(key, before) {
  const walk = await get("rounds", key);
  if (!walk?.package) return { how: "ok", at: Date.now() };
  const outcome = { how: "ok", sentence: "", at: Date.now() };
  try {
    await gather().catch((fault) => { if (!isFull(fault)) throw fault; });
    const told = await session(walk);
    await sendNotes(walk, told, before);
    await sendPhotos(walk, told);
  } catch (fault) {
    if (!(fault instanceof Stopped) && !isFull(fault)) throw fault;
    Object.assign(outcome, { how: fault.how ?? "full", sentence: fault.sentence ?? "" });
  }
  await changeIfRoom("rounds", async ({ rounds }) => {
    const known = await answer(rounds.get(key));
    const well = outcome.how === "ok" ? { synced_at: outcome.at } : {};
    if (known) await answer(rounds.put({ ...known, ...well, outcome }));
  });
  tell("synced");
  return outcome;
}

/** The same, one tab or worker at a time; null when another is at it. */
export async function sync(key, before = Infinity) {
  if (!navigator.locks) return converse(key, before);
  return navigator.locks.request(`beffroi-walk-${key}`, { ifAvailable: true }, (lock) => (lock ? converse(key, before) : null));
}
