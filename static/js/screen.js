/* Keeps a wall screen fresh for days: looks at its own address, puts the new figures in only when the
   answer is good, keeps the last good ones otherwise and says of when they are. */
"use strict";
const PATIENCE = 20000; // milliseconds for one answer

function files(page) {
  const found = page.querySelectorAll("link[rel=stylesheet], script[src]");
  return Array.from(found, (one) => one.getAttribute("href") || one.getAttribute("src")).join();
}

function part(page, name) {
  return page.querySelector(`[data-fresh=${name}]`);
}

async function look() {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const how = { cache: "no-store", redirect: "error", signal: stop.signal };
    const answer = await fetch(location.href, how);
    if (!answer.ok) throw new Error(answer.status === 404 ? "ended" : "offline");
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!part(page, "wall") || !part(page, "stamp")) throw new Error("offline");
    return page;
  } finally {
    clearTimeout(timer);
  }
}

function tell(trouble) {
  for (const words of document.querySelectorAll("[data-trouble]")) {
    words.hidden = words.dataset.trouble !== trouble;
  }
}

async function refresh() {
  try {
    const page = await look();
    if (files(page) !== files(document)) location.reload(); // a new version was put up
    for (const name of ["wall", "stamp"]) part(document, name).replaceWith(part(page, name));
  } catch (error) {
    tell(error.message === "ended" ? "ended" : "offline");
  }
  wait();
}

function wait() {
  setTimeout(refresh, Number(document.documentElement.dataset.every) * 1000);
}

wait();
