// Where notes go when the database is full: the browser counts this small store apart (some 5 MB),
// so the note of a full phone is kept all the same until there is room, or until it is sent.
// The background worker has no such store: there the list is empty.

const NAME = "beffroi-walk-spill";
const store = globalThis.localStorage;

export const all = () => JSON.parse(store?.getItem(NAME) ?? "[]");
const keep = (notes) => (notes.length ? store.setItem(NAME, JSON.stringify(notes)) : store?.removeItem(NAME));

export const add = (note) => keep([...all(), note]);
export const clear = () => store?.removeItem(NAME);
export const last = () => Math.max(0, ...all().map((note) => note.seq));

/** Whether the note was here; it no longer is. */
export function remove(uuid) {
  const kept = all();
  const left = kept.filter((note) => note.uuid !== uuid || note.state !== "waiting");
  if (left.length !== kept.length) keep(left);
  return left.length !== kept.length;
}

/** Mark notes with what became of them; what the server has is let go. */
export function mark(uuids, facts) {
  const kept = all();
  if (kept.length) keep(kept.map((note) => (uuids.has(note.uuid) ? { ...note, ...facts } : note)));
}
