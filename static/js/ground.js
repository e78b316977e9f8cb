/* What every map here needs: Leaflet fetched on a click, and a ground to put points on. */
"use strict";

function load(name, about) {
  return new Promise((done, failed) => {
    const part = Object.assign(document.createElement(name), about);
    part.onload = done;
    part.onerror = failed;
    document.head.append(part);
  });
}

function leaflet(told) {
  return Promise.all([
    load("script", { src: told.script }),
    ...told.styles.split(" ").map((href) => load("link", { rel: "stylesheet", href })),
  ]);
}

function ground(box, told) {
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map(box, {
    zoomControl: false, attributionControl: false, scrollWheelZoom: false, zoomSnap: 0.5,
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
