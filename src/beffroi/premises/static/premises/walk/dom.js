// Building what is seen: elements with text, never markup.

const SVG = "http://www.w3.org/2000/svg";

/** h("button", {class: "button", type: "button"}, "text", child…): false and null are left out. */
export function h(name, given = {}, ...children) {
  return filled(document.createElement(name), given, children);
}

/** The same for drawings. */
export function s(name, given = {}, ...children) {
  return filled(document.createElementNS(SVG, name), given, children);
}

function filled(made, given, children) {
  for (const [key, value] of Object.entries(given)) {
    if (value === false || value === null || value === undefined) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false && child !== ""));
  return made;
}

/** A family's symbol, or the hollow square of a vacant cell; silent, its name stands beside it. */
export const mark = (key, size = "") => used(`m-${key}`, `mark ${size && `mark--${size}`}`, "0 0 20 20");
export const icon = (name) => used(`i-${name}`, "icon", "0 0 24 24");

const used = (id, classes, box) =>
  s("svg", { class: classes.trim(), viewBox: box, "aria-hidden": "true", focusable: "false" },
    s("use", { href: document.getElementById(id) ? `#${id}` : "#m-other" }));

export const one = (selector, root = document) => root.querySelector(selector);
export const part = (name, root = document) => root.querySelector(`[data-beffroi-part="${name}"]`);
