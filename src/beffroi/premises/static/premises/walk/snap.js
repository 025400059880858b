// The photos of the form: taken, shown small, taken away.

import { h, icon, part } from "./dom.js";
import { photosOf, setPhotos } from "./form.js";
import { MOST, keepPhoto } from "./photo.js";
import { get, remove } from "./store.js";
import { say } from "./words.js";

let shown = []; // addresses to give back

/** Draw the photos of the form. */
export async function drawPhotos() {
  const kept = (await Promise.all(photosOf().map((uuid) => get("photos", uuid)))).filter(Boolean);
  shown.forEach((address) => URL.revokeObjectURL(address));
  shown = [];
  part("photos").replaceChildren(...kept.map((photo, index) => {
    const name = say("photo", { n: index + 1 });
    const address = photo.blob && URL.createObjectURL(photo.blob);
    if (address) shown.push(address);
    return h("li", {},
      address ? h("img", { src: address, alt: name, width: 96, height: 96 }) : h("span", { class: "walk-photos__sent" }, say("photo_sent")),
      !address ? null : h("button", { type: "button", class: "round", "aria-label": say("photo_remove", { n: index + 1 }), onclick: () => away(photo.uuid) }, icon("close")));
  }));
  part("photo-more").hidden = kept.length >= MOST;
}

async function away(uuid) {
  await setPhotos(photosOf().filter((kept) => kept !== uuid));
  await remove("photos", uuid);
  await drawPhotos();
}

const warn = (text) => {
  part("photo-fault").textContent = text;
  part("photo-fault").hidden = !text;
};

/** Listen to the camera's input, once. `round()`: the key of the round. */
export function startPhotos(round) {
  const input = part("photo-input");
  input.addEventListener("change", async () => {
    const file = input.files[0];
    if (!file) return;
    warn("");
    part("photo-more").setAttribute("aria-busy", "true");
    try {
      const uuid = await keepPhoto(round(), file);
      if (uuid) await setPhotos([...photosOf(), uuid]);
      else warn(say("photo_full"));
    } catch {
      warn(say("photo_unreadable")); // no picture, or one this phone cannot read
    }
    part("photo-more").removeAttribute("aria-busy");
    input.value = "";
    await drawPhotos();
  });
}
