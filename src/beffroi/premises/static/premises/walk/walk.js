// One walk as the screens see it: what the store holds of a round, read again after every change.

import { rows as rowsOf } from "./doors.js";
import { spells } from "./clock.js";
import { ofRound } from "./notes.js";
import { waitingPhotos } from "./photo.js";
import { allOf, get } from "./store.js";

const indexed = (list, key) => new Map(list.map((one) => [one[key], one]));

/** The round with this key and what was noted of it; null when it is not on this phone. */
export async function read(key) {
  const kept = await get("rounds", key);
  if (!kept?.package) return null;
  const [notes, drafts, photos, known] = await Promise.all([
    ofRound(key), allOf("drafts", "round", key), allOf("photos", "round", key), spells(),
  ]);
  const told = kept.package;
  const walk = {
    ...kept, me: told.me.key, notes, drafts, spells: known,
    photos: waitingPhotos(photos, notes), refusedPhotos: photos.filter((photo) => photo.state === "refused"),
    states: indexed(told.states, "code"), activities: indexed(told.activities, "code"), streets: indexed(told.streets, "slug"),
  };
  walk.rows = rowsOf(walk, notes, walk.me, kept.only ?? told.me.streets ?? []);
  for (const draft of drafts) {
    const row = walk.rows.find((one) => one.id === draft.door);
    if (row) row.draft = true;
  }
  walk.byId = indexed(walk.rows, "id");
  return walk;
}
