// The worker between the application and the network. KEPT stands above: {version, files, home}.
// What the application is made of is kept whole under its version: old or new, never a mixture.
// Data do not pass here: they are in IndexedDB.

const BASE = location.pathname.replace(/[^/]*$/, ""); // the rounds of one town, in one language
const SHELL = BASE + KEPT.home;
const ours = (name) => name.startsWith(`beffroi-walk ${BASE} `);
const CACHE = `beffroi-walk ${BASE} ${KEPT.version}`;

/** Whether this path is the start page or one round's walk. */
const isWalk = (path) => path === SHELL || (path.startsWith(BASE) && /^[^/]+\/$/.test(path.slice(BASE.length, -KEPT.home.length)) && path.endsWith(`/${KEPT.home}`));

addEventListener("install", (event) => event.waitUntil((async () => {
  const cache = await caches.open(CACHE);
  // past the browser's own cache, which may hold files of the version before
  await cache.addAll([...KEPT.files, SHELL].map((file) => new Request(file, { cache: "reload" })));
  if (!registration.active) await skipWaiting();
})()));

addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (ours(name) && name !== CACHE) await caches.delete(name);
  await clients.claim();
})()));

self.onmessage = (event) => {
  if (event.data === "take over") skipWaiting(); // asked by a page of ours: no other reaches a worker
};

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  const shell = request.mode === "navigate" && isWalk(pathname);
  if (!shell && !KEPT.files.includes(pathname)) return;
  event.respondWith((async () => (await (await caches.open(CACHE)).match(shell ? SHELL : pathname)) ?? fetch(request))());
});
