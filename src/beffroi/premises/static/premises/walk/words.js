// Sentences of the page, in its language: written by the server with its typography, filled in here.

const language = document.documentElement.lang;
const plural = new Intl.PluralRules(language);
const held = JSON.parse(document.getElementById("walk-words").textContent);

/** The sentence of this key with its {blanks} filled; a number named `n` chooses singular or plural. */
export function say(key, values = {}) {
  const text = held[key] ?? held[`${key}_${plural.select(values.n) === "one" ? "one" : "many"}`];
  if (text === undefined) throw new Error(`no sentence named ${key}`);
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** Whether the server has a sentence of this key. */
export const has = (key) => key in held;

const clock = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit" });
const day = new Intl.DateTimeFormat(language, { day: "numeric", month: "long", year: "numeric" });
const month = new Intl.DateTimeFormat(language, { month: "long", timeZone: "UTC" });

export const hour = (at) => clock.format(at);
/** The hour alone for today, else the day as well. */
export const moment = (at) =>
  new Date(at).toDateString() === new Date().toDateString() ? hour(at) : `${day.format(at)} ${hour(at)}`;
export const date = (iso) => day.format(new Date(`${iso}T12:00:00`));
export const monthName = (number) => month.format(new Date(Date.UTC(2001, number - 1, 15)));

/** How long, in the largest unit that says it. */
export function lasting(ms) {
  const minutes = Math.round(Math.abs(ms) / 60_000);
  if (minutes < 90) return say("minutes", { n: minutes });
  const hours = Math.round(minutes / 60);
  return hours < 48 ? say("hours", { n: hours }) : say("days", { n: Math.round(hours / 24) });
}
