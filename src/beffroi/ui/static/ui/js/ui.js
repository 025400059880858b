// Small helpers over pages that work without them. Hooks are data-beffroi-*; no inline anything.

const each = (root, selector, act) => root.querySelectorAll(selector).forEach(act);

// Legend: hides what its boxes leave out and keeps the address shareable.
function legend(form) {
  const scope = document.querySelector(form.dataset.beffroiTarget || "main") || form;
  const boxes = [...form.querySelectorAll("input[type=checkbox]")];
  const apply = () => {
    const shown = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    const known = new Set(boxes.map((box) => box.value));
    each(scope, "[data-beffroi-family]", (item) => {
      const family = item.dataset.beffroiFamily;
      const target = item.closest("li") || item;
      target.classList.toggle("is-off", known.has(family) && !shown.has(family));
    });
    document.dispatchEvent(new CustomEvent("beffroi:families", { detail: { shown, known } }));
  };
  form.addEventListener("change", () => {
    const query = new URLSearchParams(new FormData(form));
    if (boxes.length && boxes.every((box) => box.checked)) query.delete(boxes[0].name);
    history.replaceState(null, "", query.size ? `?${query}` : location.pathname);
    apply();
  });
  apply();
}

// Drop zone: hands dropped files to the file input and names them.
function drop(zone) {
  const input = zone.querySelector("input[type=file]");
  const list = zone.querySelector("[data-beffroi-drop-list]");
  const name = () => {
    list.replaceChildren(
      ...[...input.files].map((file) => {
        const item = document.createElement("li");
        const size = new Intl.NumberFormat(document.documentElement.lang, {
          style: "unit", unit: file.size > 1e6 ? "megabyte" : "kilobyte", maximumFractionDigits: 1,
        });
        item.textContent = `${file.name} — ${size.format(file.size / (file.size > 1e6 ? 1e6 : 1e3))}`;
        return item;
      }),
    );
  };
  const over = (yes) => (event) => {
    event.preventDefault();
    zone.classList.toggle("is-over", yes);
  };
  zone.addEventListener("dragover", over(true));
  zone.addEventListener("dragleave", over(false));
  zone.addEventListener("drop", (event) => {
    over(false)(event);
    const given = new DataTransfer();
    [...event.dataTransfer.files].slice(0, input.multiple ? undefined : 1).forEach((file) => given.items.add(file));
    input.files = given.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  input.addEventListener("change", name);
}

// Date slider: a range over the same choices; play steps through them, never on its own.
function dates(form) {
  const select = form.querySelector("select");
  const range = form.querySelector("[data-beffroi-range]");
  const play = form.querySelector("[data-beffroi-play]");
  const output = form.querySelector("output");
  const live = () => document.querySelector("[data-beffroi-map].is-explored");
  let timer = 0;
  const show = () => {
    select.selectedIndex = Number(range.value);
    output.textContent = select.selectedOptions[0].textContent;
    range.setAttribute("aria-valuetext", output.textContent);
  };
  const tell = () => document.dispatchEvent(new CustomEvent("beffroi:date", { detail: { date: select.value } }));
  const stop = () => {
    clearInterval(timer);
    timer = 0;
    play?.setAttribute("aria-pressed", "false");
    play?.querySelector("use").setAttribute("href", "#i-play");
  };
  range.max = select.options.length - 1;
  range.value = select.selectedIndex;
  show();
  range.addEventListener("input", () => { show(); if (live()) tell(); });
  range.addEventListener("change", () => { stop(); if (!live()) form.submit(); });
  play?.addEventListener("click", () => {
    if (timer) return stop();
    if (!live()) return document.dispatchEvent(new CustomEvent("beffroi:explore", { detail: { then: () => play.click() } }));
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const step = () => {
      range.value = Number(range.value) >= Number(range.max) ? 0 : Number(range.value) + 1;
      show();
      tell();
    };
    step();
    if (still) return undefined; // one step for each press, no motion of its own
    play.setAttribute("aria-pressed", "true");
    play.querySelector("use").setAttribute("href", "#i-pause");
    timer = setInterval(() => (Number(range.value) >= Number(range.max) ? stop() : step()), 1200);
    return undefined;
  });
}

// Words and counts of a map follow the date shown by the slider; the address follows too.
function figures(box) {
  document.addEventListener("beffroi:date", async (event) => {
    const query = new URLSearchParams(location.search);
    query.set("date", event.detail.date);
    history.replaceState(null, "", `?${query}`);
    const answer = await fetch(`${box.dataset.beffroiFigures}?${query}`);
    if (!answer.ok || query.get("date") !== new URLSearchParams(location.search).get("date")) return;
    const told = await answer.json();
    box.querySelector(".finding").textContent = told.finding;
    box.querySelector(".finding-sub").textContent = told.sub;
    each(document, "[data-beffroi-legend] input[type=checkbox]", (input) => {
      const count = input.closest("label").querySelector(".legend__count");
      if (count) count.textContent = told.counts[input.value] ?? "0";
    });
  });
}

// Copy: puts a prepared text where it can be pasted, and says so.
function copy(box) {
  const button = box.querySelector("[data-beffroi-copy-button]");
  const text = box.querySelector("textarea, input");
  button?.addEventListener("click", async () => {
    text.select();
    try {
      await navigator.clipboard.writeText(text.value);
    } catch {
      document.execCommand("copy"); // an older browser, or a page not served over HTTPS
    }
    button.textContent = box.dataset.beffroiCopied;
  });
}

// Menu: an opened word closes when one goes elsewhere, or with Escape.
function menu(group) {
  const close = (back) => {
    if (!group.open) return;
    group.open = false;
    if (back) group.querySelector("summary").focus();
  };
  document.addEventListener("click", (event) => { if (!group.contains(event.target)) close(false); });
  group.addEventListener("focusout", (event) => { if (event.relatedTarget && !group.contains(event.relatedTarget)) close(false); });
  group.addEventListener("keydown", (event) => { if (event.key === "Escape") close(true); });
}

// Tabs wider than the page: the one shown comes into sight.
function tabs(bar) {
  const here = bar.querySelector("[aria-current]");
  if (here) bar.scrollLeft = here.offsetLeft - (bar.clientWidth - here.offsetWidth) / 2;
}

function start(root) {
  each(root, "[data-beffroi-legend]", legend);
  each(root, "[data-beffroi-drop]", drop);
  each(root, "[data-beffroi-dates]", dates);
  each(root, "[data-beffroi-figures]", figures);
  each(root, "[data-beffroi-copy]", copy);
  each(root, "[data-beffroi-menu]", menu);
  each(root, ".tabs", tabs);
  each(root, "[data-beffroi-submit]", (field) => field.addEventListener("change", () => field.form.submit()));
  each(root, "[data-beffroi-print]", (button) => button.addEventListener("click", () => print()));
}

start(document);
document.addEventListener("htmx:load", (event) => {
  if (event.target !== document.body) start(event.target);
});
