/* 拍照存进来: a photographed paper lies in this browser until the server has it, and is sent when there
   is a signal. Sent twice it is stored once (its token). Without this file the form is a plain one. */
"use strict";
(() => {
  const told = document.querySelector("#unsent");
  if (!told || !window.indexedDB || !window.fetch) return;
  const STORE = "papers";
  const BESIDE = "beside a form";
  const PATIENCE = 90_000;
  let pause = 5_000;
  let timer = 0;
  let isSending = false;
  let isAskedAgain = false;
  let isMore = false; /* on the server than this page shows */

  const opened = new Promise((resolve, reject) => {
    const asked = indexedDB.open("weishishi", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: "token" });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });

  async function ask(mode, deed) {
    const transaction = (await opened).transaction(STORE, mode);
    return new Promise((resolve, reject) => {
      const asked = deed(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(asked.result);
      transaction.onabort = transaction.onerror = () => reject(transaction.error);
    });
  }

  const put = (one) => ask("readwrite", (store) => store.put(one));
  const drop = (token) => ask("readwrite", (store) => store.delete(token));
  /* Those of who is at the desk now; a colleague's wait for the colleague. */
  const mine = async () =>
    (await ask("readonly", (store) => store.getAll()))
      .filter((one) => one.post === told.dataset.post)
      .sort((a, b) => a.at - b.at);

  /* A UUID; crypto.randomUUID is missing where the site has no certificate. */
  const fresh = () =>
    "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (digit) =>
      (digit ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (digit / 4)))).toString(16)
    );

  async function show() {
    const [line, list, row] = told.querySelectorAll("p, ul, template");
    const ones = await mine();
    const waiting = ones.filter((one) => !one.reason);
    line.textContent = waiting.length ? told.dataset.waiting.replace("{}", waiting.length) : "";
    list.replaceChildren(
      ...ones.filter((one) => one.reason).map((one) => {
        const shown = row.content.cloneNode(true);
        shown.querySelector("[data-why]").textContent = `${one.called} · ${one.reason}`;
        shown.querySelector("[data-again]").addEventListener("click", async () => {
          await put({ ...one, reason: "" });
          send();
        });
        shown.querySelector("[data-drop]").addEventListener("click", () => drop(one.token).then(show));
        return shown;
      })
    );
    list.hidden = !list.childElementCount;
    told.hidden = !ones.length;
  }

  /* The sentence of the server when it is kept; false: not now; otherwise it throws the reason. */
  async function deliver(one) {
    const body = new FormData();
    body.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
    body.set("token", one.token);
    body.set("paper", one.paper);
    body.set("photo", one.file, one.called);
    const patience = new AbortController();
    const over = setTimeout(() => patience.abort(), PATIENCE);
    let answer;
    try {
      answer = await fetch(one.to, {
        method: "POST", body, redirect: "manual", signal: patience.signal,
        headers: { Accept: "application/json" },
      });
    } catch {
      return false;
    } finally {
      clearTimeout(over);
    }
    const said = await answer.json().catch(() => ({}));
    if (said.kept) return said.kept;
    /* Signed out, somebody else's page before the net, or the server is down: later. */
    if (answer.ok || answer.type === "opaqueredirect" || answer.status >= 500) return false;
    if ([401, 429].includes(answer.status)) return false;
    throw new Error(said.reasons?.join("；") || told.dataset.refused);
  }

  async function send() {
    isAskedAgain = isSending;
    if (isSending) return;
    isSending = true;
    clearTimeout(timer);
    let isDone = true;
    try {
      for (const one of (await mine()).filter((each) => !each.reason)) {
        try {
          const words = await deliver(one);
          if (words === false) {
            isDone = false;
            break;
          }
          await drop(one.token);
          say(words);
          isMore = true;
        } catch (why) {
          await put({ ...one, reason: why.message });
        }
      }
    } finally {
      isSending = false;
    }
    await show();
    if (isAskedAgain) {
      send();
      return;
    }
    pause = isDone ? 5_000 : Math.min(pause * 2, 120_000);
    if (!isDone) timer = setTimeout(() => send().catch(() => {}), pause);
    else if (isMore && document.querySelector("[data-shelf]")) location.assign(location.pathname);
  }

  function say(words) {
    document.querySelectorAll("[data-told]").forEach((one) => (one.textContent = words));
  }

  document.querySelectorAll("form[data-intake]").forEach((form) => {
    const input = form.querySelector("input[type=file]");
    form.querySelector("[data-chosen]").hidden = true;
    form.addEventListener("submit", (event) => {
      if (input.files.length) return;
      event.preventDefault();
      input.click();
    });
    input.addEventListener("change", async () => {
      const file = input.files[0];
      if (!file) return;
      const one = {
        token: fresh(), to: form.action, post: told.dataset.post, at: Date.now(), reason: "",
        paper: form.querySelector("[name=paper]:checked").value, file, called: file.name,
      };
      try {
        await put(one);
      } catch {
        form.submit(); /* a browser that keeps nothing: at once, as without this file */
        return;
      }
      navigator.storage?.persist?.().catch(() => {});
      input.value = ""; /* the kind stays: there is often a second page */
      say("");
      await show();
      send();
    });
  });

  /* A paper form beside the form it is typed from: shown, and chosen again when something was wrong. */
  const beside = document.querySelector("[data-beside]");

  function look(input) {
    const reader = new FileReader();
    const picture = beside.querySelector("img");
    reader.onload = () => {
      picture.src = reader.result;
      picture.hidden = false;
    };
    reader.readAsDataURL(input.files[0]);
  }

  async function keepBeside() {
    const token = beside?.closest("form").elements.form_token.value;
    const all = await ask("readonly", (store) => store.getAll());
    const found = all.filter((one) => one.post === BESIDE);
    for (const one of found.filter((each) => each.token !== token)) await drop(one.token);
    if (!beside) return;
    const input = beside.querySelector("input");
    input.addEventListener("change", async () => {
      if (!input.files.length) return;
      look(input);
      await put({ token, post: BESIDE, file: input.files[0], at: Date.now() }).catch(() => {});
    });
    const again = found.find((one) => one.token === token);
    if (!again) return;
    const carried = new DataTransfer();
    carried.items.add(again.file);
    input.files = carried.files;
    look(input);
  }

  window.addEventListener("online", () => send().catch(() => {}));
  opened.then(keepBeside).then(show).then(send).catch(() => {});
})();
