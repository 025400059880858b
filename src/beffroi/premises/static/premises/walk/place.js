// Where the phone is, asked only when its surveyor asks, and forgotten with the page.

let watching = null;

/** Follow the position: `seen({lon, lat, accuracy})` each time, `failed(word)` once. */
export function follow(seen, failed) {
  if (watching !== null) return;
  if (!navigator.geolocation) return failed("none");
  watching = navigator.geolocation.watchPosition(
    ({ coords }) => seen({ lon: coords.longitude, lat: coords.latitude, accuracy: coords.accuracy }),
    (fault) => { leave(); failed(fault.code === fault.PERMISSION_DENIED ? "denied" : "none"); },
    { enableHighAccuracy: true, maximumAge: 10_000, timeout: 20_000 },
  );
}

/** Stop following: a position watched without being looked at only empties the battery. */
export function leave() {
  if (watching !== null) navigator.geolocation.clearWatch(watching);
  watching = null;
}
