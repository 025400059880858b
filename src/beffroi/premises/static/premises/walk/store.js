// What this phone keeps: rounds (their package), notes, and a few facts, in IndexedDB.
// Nothing here knows a page: the worker in the background reads the same store.

const NAME = "beffroi-walk";

// One step a version. A step that a phone has once taken never changes: a new need is a new step.
const STEPS = [
  (base) => {
    base.createObjectStore("rounds", { keyPath: "key" });
    base.createObjectStore("notes", { keyPath: "uuid" }).createIndex("round", "round");
    base.createObjectStore("drafts", { keyPath: "key" }).createIndex("round", "round");
    base.createObjectStore("facts");
  },
  (base, transaction) => {
    base.createObjectStore("photos", { keyPath: "uuid" }).createIndex("round", "round");
    // notes made before there were photos name none
    transaction.objectStore("notes").openCursor().onsuccess = ({ target: { result: cursor } }) => {
      if (!cursor) return;
      if (!cursor.value.photos) cursor.update({ ...cursor.value, photos: [] });
      cursor.continue();
    };
  },
];
export const VERSION = STEPS.length;

let opened;

/** The database, opened once; brought to this version first, whatever version it stood at. */
export function open() {
  opened ??= new Promise((done, failed) => {
    const asked = indexedDB.open(NAME, VERSION);
    asked.onupgradeneeded = (event) => {
      for (const step of STEPS.slice(event.oldVersion)) step(asked.result, asked.transaction);
    };
    asked.onsuccess = () => {
      // a newer version of the application, in another tab, waits for this one to let go
      asked.result.onversionchange = () => { asked.result.close(); opened = undefined; };
      asked.result.onclose = () => { opened = undefined; };
      done(asked.result);
    };
    asked.onerror = () => { opened = undefined; failed(asked.error); };
  });
  return opened;
}

/** A request of the store as a promise. */
export const answer = (request) =>
  new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });

/** Change several stores in one transaction, on the disk when it returns; all of it or nothing. */
export async function change(names, act) {
  const base = await open();
  const transaction = base.transaction(names, "readwrite", { durability: "strict" });
  const written = new Promise((done, failed) => {
    transaction.oncomplete = () => done();
    transaction.onabort = () => failed(transaction.error ?? new DOMException("aborted", "AbortError"));
  });
  written.catch(() => {}); // told below, by the await
  const stores = Object.fromEntries([names].flat().map((name) => [name, transaction.objectStore(name)]));
  let given;
  try {
    given = await act(stores);
  } catch (fault) {
    try { transaction.abort(); } catch { /* aborted already, by what `fault` tells */ }
    throw transaction.error ?? fault;
  }
  await written;
  return given;
}

/** The same for what only helps: without room it is not written, and the work goes on. */
export const changeIfRoom = (names, act) => change(names, act).catch((fault) => { if (!isFull(fault)) throw fault; });

const reading = async (name) => (await open()).transaction(name).objectStore(name);

export const get = async (name, key) => answer((await reading(name)).get(key));
export const all = async (name) => answer((await reading(name)).getAll());
export const allOf = async (name, index, value) => answer((await reading(name)).index(index).getAll(value));
export const put = (name, value, key) => change(name, (stores) => answer(stores[name].put(value, key)));
export const remove = (name, key) => change(name, (stores) => answer(stores[name].delete(key)));

/** Whether a fault means: no room left on this phone. */
export const isFull = (fault) => fault?.name === "QuotaExceededError" || fault?.inner?.name === "QuotaExceededError";
