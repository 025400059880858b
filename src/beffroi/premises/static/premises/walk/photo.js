// Photos: taken by the phone's own camera, drawn again smaller here (which leaves behind where and
// with what they were taken), kept apart from notes: without room, a note goes without its photo.

import { answer, change, isFull } from "./store.js";
import { room, setFull } from "./room.js";

const MOST_PIXELS = 1600; // the longer side
const QUALITY = 0.8;
export const MOST = 6; // a note

/** The picture of a file as a JPEG of at most 1600 pixels; throws when it is no picture. */
export async function shrink(file) {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, MOST_PIXELS / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return new Promise((done, failed) => canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error("no picture"))), "image/jpeg", QUALITY));
}

/** Keep a photo for a note to come; its uuid, or null when there is no room for it. */
export async function keepPhoto(round, file) {
  const blob = await shrink(file);
  if ((await room()).full) return null;
  const photo = { uuid: crypto.randomUUID(), round, blob, size: blob.size, state: "waiting", at: Date.now() };
  try {
    await change("photos", ({ photos }) => answer(photos.add(photo)));
  } catch (fault) {
    if (!isFull(fault)) throw fault;
    setFull(true);
    return null;
  }
  setFull(false);
  return photo.uuid;
}

/** Photos of a round that a note of these names, and that the server lacks. */
export const waitingPhotos = (photos, notes) => {
  const named = new Set(notes.filter((note) => note.state !== "refused").flatMap((note) => note.photos ?? []));
  return photos.filter((photo) => photo.state === "waiting" && named.has(photo.uuid));
};
