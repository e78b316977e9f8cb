/* Another size or language opens the page anew: what was typed comes along. Its names are its own:
   it stands on every page beside others. */
"use strict";
(() => {
  const ALONG = "typed", SECONDS = 30;
  const LEFT = ["hidden", "password", "file", "submit"];

  function fields() {
    const all = document.querySelectorAll("main :is(input,textarea,select)[name]");
    return [...all].filter((one) => !one.disabled && !LEFT.includes(one.type));
  }

  /* The first, second, … of its name; a choice also by what it stands for. */
  function named() {
    const met = {};
    return fields().map((one) => {
      const name = ["radio", "checkbox"].includes(one.type) ? `${one.name}=${one.value}` : one.name;
      met[name] = (met[name] ?? 0) + 1;
      return [`${name} ${met[name]}`, one];
    });
  }

  function take() {
    const told = named().map(([name, one]) => [name, one.value, one.checked]);
    sessionStorage.setItem(ALONG, JSON.stringify([Date.now(), told]));
  }

  function put() {
    const [at, told] = JSON.parse(sessionStorage.getItem(ALONG) ?? "[0, []]");
    sessionStorage.removeItem(ALONG);
    if (Date.now() - at > SECONDS * 1000) return;
    const here = new Map(named());
    for (const [name, value, checked] of told) {
      const one = here.get(name);
      if (!one || (one.value === value && one.checked === checked)) continue;
      one.value = value;
      if (checked !== undefined) one.checked = checked;
      one.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }

  try {
    put();
    document.getElementById("reading")?.addEventListener("submit", take);
  } catch {
    /* A browser that keeps nothing: the page works without. */
  }
})();
