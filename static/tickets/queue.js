// The queue stays as it is in the database: asked for every few seconds, replaced only when something changed,
// and the place, the chosen rows and what is being typed stay as they were.
(() => {
  "use strict";
  const EVERY = 10_000;
  const results = () => document.getElementById("results");
  const bulk = document.getElementById("bulk");
  let tag = results()?.dataset.tag || "";

  const chosen = () => [...results().querySelectorAll("[name=case]:checked")].map((box) => box.value);
  const count = () => {
    if (!bulk) return;
    const size = chosen().length;
    bulk.querySelector("[data-bulk-count]").textContent = `${size} chosen`;
  };
  const titled = () => {
    const said = results().dataset.count;
    document.title = document.title.replace(/^(\(\d+\+?\) )?/, said ? `(${said}) ` : "");
  };

  const put = (html) => {
    const fresh = new DOMParser().parseFromString(html, "text/html").getElementById("results");
    if (!fresh) return;
    const kept = new Set(chosen());
    const focused = document.activeElement?.closest?.("#results tr")?.id;
    const isBox = document.activeElement?.matches?.("[name=case]");
    results().replaceWith(fresh);
    htmx.process(fresh);
    for (const box of fresh.querySelectorAll("[name=case]")) box.checked = kept.has(box.value);
    const row = focused && document.getElementById(focused);
    row?.querySelector(isBox ? "[name=case]" : ".case-link")?.focus({ preventScroll: true });
    tag = fresh.dataset.tag;
    count();
    titled();
  };

  const refresh = async () => {
    const answer = await fetch(location.href, {
      headers: { "HX-Request": "true", "If-None-Match": tag }, cache: "no-store",
    }).catch(() => null);
    if (answer?.status === 200 && !answer.redirected) put(await answer.text());
  };

  setInterval(() => { if (!document.hidden) refresh(); }, EVERY);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) refresh(); });
  document.addEventListener("change", (event) => { if (event.target.name === "case") count(); });
  document.addEventListener("htmx:afterSettle", () => { tag = results()?.dataset.tag || ""; count(); titled(); });

  // The row one came from is the row one comes back to.
  const PLACE = `queue-place:${location.pathname}`;
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("#results .case-link");
    if (link) sessionStorage.setItem(PLACE, link.closest("tr").id);
  });
  addEventListener("pageshow", () => {
    const place = sessionStorage.getItem(PLACE);
    if (place) document.getElementById(place)?.querySelector(".case-link")?.focus();
    sessionStorage.removeItem(PLACE);
  });

  document.addEventListener("row-act", async (event) => {
    if (event.detail.key !== "a" || !bulk) return;
    const data = new FormData(bulk);
    data.set("assignee", bulk.dataset.me);
    data.append("case", event.detail.link.closest("tr").id.replace("case-", ""));
    await fetch(bulk.action, { method: "POST", body: data, headers: { "HX-Request": "true" } }).catch(() => null);
    await refresh();
  });

  count();
  titled();
})();
