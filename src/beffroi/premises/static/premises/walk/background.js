// In the worker: sends what waits when the system says the network is back, the application closed.

import { all } from "./store.js";
import { unsent } from "./notes.js";
import { sync } from "./sync.js";

addEventListener("sync", (event) => {
  if (event.tag === "notes") event.waitUntil(sendAll(event.lastChance));
});

async function sendAll(last) {
  const waiting = new Set((await unsent()).map((note) => note.round));
  const rounds = (await all("rounds")).filter((round) => waiting.has(round.key));
  const told = await Promise.all(rounds.map((round) => sync(round.key)));
  // a failure said is a try again by the system, less and less often, until it gives up
  if (!last && told.some((one) => one && ["offline", "server"].includes(one.how))) throw new Error("try again");
}
