// Moves a window to another day: by dragging it, or with the arrow keys. Typing works without this.
(() => {
  "use strict";
  const form = document.querySelector("[data-year-form]");
  const print = document.querySelector("[data-print]");
  if (print) {
    print.hidden = false;
    print.addEventListener("click", () => window.print());
  }
  if (!form) return;

  const DAY = 86400000;
  const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
  const said = document.querySelector("[data-year-said]");
  const how = document.querySelector("[data-year-how]");
  if (how) how.hidden = false;

  const field = (name, place) => form.elements[`${name}_${place}`];
  const cell = (date) => form.querySelector(`td[data-date="${date}"]`);
  // wall times have no zone: they are reckoned with as if they were UTC, and so never jump
  const wall = (text) => Date.parse(`${text}Z`);
  const written = (time) => new Date(time).toISOString().slice(0, 16);
  const dayOf = (text) => text.slice(0, 10);

  function spoken(text) {
    return new Date(wall(text)).toLocaleString("en-GB", {
      weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit", timeZone: "UTC",
    });
  }

  function markOf(place) {
    return form.querySelector(`.year-mark[data-place="${place}"][data-begins]`);
  }

  // Lay the marks of a place where its fields say.
  function lay(place) {
    const mark = markOf(place);
    const from = field("from", place).value;
    const until = field("until", place).value;
    if (!mark || !from || Number.isNaN(wall(from))) return;
    form.querySelectorAll(`.year-mark[data-place="${place}"]:not([data-begins])`).forEach((one) => one.remove());
    const target = cell(dayOf(from));
    if (target) target.append(mark);
    mark.hidden = !target;
    const last = until ? Math.min(wall(until) - 1, wall(from) + 62 * DAY) : wall(from);
    for (let day = wall(`${dayOf(from)}T00:00`) + DAY; day <= last; day += DAY) {
      const next = cell(dayOf(written(day)));
      if (next) next.append(goesOn(place));
    }
    named(mark, place);
    told(place);
  }

  function goesOn(place) {
    const mark = document.createElement("span");
    mark.className = "year-mark is-on";
    mark.dataset.place = place;
    mark.textContent = "→";
    return mark;
  }

  function named(mark, place) {
    mark.setAttribute("aria-label", `${mark.dataset.name}, ${spoken(field("from", place).value)}`);
  }

  function told(place) {
    const row = form.querySelector(`[data-row="${place}"] [data-words]`);
    if (!row) return;
    row.textContent = `Moved to ${spoken(field("from", place).value)}, not saved`;
    row.parentElement.classList.add("is-moved");
    const own = row.parentElement.querySelector("[data-own]");
    if (own) own.hidden = true;
  }

  function moved(place, days) {
    if (!days) return;
    for (const name of ["from", "until"]) {
      const input = field(name, place);
      if (input.value) input.value = written(wall(input.value) + days * DAY);
    }
    lay(place);
    said.textContent = `Moved to ${spoken(field("from", place).value)}. Not saved yet.`;
  }

  function byKeys(event) {
    const days = STEPS[event.key];
    if (!days || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    const mark = event.currentTarget;
    moved(mark.dataset.place, days);
    mark.focus();
  }

  function byPointer(event) {
    if (event.button) return;
    const mark = event.currentTarget;
    let target = null;
    const over = (point) => {
      const found = document.elementFromPoint(point.clientX, point.clientY);
      const next = found ? found.closest("td[data-date]") : null;
      if (next === target) return;
      if (target) target.classList.remove("is-target");
      target = next;
      if (target) target.classList.add("is-target");
      mark.classList.add("is-dragged");
    };
    const end = (done) => {
      mark.removeEventListener("pointermove", over);
      mark.removeEventListener("pointerup", drop);
      mark.removeEventListener("pointercancel", cancel);
      mark.classList.remove("is-dragged");
      if (target) target.classList.remove("is-target");
      if (done && target) {
        const from = wall(`${dayOf(field("from", mark.dataset.place).value)}T00:00`);
        moved(mark.dataset.place, Math.round((wall(`${target.dataset.date}T00:00`) - from) / DAY));
      }
    };
    const drop = () => end(true);
    const cancel = () => end(false);
    mark.setPointerCapture(event.pointerId);
    mark.addEventListener("pointermove", over);
    mark.addEventListener("pointerup", drop);
    mark.addEventListener("pointercancel", cancel);
  }

  form.querySelectorAll(".year-mark[data-begins]").forEach((mark) => {
    mark.tabIndex = 0;
    mark.setAttribute("role", "button");
    mark.setAttribute("aria-roledescription", "window that can be moved");
    named(mark, mark.dataset.place);
    mark.addEventListener("keydown", byKeys);
    mark.addEventListener("pointerdown", byPointer);
  });

  form.addEventListener("change", (event) => {
    const found = /^(?:from|until)_(\d+)$/.exec(event.target.name || "");
    if (found) lay(found[1]);
  });
})();
