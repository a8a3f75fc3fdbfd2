// Small helps. Every page works without them.
(() => {
  "use strict";

  // Empty filters make a long address that says nothing.
  document.addEventListener("formdata", (event) => {
    if (event.target.method !== "get") return;
    for (const [name, value] of [...event.formData]) {
      if (value === "") event.formData.delete(name);
    }
  });

  // A form that stays open over a new sign-in carries the old token; the cookie has the new one.
  const freshToken = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
  const renew = (form) => {
    const field = form.elements?.namedItem("csrfmiddlewaretoken");
    if (field && freshToken()) field.value = freshToken();
  };

  // Once is enough: the second click of a double click sends nothing.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.ariaBusy === "true") {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    renew(form);
    form.ariaBusy = "true";
  }, true);
  const settled = () => {
    for (const form of document.querySelectorAll("form[aria-busy]")) form.removeAttribute("aria-busy");
  };
  addEventListener("pageshow", settled);
  document.addEventListener("htmx:afterRequest", settled);

  // What came in place of something takes the focus only where a person asked for it.
  // Just after a swap htmx still shows a field of the same id in its old classes: aria-invalid is true at once,
  // and no frame around a field has it.
  const firstProblem = (root) => root.querySelector('[aria-invalid="true"], .form-refused');
  document.addEventListener("htmx:afterSwap", (event) => {
    if (!event.detail.target.matches(".act, .act-place")) return;
    const spoken = /\/(reply|note)\/$/.test(event.detail.pathInfo.requestPath);
    const act = (spoken && document.querySelector("#speak .act")) || document.querySelector(".act-place .act, main > .act");
    if (act) focusFirst(act);
    if (spoken && typed) {
      const field = act?.querySelector("textarea");
      if (field && !field.value) field.value = typed;
      typed = "";
    }
  });
  const focusFirst = (act) => {
    (firstProblem(act) || act.querySelector("textarea, input:not([type=hidden]), select:not(.picker *)") || act.querySelector("[type=submit]"))?.focus();
  };

  // What is open already is gone to, not asked for anew: what was typed stays. From reply to note it goes along.
  let typed = "";
  document.addEventListener("htmx:beforeRequest", (event) => {
    event.detail.elt.closest("details.more")?.removeAttribute("open");
    const opens = event.detail.elt.dataset.opens;
    const open = opens && document.querySelector(opens);
    if (open) {
      event.preventDefault();
      focusFirst(open);
    } else if (opens && event.detail.elt.matches(".speak-tab")) {
      typed = document.querySelector("#speak textarea")?.value || "";
    }
  });
  firstProblem(document)?.focus();

  for (const field of document.querySelectorAll("[data-select]")) {
    field.addEventListener("focus", () => field.select());
  }

  // What asks by itself does not lead a person away who was signed out meanwhile.
  document.addEventListener("htmx:beforeOnLoad", (event) => {
    if (event.detail.elt.matches("[data-quiet]") && event.detail.xhr.getResponseHeader("HX-Redirect")) event.preventDefault();
  });

  // htmx says nothing when a call fails; a person should know.
  const tell = (words) => {
    const note = document.createElement("p");
    note.className = "note note-error";
    note.textContent = words;
    document.getElementById("messages")?.replaceChildren(note);
  };
  document.addEventListener("htmx:responseError", (event) => {
    if (event.detail.requestConfig.verb === "get" && event.detail.elt.matches("[data-quiet]")) return;
    tell(event.detail.xhr.status === 401
      ? "You were signed out. Sign in in another tab, then send this again; what you typed is still here."
      : event.detail.xhr.status === 413
        ? "That is too large to send. Leave out or shrink some files; what you typed is still here."
        : "That did not work. Nothing was lost: try again in a moment.");
  });
  document.addEventListener("htmx:sendError", (event) => {
    if (!event.detail.elt.matches("[data-quiet]")) tell("The portal cannot be reached. Try again in a moment.");
  });
})();
