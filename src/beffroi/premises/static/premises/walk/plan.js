// The screen of the map and its keys: zoom, all doors, where I am, the place of a new door.

import { one, part } from "./dom.js";
import * as map from "./map.js";
import { follow, leave } from "./place.js";
import { say } from "./words.js";

let placed = null;
let here = null;

const told = (text) => {
  part("map-said").textContent = text;
  part("map-said").hidden = !text;
};

function locate() {
  let first = true;
  told(say("locating"));
  follow((position) => {
    here = position;
    map.drawHere(position);
    if (first) map.centre(position, 6);
    first = false;
    told(say("located", { n: Math.round(position.accuracy) }));
  }, (word) => told(say(`locate_${word}`)));
}

/** Ask for the place of a new door on the map; `done({lon, lat, placed})`. */
export function askPlace(from, done) {
  placed = done;
  document.body.dataset.placing = "";
  map.centre(from, 8);
  one("#walk-map").focus();
}

/** Leave the map: nothing is watched, nothing is being placed. */
export function leaveMap() {
  leave();
  told("");
  delete document.body.dataset.placing;
  placed = null;
}

const keys = {
  in: () => map.zoom(1.5),
  out: () => map.zoom(1 / 1.5),
  whole: (walk) => map.whole(walk),
  here: () => locate(),
  place: () => {
    const at = map.middle();
    const near = here && Math.hypot((at.lon - here.lon) * 73_000, (at.lat - here.lat) * 111_320) < 5;
    const act = placed;
    leaveMap();
    act?.({ ...at, placed: near ? "here" : "map" });
  },
};

/** Listen to the map's keys, once. */
export function startPlan(walkNow) {
  map.startMap(walkNow);
  one("[data-beffroi-screen=map]").addEventListener("click", (event) => {
    const button = event.target.closest("[data-beffroi-map-key]");
    if (button) keys[button.dataset.beffroiMapKey](walkNow());
  });
}
