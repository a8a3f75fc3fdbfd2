// Keys and the command palette. An element says in `data-key` which key it answers to, in
// `data-key-label` what that does; a link or button is clicked, a field is focused.
// Single keys can be switched off (they may clash with speech input); Ctrl-K stays.
(() => {
  "use strict";
  const STORED = "hostops-keys";
  const palette = document.getElementById("palette");
  const help = document.getElementById("keys");
  if (!palette || !help) return;
  const words = document.getElementById("palette-words");
  const list = document.getElementById("palette-list");
  const on = document.getElementById("keys-on");

  const stored = () => { try { return localStorage.getItem(STORED); } catch { return null; } };
  const keep = (value) => { try { localStorage.setItem(STORED, value); } catch { /* this page only */ } };
  on.checked = stored() !== "off";
  on.addEventListener("change", () => keep(on.checked ? "on" : "off"));

  // What a closed menu holds can be done all the same: the menu is what must be seen.
  const visible = (element) => {
    const seen = element.closest("details:not([open])") || element;
    return seen.checkVisibility?.() ?? seen.offsetParent !== null;
  };
  const labelled = () => [...document.querySelectorAll("[data-key-label]")].filter(visible);
  const act = (element) => {
    if (element.matches("input:not([type=checkbox]), textarea, select")) element.focus();
    else element.click();
  };

  // --- rows: j and k walk the links of a list --------------------------------------------
  const links = () => [...document.querySelectorAll("[data-rows] .case-link, [data-rows] [data-row-link]")];
  const here = () => links().indexOf(document.activeElement);
  const walk = (step) => {
    const all = links();
    const at = here();
    const next = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + step, 0), all.length - 1)];
    if (!next) return;
    next.focus();
    next.closest("tr")?.scrollIntoView({ block: "nearest" });
  };
  const rowLink = () => (here() < 0 ? null : document.activeElement);
  const ROWS = { j: ["Next row", () => walk(1)], k: ["Row before", () => walk(-1)],
    o: ["Open the row", () => rowLink()?.click()], x: ["Choose the row", () => rowLink()?.closest("tr").querySelector("input[type=checkbox]")?.click()] };

  // What a list lets do to its row: `data-row-path` is gone to below the row's address, else the list is told.
  const rowAct = (key) => {
    const one = document.querySelector(`[data-row-key="${CSS.escape(key)}"]`);
    const row = rowLink();
    if (!one || !row) return false;
    if (one.dataset.rowPath) location.assign(row.href + one.dataset.rowPath);
    else document.dispatchEvent(new CustomEvent("row-act", { detail: { key, link: row } }));
    return true;
  };

  // --- single keys ---------------------------------------------------------------------------
  const typing = (target) => target.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      openPalette();
      return;
    }
    if (event.key === "Escape" && typing(event.target) && !event.target.closest("dialog")) event.target.blur();
    if (!on.checked || event.ctrlKey || event.metaKey || event.altKey) return;
    if (typing(event.target) || event.target.closest("dialog[open]")) return;
    if (press(event.key)) event.preventDefault();
  });

  const press = (key) => {
    if (key === "?") return showHelp();
    if (links().length && ROWS[key]) { ROWS[key][1](); return true; }
    if (rowAct(key)) return true;
    const element = labelled().find((one) => one.dataset.key === key);
    if (element) act(element);
    return Boolean(element);
  };

  const showHelp = () => {
    const known = [["Ctrl K", "Go to or do anything"], ["?", "These keys"]];
    if (links().length) for (const [key, [label]] of Object.entries(ROWS)) known.push([key, label]);
    for (const one of document.querySelectorAll("[data-row-key]")) known.push([one.dataset.rowKey, one.dataset.rowLabel]);
    for (const one of labelled()) if (one.dataset.key) known.push([one.dataset.key, one.dataset.keyLabel]);
    known.push(["Esc", "Leave a field or close this"]);
    const rows = document.getElementById("keys-list");
    rows.replaceChildren(...known.flatMap(([key, label]) => {
      const term = document.createElement("dt");
      const mark = document.createElement("kbd");
      mark.textContent = key;
      term.append(mark);
      const said = document.createElement("dd");
      said.textContent = label;
      return [term, said];
    }));
    if (!help.open) help.showModal();
    return true;
  };

  // --- the palette ------------------------------------------------------------------------------
  let opened = null;
  const openPalette = () => {
    if (palette.open) return;
    opened = document.activeElement;
    words.value = "";
    fill();
    palette.showModal();
    words.focus();
  };
  palette.addEventListener("close", () => opened?.focus?.());
  document.querySelectorAll("[data-opens-palette]").forEach((one) => { one.hidden = false; one.addEventListener("click", openPalette); });

  const entry = (label, key, run) => {
    const item = document.createElement("li");
    const one = document.createElement("a");
    one.className = "palette-item";
    one.href = "#";
    one.tabIndex = -1;
    one.textContent = label;
    if (key) { const mark = document.createElement("kbd"); mark.textContent = key; one.append(mark); }
    one.addEventListener("click", (event) => { event.preventDefault(); palette.close(); run(); });
    item.append(one);
    return item;
  };
  const fits = (label) => label.toLowerCase().includes(words.value.trim().toLowerCase());

  const fill = () => {
    const pages = [...document.querySelectorAll("#rail .rail-link, #person-menu a")];
    const found = [
      ...labelled().filter((one) => fits(one.dataset.keyLabel)).map((one) => entry(one.dataset.keyLabel, one.dataset.key, () => act(one))),
      ...pages.filter((one) => fits(one.textContent)).map((one) => entry(`Go to ${one.textContent.trim()}`, "", () => location.assign(one.href))),
    ];
    list.replaceChildren(...found);
    prepare();
    ask();
  };

  const prepare = () => {
    [...list.children].forEach((item, index) => {
      item.role = "none";
      const one = item.firstElementChild;
      one.role = "option";
      one.id = `palette-${index}`;
      one.tabIndex = -1;
    });
    choose(0);
  };
  const items = () => [...list.querySelectorAll(".palette-item")];
  const choose = (index) => {
    const all = items();
    all.forEach((one, at) => { one.classList.toggle("is-chosen", at === index); one.ariaSelected = String(at === index); });
    all[index]?.scrollIntoView({ block: "nearest" });
    if (all[index]) words.setAttribute("aria-activedescendant", all[index].id);
    else words.removeAttribute("aria-activedescendant");
  };

  let asked = 0;
  let later;
  const ask = () => {
    clearTimeout(later);
    const text = words.value.trim();
    const mine = ++asked;
    if (text.length < 2) return;
    later = setTimeout(async () => {
      for (const address of palette.dataset.finders.split(" ").filter(Boolean)) {
        const answer = await fetch(`${address}?q=${encodeURIComponent(text)}`, { headers: { "HX-Request": "true" } }).catch(() => null);
        if (!answer?.ok || mine !== asked) return;
        list.insertAdjacentHTML("beforeend", await answer.text());
        prepare();
      }
    }, 180);
  };

  words.addEventListener("input", fill);
  words.addEventListener("keydown", (event) => {
    const all = items();
    const at = all.findIndex((one) => one.classList.contains("is-chosen"));
    if (event.key === "ArrowDown") choose(Math.min(at + 1, all.length - 1));
    else if (event.key === "ArrowUp") choose(Math.max(at - 1, 0));
    else if (event.key === "Enter") all[at]?.click();
    else if (event.key === "Escape") {
      words.blur(); // the field keeps the focus, and the next key, until the next frame
      palette.close();
    }
    else return;
    event.preventDefault();
  });
})();
