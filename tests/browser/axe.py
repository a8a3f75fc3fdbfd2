"""axe-core on a page as it stands, in light and in dark."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Page

# WCAG 2.2 AA and below, and what axe calls good practice.
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_EVERYTHING: dict[str, Any] = {"runOnly": list(TAGS)}
_COLOURS: dict[str, Any] = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}

_OTHER_THEME = """() => {
    const root = document.documentElement;
    root.dataset.bsTheme = root.dataset.bsTheme === "dark" ? "light" : "dark";
}"""

# The elements, their classes, roles and states, and where there are words; not which words, nor whose numbers.
# Alike rows that follow one another count once.
_SHAPE = """() => {
    const telling = new Set(["class", "role", "type", "lang", "dir", "scope", "hidden", "disabled", "checked", "open",
        "aria-hidden", "aria-expanded", "aria-live", "tabindex", "alt", "name", "id", "for", "rel"]);
    const attribute = (all, name, value) =>
        name === "class" || name === "type" ? all
        : telling.has(name) ? ` ${name}="${value.replace(/\\d+/g, "0")}"`
        : name === "aria-current" ? "" : ` ${name}${value ? "" : "-empty"}`;
    const shape = (html) => html
        .replace(/<!--.*?-->/gs, "").replace(/\\s([\\w:-]+)="([^"]*)"/g, attribute)
        .replace(/>\\s*</g, "><").replace(/>[^<>]+</g, ">x<").replace(/(<(tr|li|article)\\b.*?<\\/\\2>)\\1+/gs, "$1");
    const main = document.querySelector("main");
    const within = main ? main.outerHTML : "";
    return [shape(document.documentElement.outerHTML.replace(within, "")), shape(within)];
}"""


@lru_cache(maxsize=1)
def _source() -> str:
    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()


def found(page: Page, part: str = "", seen: set[str] | None = None) -> list[str]:
    """What axe objects to, with the elements; the colours a second time in the other theme.

    With a `part` it looks at what this selector finds alone. A page whose frame and content both have
    the shape of one in `seen` is passed by, for axe would say the same of it; others are added.
    """
    if seen is not None and _is_known(page, part, seen):
        return []
    page.evaluate(_source())  # by way of the debugger, so that the page's CSP stays as strict as it is
    objections = _run(page, part, _EVERYTHING)
    page.evaluate(_OTHER_THEME)
    return objections + [f"other theme: {one}" for one in _run(page, part, _COLOURS)]


def _is_known(page: Page, part: str, seen: set[str]) -> bool:
    shapes = {f"{part} {shape}" for shape in page.evaluate(_SHAPE)}
    known = shapes <= seen
    seen |= shapes
    return known


def _run(page: Page, part: str, options: dict[str, Any]) -> list[str]:
    """The sheets are read where they are already, so there is nothing to preload."""
    answer = page.evaluate(
        "([part, options]) => axe.run(part ? {include: [[part]]} : document, "
        "{...options, resultTypes: ['violations'], preload: false})",
        [part, options],
    )
    return [_told(rule, node) for rule in answer["violations"] for node in rule["nodes"]]


def _told(rule: dict[str, Any], node: dict[str, Any]) -> str:
    why = (node.get("any") or [{}])[0].get("message", "")
    return f"{rule['id']}: {rule['help']} {node['target']} {node['html'][:150]} {why}"
