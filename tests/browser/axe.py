"""axe-core on a page as it stands, in light and in dark."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Page

# WCAG 2.2 AA and below, and what axe calls good practice.
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


_OTHER_THEME = """() => {
    const root = document.documentElement;
    root.dataset.bsTheme = root.dataset.bsTheme === "dark" ? "light" : "dark";
}"""


@lru_cache(maxsize=1)
def _source() -> str:
    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()


def found(page: Page) -> list[str]:
    """What axe objects to, with the elements; the colours a second time in the other theme."""
    page.evaluate(_source())  # by way of the debugger, so that the page's CSP stays as strict as it is
    options: list[dict[str, Any]] = [
        {"runOnly": list(TAGS)},
        {"runOnly": {"type": "rule", "values": ["color-contrast"]}},
    ]
    objections = _run(page, options[0])
    page.evaluate(_OTHER_THEME)
    return objections + [f"other theme: {one}" for one in _run(page, options[1])]


def _run(page: Page, options: dict[str, Any]) -> list[str]:
    answer = page.evaluate("options => axe.run(document, {...options, resultTypes: ['violations']})", options)
    return [_told(rule, node) for rule in answer["violations"] for node in rule["nodes"]]


def _told(rule: dict[str, Any], node: dict[str, Any]) -> str:
    why = (node.get("any") or [{}])[0].get("message", "")
    return f"{rule['id']}: {rule['help']} {node['target']} {node['html'][:150]} {why}"
