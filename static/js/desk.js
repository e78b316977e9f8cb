/* Makes the desk quicker; every page works without it. */
"use strict";
const panel = document.querySelector("[data-decision]");

function fillPhrase(event) {
  const note = panel.querySelector("[name=note]");
  /* Where the cursor stands; nothing typed is lost, and picked once it is not sent twice. */
  if (event.target.value) note.setRangeText(event.target.value, note.selectionStart, note.selectionEnd, "end");
  event.target.value = "";
  note.focus();
  showPreview();
}

function showPreview() {
  const data = new FormData(panel);
  data.set("preview", "1");
  fetch(panel.action, { method: "POST", body: data })
    .then((answer) => answer.text())
    .then((html) => {
      const there = new DOMParser().parseFromString(html, "text/html");
      const words = there.querySelector("[data-preview]");
      if (words) panel.querySelector("[data-preview]").textContent = words.textContent;
    })
    .catch(() => {});
}

if (panel) {
  panel.querySelector("[name=phrase]")?.addEventListener("change", fillPhrase);
  panel.addEventListener("change", (event) => {
    if (["verb", "note", "answer", "at"].includes(event.target.name)) showPreview();
  });
  panel.addEventListener("submit", () => {
    setTimeout(() => panel.querySelectorAll("button").forEach((one) => (one.disabled = true)));
  });
}

document.querySelector(".errs[tabindex]")?.focus();
document.querySelectorAll("[data-print]").forEach((one) => {
  one.addEventListener("click", () => window.print());
});

/* A masked name and phone: shown where it stands, so that nothing typed beside it is lost. */
document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-reveal]"), there = form?.closest("[data-private]");
  if (!there) return;
  event.preventDefault();
  fetch(form.action, { method: "POST", body: new FormData(form) })
    .then((answer) => answer.text())
    .then((html) => {
      const page = new DOMParser().parseFromString(html, "text/html");
      const found = page.querySelector(`[data-private="${there.dataset.private}"]`);
      if (!found) throw new Error("not there");
      there.replaceChildren(...found.childNodes);
      there.tabIndex = -1;
      there.focus();
    })
    .catch(() => form.submit());
});
