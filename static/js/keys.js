/* Keys of 我的待办 and of the decision page; everything works without them. Whoever does not want
   single keys (a screen reader, a voice) switches them off in the list that ? opens. */
"use strict";
(() => {
  const OFF = "keys-off";
  const shown = document.querySelector("[data-keys]");
  const decision = document.querySelector("form[data-decision]");
  let off = false;
  try {
    off = localStorage.getItem(OFF) === "1";
  } catch {
    /* a browser that keeps nothing */
  }

  const isTyping = (element) =>
    element.closest("textarea, select, [contenteditable], input:not([type=radio], [type=checkbox])");

  function walk(step) {
    const links = [...document.querySelectorAll(".matters h3 a, #result_list tbody th a")];
    const at = links.indexOf(document.activeElement) + step;
    links[Math.max(0, Math.min(at, links.length - 1))]?.focus();
  }

  function choose(number) {
    const radio = decision?.querySelectorAll("input[type=radio][name=verb]")[number - 1];
    if (!radio) return false;
    radio.focus();
    radio.click();
    return true;
  }

  function send(event) {
    if (!decision?.contains(event.target)) return;
    const button = decision.querySelector(".actions button:not([name]):not([disabled])");
    if (button) decision.requestSubmit(button);
  }

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.defaultPrevented || shown?.open) return;
    if (event.key === "Enter" && event.ctrlKey && !event.altKey && !event.metaKey) {
      if (!event.repeat) send(event);
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (off && event.key !== "?") return;
    if (event.key === "?" && shown) shown.showModal();
    else if (event.key === "j") walk(1);
    else if (event.key === "k") walk(-1);
    else if (/^[1-9]$/.test(event.key)) {
      if (!choose(Number(event.key))) return;
    } else return;
    event.preventDefault();
  });

  const box = shown?.querySelector("input[type=checkbox]");
  if (!box) return;
  box.checked = off;
  box.addEventListener("change", () => {
    off = box.checked;
    try {
      localStorage.setItem(OFF, off ? "1" : "");
    } catch {
      /* off until the page is left */
    }
  });
})();
