// How much room the browser grants on this phone, and whether it promises not to clear it.

const LOW = 50e6; // bytes: some 150 photos; from here on it is told
const FULL = 5e6; // bytes kept for notes: from here on no photo is taken

let asked;
let refused = false; // the browser said no to a write: surer than its estimate, which some keep vague

/** The browser has no room left (or has again). */
export const setFull = (yes) => { refused = yes; };

/** Ask once that nothing be cleared behind our back. */
const promised = () => (asked ??= (async () => (await navigator.storage?.persisted?.()) || (await navigator.storage?.persist?.()) || false)());

const weight = (bytes) => {
  const [unit, size] = bytes < 1e9 ? ["megabyte", 1e6] : ["gigabyte", 1e9];
  return new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit, maximumFractionDigits: bytes < 10 * size ? 1 : 0 }).format(bytes / size);
};

/** {used, quota (as words), low, full (as estimated), refused, kept}. */
export async function room() {
  const { usage = 0, quota = 0 } = (await navigator.storage?.estimate?.().catch(() => null)) ?? {};
  const left = quota - usage;
  return {
    used: weight(usage), quota: quota ? weight(quota) : "", low: Boolean(quota) && left < LOW,
    full: Boolean(quota) && left < FULL, refused, kept: await promised(),
  };
}
