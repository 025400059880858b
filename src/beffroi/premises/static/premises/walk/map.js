// The street drawn from the package: buildings, streets, doors, and where one stands. No tiles.
// World in metres around the middle of the doors; marks keep the size of a fingertip at any zoom.

import { mark, part, s } from "./dom.js";
import { described, number } from "./list.js";

const METRES = 111_320; // a degree of latitude
const NEAREST = 20, FARTHEST = 0.4; // pixels a metre
const EVERY = 110; // metres between two labels of a street
const REACH = 28; // pixels around a tap in which a door is meant

const view = { x: 0, y: 0, k: 3 }; // what stands in the middle, in metres; pixels a metre
let ground = null; // {lon, lat, cos}: what the metres are counted from
let svg, world, drawn = "", choose = () => {}, moved = 0;

const toMetres = (lon, lat) => [(lon - ground.lon) * METRES * ground.cos, (ground.lat - lat) * METRES];
const toDegrees = (x, y) => ({ lon: ground.lon + x / METRES / ground.cos, lat: ground.lat - y / METRES });
const path = (line) => line.map(([lon, lat], index) => `${index ? "L" : "M"}${toMetres(lon, lat).map((n) => n.toFixed(1)).join(" ")}`).join("");

function settle() {
  const { width, height } = svg.getBoundingClientRect();
  view.k = Math.min(Math.max(view.k, FARTHEST), NEAREST);
  world.setAttribute("transform", `translate(${width / 2 - view.x * view.k} ${height / 2 - view.y * view.k}) scale(${view.k})`);
  svg.style.setProperty("--pin", (view.k < 1.5 ? 0.62 : 1) / view.k); // seen whole, marks make room for each other
  svg.classList.toggle("is-near", view.k > 2.4);
  svg.classList.toggle("is-far", view.k < 1.3); // names of streets would lie over each other
}

/** The street's name along it, again every so often: whatever part is looked at, it is named. */
function labels(street) {
  const found = [];
  let left = EVERY / 2;
  for (const [index, end] of street.line.slice(1).entries()) {
    const [[x1, y1], [x2, y2]] = [toMetres(...street.line[index]), toMetres(...end)];
    const long = Math.hypot(x2 - x1, y2 - y1);
    let turn = (Math.atan2(y2 - y1, x2 - x1) * 180) / Math.PI;
    if (Math.abs(turn) > 90) turn += 180;
    for (; left < long; left += EVERY) {
      const at = left / long;
      found.push(s("g", { transform: `translate(${x1 + (x2 - x1) * at} ${y1 + (y2 - y1) * at}) rotate(${turn})` },
        s("text", { class: "walk-map__street", dy: "0.35em" }, street.name)));
    }
    left -= long;
  }
  return found;
}

function drawGround(walk) {
  const { doors, outlines, streets } = walk.package;
  const lons = doors.map((door) => door.lon), lats = doors.map((door) => door.lat);
  const lat = (Math.min(...lats) + Math.max(...lats)) / 2;
  ground = { lon: (Math.min(...lons) + Math.max(...lons)) / 2, lat, cos: Math.cos((lat * Math.PI) / 180) };
  part("map-ground").replaceChildren(
    ...outlines.map((ring) => s("path", { class: "walk-map__block", d: `${path(ring)}Z` })),
    ...streets.filter((street) => street.line.length > 1).map((street) => s("path", { class: "walk-map__road", d: path(street.line) })),
    ...streets.flatMap(labels));
}

function pin(walk, row, focus) {
  const [x, y] = toMetres(row.door.lon, row.door.lat);
  const told = described(walk, row);
  const classes = ["walk-pin", row.seen && "is-seen", row.id === focus && "is-current"].filter(Boolean).join(" ");
  const symbol = mark(told.key);
  for (const [key, value] of Object.entries({ x: -11, y: -11, width: 22, height: 22 })) symbol.setAttribute(key, value);
  return s("g", { transform: `translate(${x.toFixed(2)} ${y.toFixed(2)})` },
    s("g", { class: classes },
      s("circle", { class: "walk-pin__halo", r: row.id === focus ? 19 : 14 }), symbol,
      row.seen && s("g", { class: "walk-pin__seen", transform: "translate(9 -9)" }, s("circle", { r: 7 }), s("path", { d: "M-3 0l2.2 2.4L3.4-2.6" })),
      s("text", { class: "walk-pin__number", y: 27 }, row.door.number ? number(row) : "")));
}

