// Keeps phone and server in step: when a note was made, when the network comes back, when the page is
// seen again, when asked; after a failure less and less often. Tells the bar and the screen of sending.

import { drawBar, drawSending, waitingOf } from "./bar.js";
import { wrong } from "./clock.js";
import { part } from "./dom.js";
import { room } from "./room.js";
import { bring, sync } from "./sync.js";
import { say } from "./words.js";

const HOLD = 8_000; // ms a note stays here so that « Annuler » can take it back
const DELAYS = [5_000, 15_000, 30_000, 60_000, 120_000, 300_000]; // after each failure in a row
const STALE = 30 * 60_000; // ms after which the package is asked for again
const TRANSIENT = new Set(["offline", "server", "strange", "busy"]);

/** Start keeping in step; `page`: {key, paths, draw, announce, focusOn, hold}. */
export async function startKeeper(page) {
  const state = { failures: 0, timer: 0, talking: null, last: null };
  const online = () => navigator.onLine;

  async function draw(walk) {
    // a full store could not keep what was said last
    if (state.last && state.last.at > (walk.outcome?.at ?? 0)) {
      walk.outcome = state.last;
      if (state.last.how === "ok") walk.synced_at = state.last.at;
    }
    const waiting = waitingOf(walk.notes, walk.photos);
    drawBar(walk, walk.rows, waiting, online());
    drawSending(walk, waiting, { online: online(), off: await wrong(), room: await room(), act: page.focusOn, rows: walk.rows });
  }

  function later(ms) {
    clearTimeout(state.timer);
    state.timer = setTimeout(() => talk(), ms);
  }

  /** One conversation at a time in this tab; who asks for everything waits for the one under way. */
  async function talk(everything = false) {
    if (state.talking && !everything) return state.talking;
    await state.talking?.catch(() => {});
    state.talking = conversation(everything).finally(() => { state.talking = null; });
    return state.talking;
  }

  async function conversation(everything) {
    const button = part("sync-now");
    button.setAttribute("aria-disabled", "true");
    let told = null;
    try {
      told = await sync(page.key, everything ? Infinity : Date.now() - HOLD);
      if (told?.how === "ok" && Date.now() - page.hold().brought_at > STALE) await renew();
    } finally {
      button.removeAttribute("aria-disabled");
    }
    if (told) state.last = told;
    await page.draw(false);
    state.failures = told && TRANSIENT.has(told.how) ? state.failures + 1 : 0;
    const { notes, photos } = waitingOf(page.hold().notes, page.hold().photos);
    if (!told || TRANSIENT.has(told.how)) later(DELAYS[Math.min(state.failures, DELAYS.length) - 1] ?? DELAYS[0]);
    else if (told.how === "ok" && notes + photos) later(HOLD);
    return told;
  }

  async function renew() {
    await bring(page.key, page.paths).catch((fault) => {
      if (!fault.how) throw fault;
      page.announce(fault.sentence || say(`net_${fault.how}`), true);
    });
    await page.draw(false);
  }

  async function now() {
    page.announce(say("sending"));
    const told = await talk(true);
    if (told) page.announce(told.how === "ok" ? say("all_sent") : told.sentence || say(`net_${told.how}`), told.how !== "ok");
  }

  const soon = () => { state.failures = 0; talk(); };
  addEventListener("online", soon);
  addEventListener("offline", () => page.draw(false));
  document.addEventListener("visibilitychange", () => { if (!document.hidden) soon(); });
  later(1_000);
  return { draw, now, renew, noted: () => { if (!state.failures) later(HOLD + 500); } };
}
