// Over the map the server drew: zoom and pan of the picture, then on demand a live map (maplibre)
// made of the town's own GeoJSON. Nothing here is needed to read the page.

const STILL = matchMedia("(prefers-reduced-motion: reduce)").matches;
const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

// ---- The picture: pan and zoom by changing the viewBox; symbols keep a readable size.

function picture(map) {
  const svg = map.querySelector(".map__svg");
  const frame = map.querySelector("[data-beffroi-frame]");
  const furniture = svg.querySelector(".map-furniture");
  const [, , width, height] = svg.getAttribute("viewBox").split(/\s+/).map(Number);
  const view = { x: 0, y: 0, k: 1 };
  const small = matchMedia("(max-width: 40rem)").matches;
  frame.classList.add("is-live");

  const draw = () => {
    view.k = Math.min(Math.max(view.k, 1), 12);
    const w = width / view.k, h = height / view.k;
    view.x = Math.min(Math.max(view.x, 0), width - w);
    view.y = Math.min(Math.max(view.y, 0), height - h);
    svg.setAttribute("viewBox", `${view.x.toFixed(2)} ${view.y.toFixed(2)} ${w.toFixed(2)} ${h.toFixed(2)}`);
    svg.style.setProperty("--pin", ((small ? 1.55 : 1) / view.k ** 0.62).toFixed(3));
    svg.style.setProperty("--type", ((small ? 1.7 : 1) / view.k ** 0.8).toFixed(3));
    furniture?.setAttribute("visibility", view.k > 1.01 ? "hidden" : "visible");
    frame.classList.toggle("is-zoomed", view.k > 1.01);
  };
  const at = (event) => {
    const box = svg.getBoundingClientRect();
    return { fx: (event.clientX - box.left) / box.width, fy: (event.clientY - box.top) / box.height };
  };
  const zoom = (factor, { fx, fy } = { fx: 0.5, fy: 0.5 }) => {
    const before = { x: view.x + (fx * width) / view.k, y: view.y + (fy * height) / view.k };
    view.k = Math.min(Math.max(view.k * factor, 1), 12);
    view.x = before.x - (fx * width) / view.k;
    view.y = before.y - (fy * height) / view.k;
    draw();
  };
  const shift = (dx, dy) => {
    view.x += (dx * width) / view.k;
    view.y += (dy * height) / view.k;
    draw();
  };
  const actions = { in: () => zoom(1.6), out: () => zoom(1 / 1.6), whole: () => zoom(1 / view.k) };

  // A wheel scrolls the page unless Ctrl (or a pinch) says zoom, or the map is zoomed already.
  svg.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && view.k <= 1.01) return;
    event.preventDefault();
    zoom(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0016)), at(event));
  }, { passive: false });
  svg.addEventListener("dblclick", (event) => { event.preventDefault(); zoom(2, at(event)); });

  const fingers = new Map();
  let moved = 0;
  const spread = () => {
    const [a, b] = [...fingers.values()];
    return Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
  };
  svg.addEventListener("pointerdown", (event) => {
    fingers.set(event.pointerId, event);
    if (fingers.size === 1) moved = 0;
  });
  svg.addEventListener("pointermove", (event) => {
    const last = fingers.get(event.pointerId);
    if (!last) return;
    const box = svg.getBoundingClientRect();
    if (fingers.size === 2) {
      const before = spread();
      fingers.set(event.pointerId, event);
      zoom(spread() / Math.max(before, 1), at(event));
      return;
    }
    const dx = event.clientX - last.clientX, dy = event.clientY - last.clientY;
    fingers.set(event.pointerId, event);
    moved += Math.abs(dx) + Math.abs(dy);
    if (view.k > 1.01 && moved > 4) shift(-dx / box.width, -dy / box.height);
  });
  const lift = (event) => fingers.delete(event.pointerId);
  ["pointerup", "pointercancel", "pointerleave"].forEach((name) => svg.addEventListener(name, lift));
  svg.addEventListener("click", (event) => { if (moved > 6) event.preventDefault(); }, true);
  svg.addEventListener("dragstart", (event) => event.preventDefault());

  // Keyboard: a focused symbol is brought into view; plus and minus zoom around it.
  svg.addEventListener("focusin", (event) => {
    const pin = event.target.closest(".map-pin");
    if (!pin || view.k <= 1.01) return;
    const { e: x, f: y } = pin.transform.baseVal.consolidate().matrix;
    view.x = x - width / view.k / 2;
    view.y = y - height / view.k / 2;
    draw();
  });
  frame.addEventListener("keydown", (event) => {
    const act = { "+": actions.in, "-": actions.out, "0": actions.whole }[event.key];
    if (act) { event.preventDefault(); act(); }
  });
  return actions;
}

