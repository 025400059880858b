// What a walk looks like: the doors in the order of the walk, with what was noted of each. Values only.

// a withdrawal that the server refused changes nothing: the door stands as it was noted
const alive = (told) => {
  const notes = told.filter((note) => note.kind !== "withdrawn" || note.state !== "refused");
  const replaced = new Set(notes.map((note) => note.replaces).filter(Boolean));
  return notes.filter((note) => !replaced.has(note.uuid));
};

/**
 * The rows of a walk: every door of the package, then the new ones after the door they stand by.
 * Each: {id, door, note (mine, the last), others (colleagues' notes), into (the row it was joined to),
 * seen}. A note that was refused does not make a door seen.
 */
export function rows(walk, notes, me, streets = []) {
  const mine = alive(notes.filter((note) => note.me === me));
  const last = new Map();
  const into = new Map();
  for (const note of mine) {
    if (note.neu) last.set(note.neu.ref, note);
    else last.set(note.door, note);
    if (note.kind === "merged") for (const id of note.said.absorbed ?? []) into.set(id, note.door);
  }
  const others = Map.groupBy
    ? Map.groupBy(walk.others ?? [], (told) => told.door)
    : (walk.others ?? []).reduce((map, told) => map.set(told.door, [...(map.get(told.door) ?? []), told]), new Map());
  const row = (id, door, fresh = false) => {
    const note = last.get(id) ?? null;
    const told = others.get(id) ?? [];
    const seen = Boolean((note && note.state !== "refused") || into.has(id) || told.length);
    return { id, door, fresh, note, others: told, into: into.get(id) ?? null, seen };
  };
  const kept = walk.package.doors
    .filter((door) => !streets.length || streets.includes(door.street))
    .toSorted((one, other) => one.rank - other.rank)
    .map((door) => row(door.id, door));
  for (const note of mine.filter((one) => one.neu && one.kind !== "withdrawn")) {
    if (streets.length && !streets.includes(note.neu.street)) continue;
    const at = kept.findIndex((one) => one.id === note.after);
    kept.splice(at < 0 ? kept.length : at + 1, 0, { ...row(note.neu.ref, asDoor(note), true), after: note.after, split: note.door });
  }
  return kept;
}

/** A new cell in the form of a door of the package. */
const asDoor = (note) => ({
  id: note.neu.ref, rank: null, street: note.neu.street, number: note.neu.number, side: "",
  lon: note.neu.lon, lat: note.neu.lat, state: note.said.state, name: note.said.sign, sign: note.said.sign,
  activity: note.said.activity, family: "", seen_on: "", doubt: "",
});

/** The next door nobody has seen after this one, going round; null when all are seen. */
export function next(all, id) {
  const at = all.findIndex((row) => row.id === id);
  return [...all.slice(at + 1), ...all.slice(0, at + 1)].find((row) => !row.seen) ?? null;
}

/** {seen, all, byOthers}: how far the walk is. */
export function progress(all) {
  return {
    all: all.length,
    seen: all.filter((row) => row.seen).length,
    byOthers: all.filter((row) => row.seen && !row.note && !row.into).length,
  };
}

/** What a note says of its door, or what the package says when nobody noted anything. */
export function standing({ door, note }) {
  if (!note || note.kind === "unchanged") return { state: door.state, sign: door.sign || door.name, activity: door.activity };
  if (note.kind === "gone") return { state: "gone", sign: "", activity: "" };
  return { state: note.said.state ?? door.state, sign: note.said.sign ?? "", activity: note.said.activity ?? "" };
}

/** Whether a colleague's note says another state than mine. */
export const differs = (row) =>
  Boolean(row.note) && row.others.some((told) => (told.state || row.door.state) !== standing(row).state);
