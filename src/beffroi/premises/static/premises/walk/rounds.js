// The rounds this phone keeps, and the addresses of each.

import { h, icon, part } from "./dom.js";
import { unsent } from "./notes.js";
import { all, answer, change } from "./store.js";
import { date, say } from "./words.js";

const data = () => part("app").dataset;
const named = (path, key) => path.replace(data().beffroiKey, encodeURIComponent(key));

/** The addresses of a round, from those the page carries. */
export function pathsOf(key) {
  const { beffroiPackage, beffroiNotes, beffroiPhoto, beffroiSession, beffroiWalk, beffroiSignIn } = data();
  const walk = named(beffroiWalk, key);
  return {
    package: named(beffroiPackage, key), notes: named(beffroiNotes, key), photo: named(beffroiPhoto, key),
    session: named(beffroiSession, key), walk,
    sign_in: `${beffroiSignIn}?next=${encodeURIComponent(walk)}`,
  };
}

/** Take a round away from this phone, with all that was noted of it. */
export async function drop(key) {
  await change(["rounds", "notes", "drafts", "photos"], async (stores) => {
    stores.rounds.delete(key);
    for (const name of ["notes", "drafts", "photos"]) {
      for (const found of await answer(stores[name].index("round").getAllKeys(key))) stores[name].delete(found);
    }
  });
  location.assign(data().beffroiHome);
}

/** Draw the start page: one line a round of this town, with what waits. */
export async function drawRounds() {
  document.body.dataset.screen = "rounds";
  part("rounds-screen").hidden = false;
  const here = data().beffroiWalk.split(data().beffroiKey)[0];
  const kept = (await all("rounds")).filter((round) => round.package && round.paths.walk.startsWith(here));
  const waiting = await unsent();
  part("rounds-none").hidden = kept.length > 0;
  part("rounds").replaceChildren(...kept.map(({ key, paths, package: told }) => {
    const n = waiting.filter((note) => note.round === key).length;
    return h("li", {}, h("a", { class: "door", href: paths.walk },
      h("strong", {}, told.round.name), icon("arrow"),
      h("span", {}, say("round_dates", { from: date(told.round.from), to: date(told.round.to) })),
      n > 0 && h("span", { class: "brick" }, say("notes_wait", { n }))));
  }));
}
