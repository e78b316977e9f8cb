/* Keeps what is being typed on this phone until it was sent; every page works without it.
   Never a phone or a name (data-private), for seven days at most. */
"use strict";
const WEEK = 7 * 24 * 3600 * 1000;
const KEPT = "sheet ";
const here = location.pathname;
const form = document.querySelector("#sheet");
const notice = document.querySelector("#kept");

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function write(entry) {
  try {
    localStorage.setItem(KEPT + here, JSON.stringify(entry));
  } catch {
    /* a full or closed store: the server keeps it with every button */
  }
}

function forget(belongs) {
  Object.keys(localStorage)
    .filter((key) => key.startsWith(KEPT) && belongs(key.slice(KEPT.length), read(key)))
    .forEach((key) => localStorage.removeItem(key));
}

function fields() {
  return [...form.elements].filter(
    (one) => one.name && !("private" in one.dataset) &&
      (one.type === "radio" || one.matches("textarea, select, input[type=text], input[type=date]"))
  );
}

function remember(sent) {
  const values = {};
  for (const one of fields()) if (one.type !== "radio" || one.checked) values[one.name] = one.value;
  write({ at: Date.now(), sent, values });
}

function tell(sentence) {
  notice.textContent = sentence;
  notice.hidden = false;
}

function restore() {
  const entry = read(KEPT + here);
  if (!entry || "bound" in form.dataset) return;
  let found = false;
  for (const one of fields()) {
    const value = entry.values[one.name];
    if (!value || (one.type === "radio" ? one.checked || one.value !== value : one.value === value)) continue;
    if (one.type === "radio") one.checked = true;
    else one.value = value;
    found = true;
  }
  if (found) tell(notice.dataset.restored);
}

/* The places of another village, without leaving the page. */
function listPlaces(village) {
  const data = new FormData(form);
  data.set("go", "where");
  fetch(form.action, { method: "POST", body: data })
    .then((answer) => answer.text())
    .then((html) => {
      const there = new DOMParser().parseFromString(html, "text/html").querySelector("#places");
      if (!there || there.dataset.village !== village) return;
      document.querySelector("#places").replaceWith(there);
      hideButton();
    })
    .catch(() => {});
}

/* Choosing a village lists its places by itself. */
function hideButton() {
  const button = document.querySelector("#places button");
  if (button) button.parentElement.hidden = true;
}

try {
  /* Sent, and answered by another screen of the same sheet: the server has it. */
  forget((path, entry) => !entry || Date.now() - entry.at > WEEK ||
    (entry.sent && path !== here && here.startsWith(path.split("/").slice(0, 3).join("/"))));
  const done = document.querySelector("[data-sent]");
  if (done) forget((path) => path.startsWith(done.dataset.sent));
} catch {
  /* no store in this browser */
}

if (form) {
  hideButton();
  restore();
  form.addEventListener("input", () => remember(false));
  form.addEventListener("submit", (event) => {
    remember(navigator.onLine);
    if (navigator.onLine) return;
    event.preventDefault();
    tell(notice.dataset.offline);
    notice.scrollIntoView({ block: "center" });
  });
  form.querySelector("[name=photos]")?.addEventListener("change", (event) => {
    if (event.target.files.length && navigator.onLine) form.querySelector("[name=upload]").click();
  });
  form.querySelector("[name=village]:not([type=hidden])")?.addEventListener("change", (event) => {
    listPlaces(event.target.value);
  });
}

document.querySelectorAll("[data-forget]").forEach((one) =>
  one.addEventListener("submit", () => forget((path) => path.startsWith(one.dataset.forget)))
);
document.querySelectorAll("[data-print]").forEach((one) => {
  one.hidden = false;
  one.addEventListener("click", () => window.print());
});
