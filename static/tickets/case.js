// On a case: who else is here, and which word of it one writes.
(() => {
  "use strict";
  const place = document.querySelector("[data-presence]");
  if (!place) return;
  const EVERY = 8_000;
  let typed = 0;
  let what = "";
  document.addEventListener("input", (event) => {
    const act = event.target.closest?.("#act-reply, #act-note");
    if (!act) return;
    typed = Date.now();
    what = act.id.replace("act-", "");
  });

  const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] || "";
  const meet = async () => {
    if (document.hidden) return;
    const body = new URLSearchParams({ writing: Date.now() - typed < 2 * EVERY ? what : "" });
    const answer = await fetch(place.dataset.presence, {
      method: "POST", body, headers: { "X-CSRFToken": token(), "HX-Request": "true" },
    }).catch(() => null);
    if (!answer?.ok || answer.redirected) return;
    const said = (await answer.text()).trim();
    if (place.innerHTML.trim() !== said) place.innerHTML = said;
  };
  meet();
  setInterval(meet, EVERY);
})();
