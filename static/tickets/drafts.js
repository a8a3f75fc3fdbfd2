// Keeps what is half written, a moment after typing stops, at the portal. While the portal cannot take it, it stays in
// this browser, under its person's name alone, and goes to the portal when that person is signed in again.
(() => {
  "use strict";
  const page = document.currentScript.dataset;
  const PAUSE = 1200, AGAIN = 15000;
  // The reader's clock may be wrong; the portal's present instant came with the page.
  const ahead = Date.parse(document.documentElement.dataset.now) - Date.now() || 0;
  const present = () => new Date(Date.now() + ahead).toISOString();
  const cookie = (name) => document.cookie.match(`(?:^|; )${name}=([^;]+)`)?.[1] || "";

  // --- what this browser keeps ----------------------------------------------------------------

  const key = (person, place) => `draft:${person}:${place}`;
  const browser = {
    get(name) {
      try {
        return JSON.parse(localStorage.getItem(name));
      } catch {
        return null; // storage is forbidden here, or holds what is not ours
      }
    },
    keep(name, draft) {
      try {
        localStorage.setItem(name, JSON.stringify(draft));
        return true;
      } catch {
        return false;
      }
    },
    forget(name) {
      try {
        localStorage.removeItem(name);
      } catch { /* then nothing was kept */ }
    },
    names(start) {
      try {
        return Object.keys(localStorage).filter((name) => name.startsWith(start));
      } catch {
        return [];
      }
    },
  };

  // --- what the portal keeps ------------------------------------------------------------------

  // "saved", "out" (nobody, or somebody else, is signed in), "sent" (or discarded meanwhile), "newer" (a later draft is
  // there), "refused" with why; rejects when the portal cannot be reached.
  const save = async (draft, more = {}) => {
    const body = new URLSearchParams({...draft, fields: JSON.stringify(draft.fields)});
    const headers = {"HX-Request": "true", "X-CSRFToken": cookie("csrftoken")};
    const answer = await fetch(page.save, {method: "POST", body, headers, redirect: "manual", ...more});
    if (answer.ok) return {outcome: "saved"};
    if (answer.type === "opaqueredirect" || answer.status === 401) return {outcome: "out"};
    if (answer.status >= 500 || answer.status === 429) throw new Error("later");
    const told = await answer.json().catch(() => ({}));
    if (answer.status === 409) return {outcome: told.newer ? "newer" : "sent", now: told.now};
    return {outcome: "refused", why: told.detail || "The draft cannot be kept."};
  };

  const FRAME = new Set(["csrfmiddlewaretoken", "version"]);
  const collect = (form) => {
    const fields = {};
    for (const [name, value] of new FormData(form)) {
      if (typeof value === "string" && value !== "" && !FRAME.has(name)) (fields[name] ||= []).push(value);
    }
    return fields;
  };
  const fill = (form, fields) => {
    for (const control of form.elements) {
      const values = fields[control.name];
      if (!values || ["hidden", "file", "submit", "button"].includes(control.type)) continue;
      if (["radio", "checkbox"].includes(control.type)) control.checked = values.includes(control.value);
      else control.value = values[0];
    }
  };

  const alike = (one, other) => {
    const text = (fields) => JSON.stringify(Object.keys(fields).sort().map((name) => [name, fields[name].map((value) => value.trim())]));
    return text(one) === text(other);
  };

  // --- one form -------------------------------------------------------------------------------

  class Drafting {
    constructor(place) {
      this.place = place;
      this.form = place.closest("form");
      this.state = place.querySelector(".draft-state");
      this.name = key(place.dataset.person, place.dataset.draft);
      this.opened = place.dataset.opened;
      this.dirty = this.busy = false;
      this.form.addEventListener("input", () => this.typed());
      this.form.addEventListener("change", () => this.typed());
      this.form.addEventListener("submit", () => this.leaves());
      this.form.addEventListener("htmx:afterRequest", (event) => {
        const {status} = event.detail.xhr; // a redirect by header counts as no success there
        if (event.target === this.form && (status === 0 || status >= 400)) this.typed();
      });
      this.givesBack();
      if ("unsaved" in place.dataset) this.typed();
    }

    get draft() {
      const {person, draft: place} = this.place.dataset;
      return {person, place, opened_at: this.opened, fields: collect(this.form)};
    }

    typed() {
      this.dirty = true;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.save(), PAUSE);
    }

    async save() {
      clearTimeout(this.timer);
      if (this.busy) return this.busy; // what is typed meanwhile is saved after it
      this.dirty = false;
      this.busy = this.saved(this.draft).finally(() => {
        this.busy = false;
        if (this.dirty) this.typed();
      });
      return this.busy;
    }

    async saved(draft) {
      this.stop = new AbortController();
      try {
        this.tell(draft, await save(draft, {signal: this.stop.signal}));
      } catch (error) {
        if (error.name === "AbortError") return;
        this.keeps(draft, "The portal cannot be reached.");
        this.timer = setTimeout(() => this.save(), AGAIN);
      }
    }

    tell(draft, {outcome, why, now}) {
      if (outcome === "out") {
        this.keeps(draft, "You are signed out.");
        const link = document.createElement("a");
        link.href = `${page.signIn}?next=${encodeURIComponent(location.pathname + location.search)}`;
        link.textContent = "Sign in";
        this.state.append(" ", link);
        return;
      }
      if (outcome !== "newer") browser.forget(this.name);
      this.loud(outcome === "refused");
      if (outcome === "sent") {
        this.opened = now; // what is typed from here on is a new draft
        if (this.given) this.form.reset();
      }
      this.given = false;
      this.state.textContent = {saved: "Draft saved.", refused: why}[outcome] || "";
    }

    keeps(draft, why) {
      const kept = browser.keep(this.name, {...draft, typed_at: present()});
      this.loud(true);
      this.state.textContent = kept
        ? `${why} What you typed is kept in this browser, and is here again when you are back.`
        : `${why} What you typed is in this page alone: do not close it.`;
    }

    loud(isLoud) {
      this.place.classList.toggle("is-loud", isLoud);
    }

    // Sent or discarded: what is under way to the portal is called back, or comes too late there.
    leaves() {
      clearTimeout(this.timer);
      this.stop?.abort();
      this.dirty = false;
      browser.forget(this.name);
    }

    // Kept here while nobody was signed in. An older text than the portal's waits until it is asked for.
    givesBack() {
      const kept = browser.get(this.name);
      if (!kept) return;
      if (alike(collect(this.form), kept.fields)) {
        browser.forget(this.name);
        return;
      }
      if (this.place.dataset.saved && kept.typed_at < new Date(this.place.dataset.saved).toISOString()) {
        this.offers(kept);
        return;
      }
      this.takes(kept);
    }

    takes(kept) {
      fill(this.form, kept.fields);
      this.opened = kept.opened_at; // should it have been sent since, the portal says so
      this.given = true;
      this.state.textContent = "What you typed before you were signed out is here again.";
      this.save();
    }

    offers(kept) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn btn-link";
      button.textContent = "Use what is kept in this browser";
      button.addEventListener("click", () => this.takes(kept));
      this.state.replaceChildren("An earlier text of yours is kept in this browser.", " ", button);
    }

    // The page goes away: what the portal may not get in time stays here, and goes to it from the next page.
    away() {
      if (!this.dirty) return;
      const draft = this.draft;
      browser.keep(this.name, {...draft, typed_at: present()});
      save(draft, {keepalive: true}).catch(() => {});
    }
  }

  // --- all forms ------------------------------------------------------------------------------

  let forms = [];
  const help = (root) => {
    forms = forms.filter((each) => each.place.isConnected);
    for (const place of root.querySelectorAll("[data-draft]:not([data-helped])")) {
      place.dataset.helped = "";
      forms.push(new Drafting(place));
    }
  };

  // What this browser kept of the person who is signed in now goes to the portal, forms that are open apart.
  const handOver = async () => {
    const open = new Set(forms.map((each) => each.name));
    for (const name of browser.names(key(page.person, ""))) {
      const kept = browser.get(name);
      if (open.has(name) || !kept) continue;
      const {outcome} = await save(kept).catch(() => ({outcome: "later"}));
      if (["saved", "sent", "refused"].includes(outcome)) browser.forget(name);
    }
  };

  // A call may put another form in this one's place.
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.requestConfig.verb !== "get") return;
    forms.filter((each) => each.dirty && each.place.isConnected).forEach((each) => each.save());
  });
  document.addEventListener("htmx:load", (event) => help(event.detail.elt));
  addEventListener("pagehide", () => forms.forEach((each) => each.away()));
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) forms.filter((each) => each.dirty).forEach((each) => each.save());
  });

  document.addEventListener("submit", (event) => {
    const {discards} = event.target.dataset;
    forms.filter((each) => each.place.dataset.draft === discards).forEach((each) => each.leaves());
  });

  // Signing out waits for what was typed a moment ago.
  document.addEventListener("submit", (event) => {
    const unsaved = forms.filter((each) => (each.dirty || each.busy) && each.place.isConnected);
    if (!unsaved.length || !event.target.action.endsWith("/logout/")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    Promise.all(unsaved.map(async (each) => {
      await each.busy;
      if (each.dirty) await each.save();
    })).finally(() => event.target.requestSubmit());
  }, true);

  help(document);
  if (page.person) handOver();
})();
