// Walking minutes from where the reader stands, worked out here: the position is sent nowhere.
// The list works without it, from a street.

const METRES_A_MINUTE = 75;
const DETOUR = 1.3;
const EARTH = 6371000;

const mine = document.querySelector("script[data-words]");
const ask = document.querySelector("[data-around]");

function metres(lon, lat, item) {
  const rad = Math.PI / 180;
  const north = (item.dataset.lat - lat) * rad;
  const east = (item.dataset.lon - lon) * rad * Math.cos(((Number(item.dataset.lat) + lat) / 2) * rad);
  return EARTH * Math.hypot(east, north);
}

function order({ coords }) {
  for (const list of document.querySelectorAll("[data-shops] .shops")) {
    const items = [...list.children].map((item) => [
      item.dataset.lat ? metres(coords.longitude, coords.latitude, item) : Infinity, item,
    ]);
    items.sort((one, other) => one[0] - other[0]);
    for (const [far, item] of items) {
      const told = item.querySelector("[data-walk]");
      told.hidden = !Number.isFinite(far);
      told.textContent = mine.dataset.words.replace("{n}", Math.max(1, Math.round((far * DETOUR) / METRES_A_MINUTE)));
      list.append(item);
    }
  }
}

if (ask && mine && "geolocation" in navigator) {
  ask.hidden = false;
  ask.querySelector("button").addEventListener("click", () => {
    navigator.geolocation.getCurrentPosition(order, () => {
      ask.querySelector("small").textContent = mine.dataset.refused;
    }, { maximumAge: 60000, timeout: 10000 });
  });
}
