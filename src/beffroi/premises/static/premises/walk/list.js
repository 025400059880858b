// The doors in the order of the walk, and the one in focus with what its surveyor taps.

import { differs, progress, standing } from "./doors.js";
import { h, icon, mark, one, part } from "./dom.js";
import { date, hour, say } from "./words.js";

const SIDES = new Set(["left", "right"]);

/** Words and marks of a door, from the package's own lists. */
export function described(walk, row) {
  const { state, sign, activity } = standing(row);
  const trade = walk.activities.get(activity);
  const empty = state === "vacant" || state === "works_unknown";
  return {
    state: state === "gone" ? say("state_gone") : (walk.states.get(state)?.label ?? say("state_unknown")),
    name: sign || (empty ? say("vacant") : say("no_sign")),
    trade: empty ? "" : (trade?.label ?? ""),
    key: empty ? "vacant" : (trade?.family || row.door.family || "other"),
    empty,
  };
}

export const number = (row) => row.door.number || say("no_number");
export const streetOf = (walk, row) => walk.streets.get(row.door.street)?.name ?? say("no_street");
export const place = (walk, row) => say("place", { number: number(row), street: streetOf(walk, row) });

function noted(walk, row) {
  if (row.into) return say("joined_to", { number: number(walk.byId.get(row.into) ?? row) });
  if (!row.note) return "";
  if (row.note.state === "refused") return say("note_refused");
  return row.note.kind === "unchanged" ? say("noted_unchanged") : say("noted_changed", { state: described(walk, row).state });
}

function badge(row) {
  if (row.note?.state === "refused") return h("span", { class: "walk-door__done is-refused" }, icon("warn"));
  if (row.note || row.into) return h("span", { class: "walk-door__done" }, icon("check"));
  return row.others.length ? h("span", { class: "walk-door__by" }, row.others.map((told) => told.initials).join(" ")) : null;
}

function item(walk, row, focus, act) {
  const told = described(walk, row);
  const done = noted(walk, row) || row.others.map((one) => say("noted_by", { who: one.initials })).join(" ");
  return h("li", {},
    h("button", {
      type: "button", class: `walk-door ${row.seen ? "is-seen" : ""} ${told.empty ? "is-vacant" : ""}`,
      "aria-current": row.id === focus ? "true" : null, "data-door": row.id, onclick: () => act(row.id),
    },
    h("span", { class: "walk-door__number" }, row.door.number || "–"),
    mark(told.key),
    h("span", { class: "walk-door__what" },
      h("span", { class: "walk-door__name" }, told.name),
      h("span", { class: "walk-door__note" }, [done || told.trade || (told.empty ? "" : told.state), row.draft && say("draft")].filter(Boolean).join(" · ")),
      differs(row) && h("span", { class: "walk-door__differs" }, say("differs")),
      row.door.doubt && !row.seen && h("span", { class: "walk-door__differs" }, say("doubt_short"))),
    badge(row)));
}

/** Draw the list; a heading at each new street. */
export function drawList(walk, rows, focus, act) {
  const list = part("doors");
  const top = list.scrollTop;
  const items = [];
  let street;
  for (const row of rows) {
    if (row.door.street !== street) {
      street = row.door.street;
      items.push(h("li", { class: "walk-list__street" }, h("h2", {}, streetOf(walk, row))));
    }
    items.push(item(walk, row, focus, act));
  }
  list.replaceChildren(...items);
  list.scrollTop = top;
}

/** Bring the door in focus where it is read without searching: a third down the list. */
export function reveal(smooth = true) {
  const list = part("doors");
  const here = one("[aria-current]", list);
  if (!here) return;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const top = here.getBoundingClientRect().top - list.getBoundingClientRect().top + list.scrollTop - list.clientHeight / 3;
  list.scrollTo({ top, behavior: smooth && !still ? "smooth" : "instant" });
}

function lines(walk, row, right) {
  const told = [];
  if (row.note && row.note.state !== "refused") told.push(h("p", { class: "moss" }, say("noted_at", { what: noted(walk, row), when: hour(right(row.note)) })));
  else if (row.into) told.push(h("p", { class: "moss" }, noted(walk, row)));
  else if (row.door.seen_on) told.push(h("p", { class: "muted" }, say("last_seen", { state: walk.states.get(row.door.state)?.label ?? say("state_unknown"), day: date(row.door.seen_on) })));
  else told.push(h("p", { class: "muted" }, say("never_seen")));
  if (row.note?.state === "refused") told.push(h("p", { class: "brick" }, say("why_refused", { why: row.note.why?.sentence ?? "" })));
  for (const one of row.others) {
    told.push(h("p", { class: differs(row) ? "brick" : "muted" }, say("colleague", { who: one.initials, state: walk.states.get(one.state)?.label ?? say("state_same"), when: hour(new Date(one.seen_at)) })));
  }
  if (differs(row)) told.push(h("p", { class: "brick" }, say("differs_long")));
  if (row.door.doubt) told.push(h("p", { class: "amber" }, icon("warn"), ` ${row.door.doubt}`));
  return told;
}

/** Draw the dock: the door in focus, or that all doors were seen. */
export function drawDock(walk, rows, row, right) {
  const count = progress(rows);
  part("over").hidden = Boolean(row);
  part("current").hidden = !row;
  if (!row) {
    part("over-said").textContent = count.all ? say("all_seen", { n: count.all }) : say("no_doors");
    return;
  }
  const told = described(walk, row);
  const side = SIDES.has(row.door.side) ? say(`side_${row.door.side}`) : "";
  part("current-where").replaceChildren(h("span", { class: "walk-dock__number" }, number(row)), ` ${[streetOf(walk, row), side].filter(Boolean).join(", ")}`);
  part("current-what").replaceChildren(mark(told.key, "l"), h("span", {}, h("strong", {}, told.name), told.trade && h("span", {}, told.trade)));
  part("current-lines").replaceChildren(...lines(walk, row, right));
  part("unchanged").hidden = row.fresh || Boolean(row.into);
  part("change-label").textContent = row.note ? say("correct") : say("changed");
}
