// Keeps "in 2 h 15 min" true while the page is open. The words are those of hostops/web/times.py.
(() => {
  "use strict";
  const UNITS = [["d", 86400], ["h", 3600], ["min", 60], ["s", 1]];
  const SOON = 3600; // as times.py has it
  // The reader's clock may be wrong; the portal's present instant came with the page.
  const ahead = Date.parse(document.documentElement.dataset.now) - Date.now() || 0;

  const about = (size) => {
    const step = size < 3600 ? 1 : size < 86400 ? 60 : 3600;
    let left = Math.floor(size) - (Math.floor(size) % step);
    const parts = [];
    for (const [name, unit] of UNITS) {
      const count = Math.floor(left / unit);
      left %= unit;
      if (count) parts.push(`${count} ${name}`);
    }
    return parts.slice(0, 2).join(" ") || "0 s";
  };

  const words = (seconds, late) => {
    const size = Math.abs(seconds);
    if (late) return seconds >= 0 ? `in ${about(size)}` : `${about(size)} late`;
    if (size < 1) return "just now";
    return seconds > 0 ? `in ${about(size)}` : `${about(size)} ago`;
  };

  const tick = () => {
    const now = Date.now() + ahead;
    for (const element of document.querySelectorAll("[data-when], [data-due]")) {
      const due = "due" in element.dataset;
      const seconds = (Date.parse(element.previousElementSibling.dateTime) - now) / 1000;
      const text = words(seconds, due);
      if (element.textContent !== text) element.textContent = text;
      if (due) {
        element.classList.toggle("is-late", seconds < 0);
        element.classList.toggle("is-soon", seconds >= 0 && seconds < SOON);
      }
    }
  };

  tick();
  setInterval(tick, 1000);
})();
