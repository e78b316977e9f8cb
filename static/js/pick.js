/* Marks where a matter is, if somebody likes to: fills the two hidden fields with WGS-84. */
"use strict";
const ROUNDS = 4; // as weishishi/kernel/coordinates.py approaches the point

function shifted([lat, lng]) {
  const { PI, sin, cos, sqrt, abs } = Math;
  const [x, y] = [lng - 105, lat - 35];
  const waves = ((20 * sin(6 * x * PI) + 20 * sin(2 * x * PI)) * 2) / 3;
  let north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x)) + waves;
  north += ((20 * sin(y * PI) + 40 * sin((y / 3) * PI)) * 2) / 3;
  north += ((160 * sin((y / 12) * PI) + 320 * sin((y * PI) / 30)) * 2) / 3;
  let east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x)) + waves;
  east += ((20 * sin(x * PI) + 40 * sin((x / 3) * PI)) * 2) / 3;
  east += ((150 * sin((x / 12) * PI) + 300 * sin((x / 30) * PI)) * 2) / 3;
  const [axis, eccentricity, angle] = [6378245, 0.006693421622965943, (lat / 180) * PI];
  const bend = 1 - eccentricity * sin(angle) ** 2;
  return [
    lat + (north * 180) / (((axis * (1 - eccentricity)) / (bend * sqrt(bend))) * PI),
    lng + (east * 180) / ((axis / sqrt(bend)) * cos(angle) * PI),
  ];
}

function unshifted(point) {
  let guess = point;
  for (let round = 0; round < ROUNDS; round++) {
    const seen = shifted(guess);
    guess = [guess[0] + point[0] - seen[0], guess[1] + point[1] - seen[1]];
  }
  return guess;
}

async function pick(part) {
  const told = part.dataset;
  const isShifted = told.system === "gcj02";
  const [lat, lng] = ["latitude", "longitude"].map((name) => document.querySelector(`[name=${name}]`));
  const say = (words) => (part.querySelector("[role=status]").textContent = words);
  const village = document.querySelector("[name=village]").value;
  const found = fetch(`${told.pick}?village=${village}`).then((answer) => answer.json());
  const [{ points, district }] = await Promise.all([found, leaflet(told)]);
  part.querySelector("[data-ground]").hidden = false;
  const map = ground(part.querySelector(".map"), told);
  map.setView(points.length ? points[0].at : district, points.length ? 16 : 12);
  let mark = null;
  const put = (at) => {
    const icon = L.divIcon({ className: "pin", html: "●", iconSize: [28, 28] });
    mark?.remove();
    mark = L.marker(at, { icon, interactive: false, keyboard: false }).addTo(map);
  };
  const choose = ({ lat: y, lng: x }) => {
    put([y, x]);
    const point = isShifted ? unshifted([y, x]) : [y, x];
    [lat.value, lng.value] = point.map((one) => one.toFixed(6));
    say(told.picked);
  };
  if (lat.value && lng.value) {
    const kept = [Number(lat.value), Number(lng.value)];
    const at = isShifted ? shifted(kept) : kept;
    put(at);
    map.setView(at, 16);
  }
  map.on("click", (event) => choose(event.latlng));
  part.querySelector("[data-middle]").addEventListener("click", () => choose(map.getCenter()));
  part.querySelector("[data-away]").addEventListener("click", () => {
    mark?.remove();
    lat.value = lng.value = "";
    say(told.gone);
  });
  part.querySelector("[data-here]").addEventListener("click", () =>
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const here = [coords.latitude, coords.longitude];
        map.setView(isShifted ? shifted(here) : here, 17);
      },
      () => say(told.nowhere),
    ),
  );
}

const picking = document.querySelector("[data-pick]");
if (picking) {
  const button = picking.querySelector("[data-open]");
  picking.hidden = false;
  button.addEventListener("click", () => {
    button.disabled = true;
    pick(picking)
      .then(() => button.remove())
      .catch((error) => {
        console.error(error);
        button.disabled = false;
        picking.querySelector("[role=status]").textContent = picking.dataset.failed;
      });
  });
}
