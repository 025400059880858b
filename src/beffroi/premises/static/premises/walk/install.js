// Makes the application start without network, take its new versions, and send in the background.

import { part } from "./dom.js";

let register;

/** Register the worker; a new version that waits is offered, and taken when the person says so. */
export async function install(address) {
  if (!navigator.serviceWorker) return;
  const scope = new URL("./", new URL(address, location.href)).pathname;
  try {
    register = await navigator.serviceWorker.register(address, { scope, type: "module", updateViaCache: "none" });
  } catch {
    // a browser whose workers know no modules: all but sending in the background
    register = await navigator.serviceWorker.register(`${address}?simple`, { scope, updateViaCache: "none" }).catch(() => null);
  }
  if (!register) return;
  const offer = () => { part("update").hidden = !(register.waiting && navigator.serviceWorker.controller); };
  register.addEventListener("updatefound", () => {
    register.installing?.addEventListener("statechange", offer);
  });
  offer();
  let taken = false;
  part("update-now").addEventListener("click", () => { taken = true; register.waiting?.postMessage("take over"); });
  navigator.serviceWorker.addEventListener("controllerchange", () => { if (taken) location.reload(); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) register.update().catch(() => {}); });
}

/** Ask the system to send when the network comes back, even with the application closed. */
export const sendLater = () => register?.sync?.register("notes").catch(() => {}); // refused: the next opening sends