/** Draw the map of a walk; `pick(id)` when a door is tapped. */
export function drawMap(walk, focus, pick) {
  choose = pick;
  if (!walk.package.doors.length) return;
  const stamp = `${walk.key} ${walk.brought_at}`;
  const first = drawn !== stamp;
  if (first) { drawGround(walk); drawn = stamp; }
  const rows = [...walk.rows].sort((a, b) => (a.id === focus) - (b.id === focus)); // the current on top
  part("map-doors").replaceChildren(...rows.map((row) => pin(walk, row, focus)));
  if (first) centre(walk.byId.get(focus)?.door ?? walk.package.doors[0]);
  settle();
}

/** Bring a place to the middle. */
export function centre({ lon, lat }, k = view.k) {
  [view.x, view.y] = toMetres(lon, lat);
  view.k = k;
  settle();
}

/** All the doors at once. */
export function whole(walk) {
  const points = walk.rows.map((row) => toMetres(row.door.lon, row.door.lat));
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const { width, height } = svg.getBoundingClientRect();
  const [across, down] = [Math.max(...xs) - Math.min(...xs) + 10, Math.max(...ys) - Math.min(...ys) + 10];
  view.x = (Math.max(...xs) + Math.min(...xs)) / 2;
  view.y = (Math.max(...ys) + Math.min(...ys)) / 2;
  view.k = Math.min((width - 60) / across, (height - 100) / down);
  settle();
}

export function zoom(factor) {
  view.k *= factor;
  settle();
}

/** Where the cross in the middle stands. */
export const middle = () => toDegrees(view.x, view.y);

/** Show where the phone is, with its doubt as a circle. */
export function drawHere({ lon, lat, accuracy }) {
  const [x, y] = toMetres(lon, lat);
  part("map-here").replaceChildren(s("g", { transform: `translate(${x} ${y})` },
    s("circle", { class: "walk-here__doubt", r: Math.min(accuracy, 200) }),
    s("g", { class: "walk-pin" }, s("circle", { class: "walk-here", r: 9 }))));
}

function tap(walk, event) {
  const box = svg.getBoundingClientRect();
  const [x, y] = [event.clientX - box.left - box.width / 2, event.clientY - box.top - box.height / 2];
  let best = null, least = REACH;
  for (const row of walk.rows) {
    const [mx, my] = toMetres(row.door.lon, row.door.lat);
    const far = Math.hypot((mx - view.x) * view.k - x, (my - view.y) * view.k - y);
    if (far < least) [best, least] = [row, far];
  }
  if (best) choose(best.id);
}

/** Listen to fingers, wheel and keys; `walkNow()` gives the walk. */
export function startMap(walkNow) {
  svg = part("map");
  world = part("map-world");
  const fingers = new Map();
  const spread = () => { const [a, b] = [...fingers.values()]; return Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY); };
  svg.addEventListener("pointerdown", (event) => { svg.setPointerCapture(event.pointerId); if (!fingers.size) moved = 0; fingers.set(event.pointerId, event); });
  svg.addEventListener("pointermove", (event) => {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    const wide = fingers.size === 2 ? spread() : 0;
    fingers.set(event.pointerId, event);
    if (wide) view.k *= spread() / wide;
    view.x -= (event.clientX - before.clientX) / view.k / fingers.size;
    view.y -= (event.clientY - before.clientY) / view.k / fingers.size;
    moved += Math.hypot(event.clientX - before.clientX, event.clientY - before.clientY);
    settle();
  });
  const up = (event) => {
    const alone = fingers.size === 1;
    if (fingers.delete(event.pointerId) && alone && moved < 8 && event.type === "pointerup" && document.body.dataset.placing === undefined) tap(walkNow(), event);
  };
  svg.addEventListener("pointerup", up);
  svg.addEventListener("pointercancel", up);
  svg.addEventListener("wheel", (event) => { event.preventDefault(); zoom(Math.exp(-event.deltaY * 0.002)); }, { passive: false });
  svg.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: [-40, 0], ArrowRight: [40, 0], ArrowUp: [0, -40], ArrowDown: [0, 40] }[event.key];
    if (step) { view.x += step[0] / view.k; view.y += step[1] / view.k; settle(); event.preventDefault(); }
    if (event.key === "+" || event.key === "=") zoom(1.4);
    if (event.key === "-") zoom(1 / 1.4);
  });
  new ResizeObserver(() => { if (ground) settle(); }).observe(svg);
}
