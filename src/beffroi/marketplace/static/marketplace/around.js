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

// Shops of a group may lie in two lists, the second one folded: the nearest come into the first.
function order({ coords }) {
  for (const group of document.querySelectorAll("[data-shops]")) {
    const lists = [...group.querySelectorAll(".shops")];
    const room = lists.map((list) => list.children.length);
    const items = lists.flatMap((list) => [...list.children]).map((item) => [
      item.dataset.lat ? metres(coords.longitude, coords.latitude, item) : Infinity, item,
    ]);
    items.sort((one, other) => one[0] - other[0]);
    items.forEach(([far, item], rank) => {
      const told = item.querySelector("[data-walk]");
      told.hidden = !Number.isFinite(far);
      told.textContent = mine.dataset.words.replace("{n}", Math.max(1, Math.round((far * DETOUR) / METRES_A_MINUTE)));
      lists[rank < room[0] ? 0 : 1].append(item);
    });
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
