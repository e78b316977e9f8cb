/* An approver's phone: a picked phrase is put into the opinion, and the place is asked of the browser
   only when she presses the button. Everything works without it. */
"use strict";
const opinion = document.querySelector("[data-opinion]");
const place = opinion?.querySelector("[data-place]");

function keep({ coords }) {
  opinion.elements.latitude.value = coords.latitude.toFixed(6);
  opinion.elements.longitude.value = coords.longitude.toFixed(6);
  opinion.elements.on_site.checked = true;
  place.querySelector("[role=status]").textContent = place.dataset.kept;
}

opinion?.elements.phrase.addEventListener("change", (event) => {
  if (event.target.value) opinion.elements.note.value = event.target.value;
});
opinion?.addEventListener("submit", () => {
  setTimeout(() => opinion.querySelectorAll("button").forEach((one) => (one.disabled = true)));
});
if (place && navigator.geolocation) {
  place.hidden = false;
  place.querySelector("button").addEventListener("click", () => {
    navigator.geolocation.getCurrentPosition(keep, () => {
      place.querySelector("[role=status]").textContent = place.dataset.failed;
    });
  });
}
