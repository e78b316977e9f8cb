/* The list's matters as points on a map, fetched and drawn when somebody asks for it. */
"use strict";
const SHORT_WAY = 16; // the closest zoom a fitted map begins with
const ALONE = 0.002; // degrees around a single point

function load(name, about) {
  return new Promise((done, failed) => {
    const part = Object.assign(document.createElement(name), about);
    part.onload = done;
    part.onerror = failed;
    document.head.append(part);
  });
}

function entry(point) {
  const line = document.createElement("div");
  const link = Object.assign(document.createElement("a"), { href: point.address, textContent: point.title });
  line.append(link, ` ${point.where} · ${point.status}`);
  return line;
}

function ground(box, told) {
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map(box, {
    zoomControl: false, attributionControl: false, scrollWheelZoom: false,
    zoomAnimation: !isCalm, fadeAnimation: !isCalm, markerZoomAnimation: !isCalm, inertia: !isCalm,
  });
  L.control.zoom({ zoomInTitle: told.in, zoomOutTitle: told.out }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  if (told.tiles) {
    L.control.attribution({ prefix: false }).addTo(map);
    L.tileLayer(told.tiles, { attribution: told.attribution, maxZoom: 18 }).addTo(map);
  }
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", told.label);
  return map;
}

function draw(section, points) {
  const list = section.querySelector(".map-list");
  const map = ground(section.querySelector(".map"), section.dataset);
  points.forEach((point, place) => {
    const number = place + 1;
    const icon = L.divIcon({ className: "pin", html: String(number), iconSize: [32, 32] });
    const pin = L.marker(point.at, { icon, keyboard: true }).addTo(map).bindPopup(entry(point));
    pin.getElement().setAttribute("aria-label", `${number} ${point.title}`);
    const line = document.createElement("li");
    line.append(...entry(point).childNodes);
    list.append(line);
  });
  const all = L.latLngBounds(points.map((point) => point.at));
  const isOne = all.getSouthWest().equals(all.getNorthEast());
  map.fitBounds(isOne ? all.getCenter().toBounds(ALONE * 111000) : all.pad(0.15), {
    maxZoom: SHORT_WAY, animate: false,
  });
}

async function open(section, button) {
  const told = section.dataset;
  const say = (words) => (section.querySelector("[role=status]").textContent = words);
  button.disabled = true;
  try {
    const [answer] = await Promise.all([
      fetch(told.map).then((found) => found.json()),
      load("script", { src: told.script }),
      ...told.styles.split(" ").map((href) => load("link", { rel: "stylesheet", href })),
    ]);
    button.hidden = true;
    if (!answer.points.length) return say(told.nothing);
    section.querySelector(".map-beside").hidden = false;
    button.setAttribute("aria-expanded", "true");
    draw(section, answer.points);
    section.querySelector(".map").focus({ preventScroll: true });
  } catch {
    button.disabled = false;
    say(told.failed);
  }
}

for (const section of document.querySelectorAll("[data-map]")) {
  const button = section.querySelector("button");
  section.hidden = false;
  button.addEventListener("click", () => open(section, button));
}
