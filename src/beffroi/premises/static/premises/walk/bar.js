// What the bar says, honestly: how far, what waits on this phone, when it last talked, no network.

import { h, icon, part } from "./dom.js";
import { progress } from "./doors.js";
import { lasting, moment, say } from "./words.js";

const bad = new Set(["signed_out", "other_person", "forbidden", "closed", "full", "protocol", "strange"]);

/** Counts of what this phone still holds; `photos`: those the server lacks. */
export function waitingOf(notes, photos) {
  const still = notes.filter((note) => note.state === "waiting" || note.state === "sending");
  return {
    notes: still.length,
    photos: photos.length,
    refused: notes.filter((note) => note.state === "refused"),
  };
}

export function drawBar(walk, rows, waiting, online) {
  const count = progress(rows);
  part("title").textContent = walk.package.round.name;
  part("progress").max = Math.max(count.all, 1);
  part("progress").value = count.seen;
  part("progress-said").textContent = say("progress", { seen: count.seen, all: count.all, n: count.seen });
  const state = part("net");
  const left = waiting.notes + waiting.photos;
  const how = walk.outcome?.how;
  const off = !online || how === "offline";
  state.className = `walk-net ${off ? "is-off" : left || bad.has(how) ? "is-waiting" : "is-sent"}`;
  state.replaceChildren(
    icon(bad.has(how) ? "warn" : off ? "offline" : left ? "upload" : "check"),
    h("span", {}, off ? say("off") : left ? say("to_send") : bad.has(how) ? say("look_here") : say("sent_short")),
    ...(left ? [h("span", { class: "walk-net__n" }, String(left))] : []),
  );
  state.setAttribute("aria-label", [off ? say("net_offline_short") : "", waitingSaid(waiting)].filter(Boolean).join(" "));
}

export function waitingSaid({ notes, photos }) {
  if (!notes && !photos) return say("nothing_waits");
  return [notes && say("notes_wait", { n: notes }), photos && say("photos_wait", { n: photos })].filter(Boolean).join(" ");
}

/** Draw the screen of sending: what waits, what was said, the phone's room and clock. */
export function drawSending(walk, waiting, { online, off, room, act, rows }) {
  const how = walk.outcome?.how;
  part("waits").textContent = waitingSaid(waiting);
  part("last-sync").textContent = walk.synced_at ? say("last_sync", { when: moment(walk.synced_at) }) : say("never_synced");
  const told = part("told");
  const lines = [];
  if (!online || how === "offline") lines.push(["", say("net_offline")]);
  else if (how && how !== "ok") lines.push(["error", [h("p", {}, walk.outcome.sentence || say(`net_${how}`)), how === "signed_out" && h("a", { href: walk.paths.sign_in, class: "button" }, say("sign_in"))]]);
  if (off) lines.push(["warning", say(off > 0 ? "clock_late" : "clock_early", { by: lasting(off) })]);
  if (room.low || room.refused) lines.push(["warning", say(room.full || room.refused ? "room_full" : "room_low")]);
  if (walk.refusedPhotos.length) lines.push(["warning", say("photos_refused", { n: walk.refusedPhotos.length, why: walk.refusedPhotos[0].why ?? "" })]);
  if (!room.kept) lines.push(["", say("not_persisted")]);
  told.replaceChildren(...lines.map(([kind, said]) => h("div", { class: `callout ${kind && `callout--${kind}`}` }, said)));
  // what has not left stands nowhere else: only a round that has all left may go from the phone
  part("drop").hidden = waiting.notes + waiting.photos + waiting.refused.length > 0 || !walk.synced_at;
  part("refused").hidden = !waiting.refused.length;
  part("refused-list").replaceChildren(...waiting.refused.map((note) => {
    const row = rows.find((one) => one.id === (note.neu?.ref ?? note.door));
    return h("li", {}, h("button", { type: "button", class: "walk-choice", onclick: () => act(row?.id) },
      h("strong", {}, row?.door.number || say("no_number")), ` ${note.why?.sentence ?? ""}`));
  }));
  part("room").textContent = room.quota ? say("room", { used: room.used, quota: room.quota }) : "";
}