// ---- The live map: the town's own streets and buildings, the same symbols, no tile server.

const FAMILIES = ["alimentaire", "equipement_personne", "equipement_maison", "culture_loisirs",
  "hygiene_sante_beaute", "services", "cafes_hotels_restaurants", "automobile", "other"];

const EMPTY = ["any", ["==", ["get", "vacant"], true], ["==", ["get", "state"], "vacant"]];
const LOOK = ["case", EMPTY, "vacant", ["in", ["get", "family"], ["literal", FAMILIES]], ["get", "family"], "other"];
const CROWD = ["has", "count"]; // a wide view: doors gathered and counted
const SHAPE = (name) => ["in", ["geometry-type"], ["literal", [name, `Multi${name}`]]];

function drawing(id, size) {
  const symbol = document.getElementById(`m-${id}`);
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  svg.setAttribute("viewBox", "-1.5 -1.5 23 23");
  svg.setAttribute("width", size);
  svg.setAttribute("height", size);
  svg.innerHTML = symbol.innerHTML;
  const paint = (selector, values) => svg.querySelectorAll(selector).forEach((shape) => {
    Object.entries(values).forEach(([name, value]) => shape.setAttribute(name, value));
  });
  paint("circle", { fill: token(`f-${id}`), stroke: token("map-halo"), "stroke-width": 1.6 });
  paint(".g", { fill: token("f-glyph") });
  paint(".v", { fill: token("vacant-fill"), stroke: token("brick"), "stroke-width": 2.8 });
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(svg))}`;
}

async function addSymbols(live) {
  await Promise.all([...FAMILIES, "vacant"].map(async (id) => {
    const image = new Image(48, 48);
    image.src = drawing(id, 48);
    await image.decode();
    if (live.hasImage(id)) live.removeImage(id);
    live.addImage(id, image, { pixelRatio: 2 });
  }));
}

function style(ground) {
  const kind = (...kinds) => ["in", ["get", "kind"], ["literal", kinds]];
  const metres = (m) => ["interpolate", ["exponential", 2], ["zoom"], 12, m / 26, 20, (m / 26) * 256];
  return {
    version: 8,
    sources: {
      ground: { type: "geojson", data: ground },
      premises: { type: "geojson", data: { type: "FeatureCollection", features: [] } },
    },
    layers: [
      { id: "paper", type: "background", paint: { "background-color": token("map-ground") } },
      { id: "green", type: "fill", source: "ground", filter: kind("green"), paint: { "fill-color": token("map-green") } },
      { id: "parks", type: "fill", source: "ground", filter: kind("car_park", "marketplace", "square"), paint: { "fill-color": token("map-path") } },
      { id: "water", type: "fill", source: "ground", filter: ["all", kind("water"), SHAPE("Polygon")], paint: { "fill-color": token("map-water") } },
      { id: "streams", type: "line", source: "ground", filter: ["all", kind("water"), SHAPE("LineString")], paint: { "line-color": token("map-water"), "line-width": metres(5) } },
      { id: "paths", type: "line", source: "ground", filter: kind("path"), layout: { "line-cap": "round" }, paint: { "line-color": token("map-path"), "line-width": metres(1.8) } },
      { id: "roads", type: "line", source: "ground", filter: kind("road", "street"), layout: { "line-cap": "round", "line-join": "round" }, paint: { "line-color": token("map-road"), "line-width": metres(7) } },
      { id: "rails", type: "line", source: "ground", filter: kind("rail"), paint: { "line-color": token("map-rail"), "line-width": 1.4, "line-dasharray": [5, 2.5] } },
      { id: "blocks", type: "fill", source: "ground", filter: kind("building"), paint: { "fill-color": token("map-block"), "fill-outline-color": token("map-block-line") } },
      { id: "names", type: "symbol", source: "ground", filter: ["all", kind("road", "street", "path"), ["has", "name"]], minzoom: 14.5,
        layout: { "symbol-placement": "line", "text-field": ["get", "name"], "text-size": 13, "text-letter-spacing": 0.03, "text-font": ["Inter"] },
        paint: { "text-color": token("map-label"), "text-halo-color": token("map-halo"), "text-halo-width": 1.5 } },
      { id: "crowds", type: "circle", source: "premises", filter: CROWD,
        paint: { "circle-color": token("paper"), "circle-stroke-color": ["case", [">", ["get", "emptied"], 0], token("brick"), token("ink")],
          "circle-stroke-width": 1.5, "circle-radius": ["interpolate", ["linear"], ["sqrt", ["get", "count"]], 1, 9, 20, 22] } },
      { id: "crowd-counts", type: "symbol", source: "premises", filter: CROWD,
        layout: { "text-field": ["to-string", ["get", "count"]], "text-size": 13, "text-font": ["Inter"], "text-allow-overlap": true },
        paint: { "text-color": token("ink") } },
      { id: "premises", type: "symbol", source: "premises", filter: ["!", CROWD],
        layout: { "icon-image": LOOK,
          "icon-size": ["interpolate", ["linear"], ["zoom"], 14, 0.55, 17, 0.8, 19, 1.15], "icon-allow-overlap": true, "icon-ignore-placement": true,
          "symbol-sort-key": ["case", EMPTY, 2, 1] } },
    ],
  };
}

// Marks of the layers laid over the picture keep their place, name and address on the live map.
function addMarks(map, live, engine) {
  map.querySelectorAll(".map-mark").forEach((mark) => {
    const link = document.createElement("a");
    link.className = "map-mark map-mark--live";
    link.href = mark.getAttribute("href");
    link.title = mark.querySelector("title").textContent;
    link.setAttribute("aria-label", link.title);
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", "-12 -12 24 24");
    svg.append(mark.querySelector("g").cloneNode(true));
    link.append(svg);
    new engine.Marker({ element: link }).setLngLat([+mark.dataset.beffroiLon, +mark.dataset.beffroiLat]).addTo(live);
  });
}

function load(href) {
  if (document.querySelector(`link[href="${href}"]`)) return;
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = href;
  document.head.append(link);
}

async function explore(map) {
  const status = map.querySelector("[data-beffroi-status]");
  const frame = map.querySelector("[data-beffroi-frame]");
  const svg = map.querySelector(".map__svg");
  status.textContent = map.dataset.waiting;
  load(map.dataset.engineCss);
  const absolute = (address) => new URL(address, location.href).href;
  const engine = await import(absolute(map.dataset.engine));
  engine.setWorkerUrl(absolute(map.dataset.worker));
  const ground = await (await fetch(map.dataset.ground)).json();
  const box = document.createElement("div");
  box.className = "map__live";
  frame.append(box);
  const [west, south, east, north] = svg.dataset.beffroiBbox.split(",").map(Number);
  const live = new engine.Map({
    container: box, style: style(ground), bounds: [[west, south], [east, north]], attributionControl: false,
    localIdeographFontFamily: "Inter, sans-serif", dragRotate: false, pitchWithRotate: false, maxZoom: 20, minZoom: 12,
    fadeDuration: STILL ? 0 : 200, cooperativeGestures: false,
  });
  live.touchZoomRotate.disableRotation();
  live.addControl(new engine.NavigationControl({ showCompass: false }), "top-right");
  live.addControl(new engine.ScaleControl({ maxWidth: 140 }), "bottom-left");
  live.getCanvas().setAttribute("aria-label", map.dataset.label);
  await new Promise((resolve, reject) => {
    live.once("load", resolve);
    setTimeout(() => reject(new Error("the live map did not load")), 30000);
  });
  await addSymbols(live);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", async () => {
    live.setStyle(style(ground));
    live.once("styledata", async () => { await addSymbols(live); follow(); });
  });
  const follow = keepUp(map, live, engine);
  addMarks(map, live, engine);
  svg.setAttribute("aria-hidden", "true"); // it keeps the frame's shape under the live map
  svg.style.setProperty("visibility", "hidden");
  map.querySelector(".map__tools").remove();
  map.classList.add("is-explored");
  map.querySelector("[data-beffroi-explore]").hidden = true;
  status.textContent = "";
}

// Premises follow the view, the date and the legend; the list beside follows the premises.
function keepUp(map, live, engine) {
  let date = map.dataset.date, hidden = new Set(), turn = 0, crowded = false, known = new Map();
  const fetchPremises = async () => {
    const mine = ++turn;
    const b = live.getBounds();
    const query = new URLSearchParams({ bbox: [b.getWest(), b.getSouth(), b.getEast(), b.getNorth()].map((n) => n.toFixed(6)).join(",") });
    if (date) query.set("date", date);
    const answer = await fetch(`${map.dataset.premises}?${query}`);
    if (!answer.ok || mine !== turn) return;
    const data = await answer.json();
    live.getSource("premises")?.setData(data);
    crowded = data.features.some((feature) => "count" in feature.properties);
    known = new Map(data.features.map((feature) => [String(feature.properties.id ?? ""), feature.properties]));
    twin();
  };
  const look = (properties) => properties.vacant === true || properties.state === "vacant" ? "vacant" : FAMILIES.includes(properties.family) ? properties.family : "other";
  const twin = () => map.querySelectorAll(".map__twin [data-beffroi-key]").forEach((item) => {
    const now = known.get(item.dataset.beffroiKey);
    item.hidden = !now && !crowded;
    if (now) item.classList.toggle("is-vacant", look(now) === "vacant");
  });
  const filter = () => live.setFilter("premises", ["all", ["!", CROWD], ["!", ["in", LOOK, ["literal", [...hidden]]]]]);
  // What the feed leaves out (address of the page, name as said) stands on the pin of the picture.
  const pins = new Map([...map.querySelectorAll(".map-pin[data-beffroi-key]")].map((pin) => [pin.dataset.beffroiKey, pin]));
  const told = (properties) => {
    const pin = pins.get(String(properties.id ?? ""));
    return {
      title: properties.title || pin?.querySelector("title")?.textContent || properties.name || "",
      href: properties.href || pin?.getAttribute("href") || "",
    };
  };
  document.addEventListener("beffroi:families", (event) => {
    hidden = new Set([...event.detail.known].filter((family) => !event.detail.shown.has(family)));
    filter();
  });
  document.addEventListener("beffroi:date", (event) => { date = event.detail.date; fetchPremises(); });
  const hint = new engine.Popup({ closeButton: false, offset: 12 });
  const card = new engine.Popup({ closeButton: true, offset: 12, maxWidth: "18rem" });
  live.on("mousemove", "premises", ({ features: [feature], lngLat }) => {
    live.getCanvas().style.setProperty("cursor", "pointer");
    if (!card.isOpen()) hint.setLngLat(lngLat).setText(told(feature.properties).title).addTo(live);
  });
  live.on("mouseleave", "premises", () => { live.getCanvas().style.removeProperty("cursor"); hint.remove(); });
  live.on("click", "premises", ({ features: [feature], lngLat }) => {
    const { title, href } = told(feature.properties);
    if (!href) return;
    if (!map.dataset.more) return location.assign(href);
    hint.remove();
    card.setLngLat(lngLat).setDOMContent(door(map, title, href)).addTo(live);
  });
  live.on("click", "crowds", ({ lngLat }) => live.easeTo({ center: lngLat, zoom: live.getZoom() + 1.5 }));
  live.on("moveend", fetchPremises);
  const boxes = [...document.querySelectorAll("[data-beffroi-legend] input[type=checkbox]")];
  hidden = new Set(boxes.filter((box) => !box.checked).map((box) => box.value));
  filter();
  fetchPremises();
  return fetchPremises;
}

// One door on the live map: what it is, its page, and the part of that page where one says otherwise.
function door(map, title, href) {
  const card = document.createElement("div");
  card.className = "map__card";
  const head = document.createElement("strong");
  head.textContent = title;
  card.append(head, ...[[map.dataset.open, href], [map.dataset.more, href + map.dataset.moreAt]].map(([label, to]) => {
    const link = document.createElement("a");
    link.href = to;
    link.textContent = label;
    return link;
  }));
  return card;
}

document.querySelectorAll("[data-beffroi-map]").forEach((map) => {
  if (map.dataset.ready) return;
  map.dataset.ready = "yes";
  const actions = picture(map);
  map.querySelectorAll("[data-beffroi-zoom]").forEach((button) => button.addEventListener("click", actions[button.dataset.beffroiZoom]));
  const button = map.querySelector("[data-beffroi-explore]");
  if (!button) return;
  const open = async (then) => {
    button.disabled = true;
    try {
      await explore(map);
      then?.();
    } catch (error) {
      map.querySelector(".map__live")?.remove();
      map.querySelector("[data-beffroi-status]").textContent = map.dataset.failed;
      button.disabled = false;
      console.warn(error);
    }
  };
  button.addEventListener("click", () => open());
  document.addEventListener("beffroi:explore", (event) => open(event.detail.then), { once: true });
});
