/* The list's matters as points on a map, fetched and drawn when somebody asks for it. */
"use strict";
const AROUND_ONE = 300; // metres shown around a single point

function entry(point) {
  const line = document.createElement("div");
  const link = Object.assign(document.createElement("a"), { href: point.address, textContent: point.title });
  line.append(link, ` ${point.where} · ${point.status}`);
  return line;
}

function look(map, points) {
  const all = L.latLngBounds(points.map((point) => point.at));
  const isOne = all.getSouthWest().equals(all.getNorthEast());
  map.fitBounds(isOne ? all.getCenter().toBounds(AROUND_ONE) : all.pad(0.1), { animate: false });
}

function draw(section, points) {
  const list = section.querySelector(".map-list");
  const map = ground(section.querySelector(".map"), section.dataset);
  look(map, points); // before anything is put on it: without a view nothing is drawn
  points.forEach((point, place) => {
    const number = place + 1;
    const icon = L.divIcon({ className: "pin", html: String(number), iconSize: [28, 28] });
    const pin = L.marker(point.at, { icon, keyboard: true }).addTo(map).bindPopup(entry(point));
    pin.getElement().setAttribute("aria-label", `${number} ${point.title}`);
    const line = document.createElement("li");
    line.append(...entry(point).childNodes);
    list.append(line);
  });
}

async function open(section, button) {
  const told = section.dataset;
  const say = (words) => (section.querySelector("[role=status]").textContent = words);
  button.disabled = true;
  try {
    const found = fetch(told.map).then((answer) => answer.json());
    const [answer] = await Promise.all([found, leaflet(told)]);
    button.remove();
    if (!answer.points.length) return say(told.nothing);
    section.querySelector(".map-beside").hidden = false;
    draw(section, answer.points);
    section.querySelector(".map").focus({ preventScroll: true });
  } catch (error) {
    console.error(error);
    button.disabled = false;
    say(told.failed);
  }
}

for (const section of document.querySelectorAll("[data-map]")) {
  const button = section.querySelector("button");
  section.hidden = false;
  button.addEventListener("click", () => open(section, button));
}
