// Light or dark, as the system says or as the reader chose. Loaded before the page is painted.
(() => {
  "use strict";
  const dark = window.matchMedia("(prefers-color-scheme: dark)");

  const chosen = () => {
    try {
      return localStorage.getItem("theme") || "";
    } catch {
      return ""; // storage is forbidden here: the system's choice holds
    }
  };

  const paint = () => {
    document.documentElement.dataset.bsTheme = chosen() || (dark.matches ? "dark" : "light");
  };

  const choose = (theme) => {
    try {
      localStorage.setItem("theme", theme);
    } catch {
      document.documentElement.dataset.bsTheme = theme; // for this page alone
      return;
    }
    paint();
  };

  paint();
  dark.addEventListener("change", paint);
  addEventListener("storage", paint);
  document.addEventListener("DOMContentLoaded", () => {
    for (const group of document.querySelectorAll("[data-theme-choice]")) {
      group.hidden = false;
      for (const radio of group.querySelectorAll("input")) {
        radio.checked = radio.value === chosen();
        radio.addEventListener("change", () => choose(radio.value));
      }
    }
  });
})();
