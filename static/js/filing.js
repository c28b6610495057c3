/* The form of a filing, made quick: every box saves itself, arrows walk the column, a block pasted from Excel fills it.
   The server reads every number and writes every word; here nothing is computed and no sentence is put together.
   Without this file the same form saves by section. */
(() => {
  "use strict";
  const form = document.getElementById("bao-cao");
  if (!form || !window.fetch || !window.Promise) return;
  const byId = (id) => document.getElementById(id);
  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));
  const PAUSE = 1500, REFRESH = 30000, AGAIN = 10000, FRESH = 120000, WEEK = 7 * 24 * 3600 * 1000;
  const STORE = "thidua.o.", KEY = `${STORE}${form.dataset.user}.${form.dataset.filing}`;
  const dialog = byId("dang-nhap-lai"), panel = byId("o-chi-tiet");
  let contact = Date.now(), leaving = false, lost = false, out = false, closed = false, pending = null, shown = null;
  document.body.classList.add("is-live");

  /* --- Rows: a box with its note, or the three narratives --- */
  const rows = all("[data-row]", form).map((el) => ({ el, key: el.dataset.row, timer: 0, saving: null, put: null }));
  const boxes = rows.filter((row) => row.el.matches(".ind"));
  const rowOf = (node) => rows.find((row) => row.el.contains(node));
  const typedIn = (row) => all("input[name]:not([data-version]), textarea[name]", row.el);
  const cells = (row) => all("input.box", row.el);
  const version = (row) => row.el.querySelector("[data-version]");
  const valueOf = (input) => (input.type === "checkbox" ? input.checked : input.value);
  const collect = (row) => Object.fromEntries(typedIn(row).map((input) => [input.name, valueOf(input)]));
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  const dirty = (row) => !same(collect(row), row.saved);
  const put = (row, values) => typedIn(row).forEach((input) => {
    if (!(input.name in values)) return;
    if (input.type === "checkbox") input.checked = values[input.name];
    else input.value = values[input.name];
  });
  rows.forEach((row) => {
    row.saved = collect(row);
    row.refused = row.el.matches("[data-refused]");
    if (row.refused) row.saved = null;
  });

  /* --- What stands beside a box --- */
  const parse = (html) => new DOMParser().parseFromString(html, "text/html");
  const copyOf = (template, name) => byId(template).content.querySelector(name).cloneNode(true);
  const mark = (row, state, told = {}) => {
    const slot = row.el.querySelector("[data-mark-slot]");
    if (!slot) return;
    if (!state) return void slot.replaceChildren();
    const words = copyOf("dau", `[data-m="${state}"]`);
    all("[data-at]", words).forEach((node) => { node.textContent = told.at || ""; });
    all("[data-who]", words).forEach((node) => { node.textContent = told.who || ""; });
    slot.replaceChildren(words);
    row.el.classList.toggle("is-new", state === "news");
    if (!["waiting", "saving"].includes(state)) byId("bao-luu").textContent = `${row.el.dataset.code || ""} ${words.textContent}`.trim();
  };
  const fill = (row, part, html) => {
    const place = row.el.querySelector(`[data-part="${part}"]`);
    if (place && html !== undefined) place.replaceChildren(...parse(html).body.childNodes);
  };
  const look = (row, state) => {
    row.refused = state === "invalid" || state === "conflict";
    cells(row).forEach((input) => {
      input.classList.toggle("is-invalid", row.refused);
      input.classList.toggle("is-saving", state === "saving");
      if (row.refused) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
    });
  };
  const totals = () => {
    all("details.sec", form).forEach((section) => {
      const inside = boxes.filter((row) => section.contains(row.el)), filled = inside.filter((row) => row.el.matches("[data-filled]"));
      const state = inside.some((row) => row.refused) ? "fail" : filled.length === inside.length ? "done" : filled.length ? "doing" : "idle";
      section.querySelector("[data-filled-n]").textContent = filled.length;
      section.querySelector("[data-section-state]").replaceChildren(copyOf("dau-phan", `[data-m="${state}"]`).firstElementChild);
    });
    const blocking = boxes.filter((row) => row.refused || row.el.matches("[data-blocks]"));
    const sign = form.querySelector("[data-blocking]");
    sign.hidden = !blocking.length;
    sign.querySelector("[data-n]").textContent = blocking.length;
    all("[data-if]", form).forEach((group) => { group.hidden = (group.dataset.if === "blocking") !== Boolean(blocking.length); });
    all("#can-xem li[data-of]").forEach((line) => { line.hidden = !blocking.some((row) => row.el.dataset.code === line.dataset.of); });
  };
  const settled = (row, told) => {
    if (told.version !== undefined) version(row).value = told.version;
    ["cum", "tells"].forEach((part) => fill(row, part, told[part]));
    row.el.toggleAttribute("data-filled", Boolean(told.filled));
    row.el.toggleAttribute("data-blocks", Boolean(told.blocks));
  };

  /* --- Typing kept on this machine, for this person only, until it is saved --- */
  const kept = (key = KEY) => {
    try { return JSON.parse(localStorage.getItem(key)) || {}; } catch { return {}; }
  };
  const keep = (row, values) => {
    const words = kept();
    if (values) words[row.key] = { values, version: version(row).value, at: Date.now(), code: row.el.dataset.code || "" };
    else delete words[row.key];
    try {
      if (Object.keys(words).length) localStorage.setItem(KEY, JSON.stringify(words));
      else localStorage.removeItem(KEY);
    } catch { /* a full or closed store: the server still has what was saved */ }
  };
  const clearOld = () => {
    try {
      Object.keys(localStorage).filter((key) => key.startsWith(STORE)).forEach((key) => {
        const newest = Math.max(0, ...Object.values(kept(key)).map((words) => words.at || 0));
        if (Date.now() - newest > WEEK) localStorage.removeItem(key);
      });
    } catch { /* as above */ }
  };
  const offer = () => {
    const words = kept(), notice = byId("go-do");
    const left = rows.filter((row) => {
      if (!words[row.key]) return false;
      if (same(words[row.key].values, collect(row)) && !row.refused) return void keep(row);
      return !same(words[row.key].values, collect(row));
    });
    if (!left.length) return;
    const newest = new Date(Math.max(...left.map((row) => words[row.key].at)));
    notice.querySelector("[data-n]").textContent = left.length;
    notice.querySelector("[data-at]").textContent = newest.toLocaleString("vi-VN", { hour: "2-digit", minute: "2-digit", day: "2-digit", month: "2-digit" });
    notice.querySelector("[data-what]").textContent = left.map((row) => row.el.dataset.code || row.el.querySelector("h2").textContent).join(", ");
    notice.hidden = false;
    notice.addEventListener("click", (event) => {
      const button = event.target.closest("[data-take]");
      if (!button) return;
      notice.hidden = true;
      left.forEach((row) => {
        if (!button.dataset.take) return keep(row);
        put(row, words[row.key].values);
        version(row).value = words[row.key].version;
        return save(row);
      });
    });
  };

  /* --- Saving: one request in flight on the whole page, in the order in which the boxes were left --- */
  let flying = false;
  const waiting = [];
  const turn = () => new Promise((go) => { if (flying) waiting.push(go); else { flying = true; go(); } });
  const done = () => { const next = waiting.shift(); if (next) next(); else flying = false; };
  const inTurn = (work) => turn().then(work).finally(done);
  const token = () => form.querySelector("[name=csrfmiddlewaretoken]").value;
  const ask = (url, options = {}) => fetch(url, {
    credentials: "same-origin", redirect: "manual", ...options, headers: { Accept: "application/json", "X-CSRFToken": token() },
  });
  const body = (row) => {
    const sent = new URLSearchParams({ [version(row).name]: version(row).value });
    Object.entries(collect(row)).forEach(([name, value]) => { if (value !== false) sent.append(name, value === true ? "on" : value); });
    return sent;
  };
  const lose = (yes) => {
    lost = yes;
    byId("mat-mang").hidden = !yes;
    if (yes) setTimeout(() => { if (lost) refresh(); }, AGAIN);
  };
  const touch = (row, wait = PAUSE) => {
    clearTimeout(row.timer);
    if (closed) return;
    if (!dirty(row)) { keep(row); if (!row.saving) mark(row, ""); return; }
    keep(row, collect(row));
    if (!row.saving) mark(row, "waiting");
    row.timer = setTimeout(() => save(row), wait);
  };
  const save = (row) => {
    clearTimeout(row.timer);
    if (row.saving) { row.again = true; return row.saving; }
    if (closed || leaving || !dirty(row)) return Promise.resolve(); /* leaving: the page's own sending carries it */
    keep(row, collect(row));
    row.saving = inTurn(() => send(row)).finally(() => {
      row.saving = null;
      totals();
      if (row.again) { row.again = false; save(row); }
    });
    return row.saving;
  };
  const send = async (row, twice = false) => {
    const sent = collect(row);
    mark(row, "saving");
    look(row, "saving");
    let answer, told;
    try {
      answer = await ask(row.el.dataset.url, { method: "POST", body: body(row) });
      told = (answer.headers.get("Content-Type") || "").includes("json") ? await answer.json() : null;
    } catch {
      look(row, "");
      mark(row, "offline");
      return lose(true);
    }
    if (lost) lose(false);
    if (answer.status === 401) { look(row, ""); mark(row, "signed-out"); return signIn(); }
    contact = Date.now();
    if (!told || told.state === "moved") return puzzled(row, answer, twice);
    return { saved: accepted, invalid: refused, conflict: differs }[told.state](row, told, sent);
  };
  /* Not an answer of ours: the token is old, the filing has moved on, or the server stumbled. */
  const puzzled = async (row, answer, twice) => {
    look(row, "");
    if (answer.status < 500 && await news() && !twice && !closed) return send(row, true);
    if (!closed && !out) { mark(row, "failed"); setTimeout(() => save(row), AGAIN); }
  };
  const accepted = (row, told, sent) => {
    look(row, "");
    settled(row, { tells: "", ...told });
    row.saved = sent;
    const noteBox = row.el.querySelector('[data-part="note"]');
    if (noteBox && !noteBox.contains(document.activeElement) && same(collect(row), sent)) fill(row, "note", told.note);
    if (!same(collect(row), sent)) return touch(row);
    if (told.values && !cells(row).includes(document.activeElement)) put(row, told.values);
    row.saved = collect(row);
    keep(row);
    mark(row, "saved", told);
    form.querySelector("[data-saved]").replaceChildren(copyOf("dau", '[data-m="saved"]'));
    form.querySelector("[data-saved] [data-at]").textContent = told.at;
    if (shown === row) show(row);
  };
  const refused = (row, told) => {
    look(row, "invalid");
    mark(row, "invalid");
    if (row.el.matches(".ind")) settled(row, { ...told, filled: row.el.matches("[data-filled]") });
    else row.el.querySelector('[data-part="tells"]').textContent = told.tells;
  };
  const differs = (row, told) => {
    look(row, "conflict");
    mark(row, "conflict");
    row.theirs = told;
    if (row.el.matches(".ind")) return settled(row, { ...told, version: undefined });
    const choice = byId("chon-ban").content.cloneNode(true);
    choice.querySelector("[data-why]").textContent = told.tells;
    row.el.querySelector('[data-part="tells"]').replaceChildren(choice);
  };
  const choose = (row, whose) => {
    const theirs = row.theirs;
    if (!theirs) return;
    row.theirs = null;
    version(row).value = theirs.version;
    fill(row, "tells", "");
    if (whose === "mine") { row.saved = null; save(row); return; }
    put(row, theirs.values);
    row.saved = collect(row);
    keep(row);
    look(row, "");
    mark(row, "");
    cells(row).slice(0, 1).forEach((input) => input.focus());
    version(row).value = -1; /* the quiet refresh brings what belongs to their figure */
    refresh();
  };

  /* --- News: what others saved, whether the filing is still open, who is signed in --- */
  const news = async () => {
    const known = boxes.map((row) => `${row.el.dataset.code}:${version(row).value}`).join(",");
    const texts = rows.find((row) => !boxes.includes(row));
    let answer;
    try {
      answer = await ask(`${form.dataset.news}?${new URLSearchParams({ o: known, v: version(texts).value })}`);
    } catch { lose(true); return false; }
    if (lost) { lose(false); resume(); }
    if (answer.status === 401) { signIn(); return false; }
    if (!answer.ok) return false;
    const told = await answer.json();
    contact = Date.now();
    out = false;
    if (String(told.user) !== form.dataset.user) { stop("nguoi-khac"); return false; }
    all("[name=csrfmiddlewaretoken]").forEach((input) => { input.value = told.token; });
    if (!told.editable) { byId("da-khoa").querySelector("[data-state]").textContent = told.state; stop("da-khoa"); return false; }
    told.boxes.forEach((box) => bring(boxes.find((row) => row.el.dataset.code === box.box), box));
    if (told.texts) bring(texts, told.texts);
    totals();
    return true;
  };
  const refresh = () => inTurn(news);
  const bring = (row, told) => {
    if (!row || dirty(row) || row.saving) return;
    put(row, told.values);
    settled(row, row.el.matches(".ind") ? told : { version: told.version });
    if (told.note) fill(row, "note", told.note);
    row.saved = collect(row);
    if (told.who) mark(row, "news", told);
  };
  const stop = (notice) => {
    closed = true;
    byId(notice).hidden = false;
    byId(notice).scrollIntoView({ block: "nearest" });
    rows.forEach((row) => {
      typedIn(row).forEach((input) => { if (input.type === "checkbox") input.disabled = true; else input.readOnly = true; });
      mark(row, "locked");
    });
    all("button[type=submit]", form).forEach((button) => { button.disabled = true; });
  };
  const resume = () => rows.filter((row) => dirty(row) && !row.refused).forEach((row) => save(row));

  /* --- The session is over: the real sign-in, in place --- */
  const signInForm = (page) => {
    const real = page.querySelector(`form[action="${form.dataset.signIn}"]`);
    if (real) dialog.querySelector("[data-slot]").replaceChildren(document.adoptNode(real));
    return real;
  };
  const signIn = async () => {
    out = true;
    if (dialog.open) return;
    try {
      const page = await fetch(form.dataset.signIn, { credentials: "same-origin" });
      if (!signInForm(parse(await page.text()))) return void (await news() && resume()); /* signed in elsewhere meanwhile */
    } catch { return void lose(true); }
    if (!dialog.open) dialog.showModal();
    dialog.querySelector("input:not([type=hidden])").focus();
  };
  dialog.addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopPropagation();
    const why = dialog.querySelector("[data-why]");
    why.hidden = true;
    try {
      const answer = await fetch(form.dataset.signIn, { method: "POST", credentials: "same-origin", redirect: "manual", body: new URLSearchParams(new FormData(event.target)) });
      if (answer.type === "opaqueredirect") {
        dialog.close();
        dialog.querySelector("[data-slot]").replaceChildren();
        if (await news()) { resume(); if (pending) leave(pending); }
        return;
      }
      const page = parse(await answer.text());
      if (!signInForm(page)) { why.textContent = page.querySelector("main").innerText.trim(); why.hidden = false; }
    } catch { lose(true); dialog.close(); }
  });
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());

  /* --- Keyboard and paste --- */
  const step = (row, by, column) => {
    const next = boxes[boxes.indexOf(row) + by];
    if (!next) return;
    next.el.closest("details").open = true;
    const input = cells(next)[column] || cells(next)[0];
    input.focus();
    input.select();
  };
  form.addEventListener("keydown", (event) => {
    const row = rowOf(event.target), up = event.key === "ArrowUp" || (event.key === "Enter" && event.shiftKey);
    if (!row || !boxes.includes(row) || event.isComposing || event.target.matches("button, a")) return;
    if (event.key !== "Enter" && !(["ArrowUp", "ArrowDown"].includes(event.key) && event.target.matches(".box"))) return;
    event.preventDefault();
    step(row, up ? -1 : 1, Math.max(0, cells(row).indexOf(event.target)));
  });
  form.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n+$/, "");
    const first = rowOf(event.target);
    if (!event.target.matches(".box") || !/[\t\n]/.test(text) || closed) return;
    event.preventDefault();
    const column = cells(first).indexOf(event.target), surplus = [];
    text.split("\n").forEach((line, down) => {
      const row = boxes[boxes.indexOf(first) + down];
      line.split("\t").map((cell) => cell.trim()).forEach((cell, right) => {
        const input = row && cells(row)[column + right];
        if (!cell) return;
        if (input) { input.value = cell; untick(row); } else surplus.push(cell);
      });
      if (row) { row.el.closest("details").open = true; touch(row, 0); }
    });
    all("[data-surplus]", form).forEach((old) => old.remove());
    if (!surplus.length) return;
    const words = copyOf("dan-thua", "[data-surplus]");
    words.querySelector("[data-n]").textContent = surplus.length;
    words.querySelector("[data-what]").textContent = surplus.slice(0, 5).join(" · ") + (surplus.length > 5 ? " …" : "");
    first.el.querySelector(".under").prepend(words);
  });

  /* --- Typing, ticking, pressing --- */
  const untick = (row) => all("input[type=checkbox]", row.el).forEach((tick) => { tick.checked = false; });
  form.addEventListener("input", (event) => {
    const row = rowOf(event.target);
    if (!row || event.target.type === "checkbox") return;
    if (event.target.matches(".box") && event.target.value.trim()) untick(row);
    touch(row);
  });
  form.addEventListener("change", (event) => {
    const row = rowOf(event.target);
    if (!row) return;
    if (event.target.type === "checkbox") { /* the number steps aside, and comes back if the tick was a slip */
      if (event.target.checked) { row.put = cells(row).map((input) => input.value); cells(row).forEach((input) => { input.value = ""; }); }
      else if (row.put) cells(row).forEach((input, at) => { input.value = input.value || row.put[at]; });
    }
    /* A rate is saved when both its parts are left, not between them. */
    const other = cells(row).find((input) => input !== event.target && !input.value);
    touch(row, event.target.matches(".pair > .box") && other && event.target.value ? PAUSE * 2 : 0);
  });
  form.addEventListener("click", (event) => {
    const row = rowOf(event.target), button = event.target.closest("button, a");
    if (!button) return;
    if (button.matches("[data-blocking]")) {
      event.preventDefault();
      const blocking = boxes.filter((one) => one.refused || one.el.matches("[data-blocks]"));
      const at = blocking.findIndex((one) => one === rowOf(document.activeElement));
      const next = blocking[(at + 1) % blocking.length];
      next.el.closest("details").open = true;
      cells(next)[0].focus();
    } else if (button.matches("[data-choose]") && (row.theirs || !row.el.matches(".ind"))) {
      event.preventDefault();
      choose(row, button.dataset.choose);
    } else if (button.matches("[data-same]")) {
      event.preventDefault();
      const [tick] = all("input[type=checkbox]", row.el);
      tick.checked = "nothing" in button.dataset;
      cells(row).forEach((input, at) => { input.value = tick.checked ? "" : [button.dataset.v, button.dataset.m][at]; });
      cells(row)[0].focus();
      touch(row, 0);
    } else if (button.matches("[data-panel]") && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      show(row, true);
    }
  });

  /* --- The panel beside the form --- */
  const show = async (row, go = false) => {
    shown = row;
    const url = row.el.querySelector("[data-panel]").href;
    const answer = await inTurn(() => fetch(url, { credentials: "same-origin", headers: { "HX-Request": "true" } })).catch(() => null);
    if (!answer || !answer.ok || answer.redirected) { if (go) refresh(); return; }
    const words = parse(await answer.text());
    if (shown !== row || (!go && panel.contains(document.activeElement))) return;
    panel.replaceChildren(...words.body.childNodes);
    panel.hidden = false;
    panel.scrollTop = 0;
    if (go) panel.querySelector("h2").focus();
  };
  const hide = () => {
    panel.hidden = true;
    if (shown) shown.el.querySelector("[data-panel]").focus();
    shown = null;
  };
  panel.addEventListener("click", (event) => { if (event.target.closest("[data-panel-close]")) hide(); });
  panel.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
  panel.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopPropagation();
    const note = shown.el.querySelector('[name^="g-"]');
    note.value = event.target.querySelector("textarea").value.replace(/\s*\n\s*/g, " ");
    panel.querySelector("h2").focus();
    save(shown).then(() => { if (shown) show(shown, true); });
  });
  let look_ = 0;
  form.addEventListener("focusin", (event) => {
    const row = rowOf(event.target);
    if (panel.hidden || !row || row === shown || !boxes.includes(row)) return;
    clearTimeout(look_);
    look_ = setTimeout(() => show(row), 300);
  });

  /* --- Leaving: nothing is in the air, and somebody is signed in --- */
  const landed = async () => { /* a box changed while it was sent goes once more */
    while (rows.some((row) => row.saving)) await Promise.all(rows.map((row) => row.saving));
  };
  const leave = (submitter) => {
    pending = null;
    leaving = true;
    form.requestSubmit(submitter.form ? submitter : undefined);
  };
  form.addEventListener("submit", (event) => {
    const calm = !rows.some((row) => row.saving) && !lost && !out && Date.now() - contact < FRESH;
    rows.forEach((row) => clearTimeout(row.timer));
    if (leaving || calm) {
      leaving = true;
      setTimeout(() => { if (event.defaultPrevented) { leaving = false; rows.forEach((row) => touch(row)); } });
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    pending = event.submitter || form;
    landed().then(refresh).then((fine) => { if (fine && pending) leave(pending); });
  });
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && !closed && rows.some((row) => dirty(row) && (row.refused || lost || out))) event.preventDefault();
  });
  window.addEventListener("pagehide", () => {
    if (leaving || closed) return;
    rows.filter((row) => dirty(row) && !row.refused && !row.saving).forEach((row) => {
      fetch(row.el.dataset.url, { method: "POST", keepalive: true, credentials: "same-origin", headers: { Accept: "application/json", "X-CSRFToken": token() }, body: body(row) }).catch(() => {});
    });
  });
  window.addEventListener("pageshow", (event) => { if (event.persisted) { leaving = false; refresh(); } });
  window.addEventListener("online", refresh);
  window.addEventListener("focus", () => { if (!closed && !dialog.open && Date.now() - contact > 3000) refresh(); });
  setInterval(() => { if (!closed && !dialog.open && document.visibilityState === "visible") refresh(); }, REFRESH);
  clearOld();
  offer();
  totals();
})();
