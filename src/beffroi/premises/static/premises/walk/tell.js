// Tabs and the background worker tell each other that something changed; each then reads the store.

const channel = "BroadcastChannel" in globalThis ? new BroadcastChannel("beffroi-walk") : null;

/** Tell the other tabs. */
export const tell = (what, more = {}) => channel?.postMessage({ what, ...more });

/** Be told by the other tabs. */
export function listen(act) {
  if (channel) channel.onmessage = (event) => act(event.data);
}
