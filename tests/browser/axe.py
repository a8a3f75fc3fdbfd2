"""axe-core on a page as it stands, in light and in dark."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Page

# WCAG 2.2 AA and below, and what axe calls good practice.
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_COLOURS = "color-contrast"
_REST: dict[str, Any] = {"runOnly": list(TAGS), "rules": {_COLOURS: {"enabled": False}}}

_OTHER_THEME = """() => {
    const root = document.documentElement;
    root.dataset.bsTheme = root.dataset.bsTheme === "dark" ? "light" : "dark";
}"""

# The elements, their classes, roles and states, and where there are words; not which words, nor whose numbers.
# Alike rows that follow one another count once.
_SHAPES = """() => {
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

_RUN = """async ([part, rules]) =>
    (await axe.run(part ? {include: [[part]]} : document, {...rules, resultTypes: ["violations"], preload: false}))
    .violations"""

# To ask for the contrast of every word takes most of axe's time. What can be read is put down by its colour, its size,
# and the classes and grounds of all around it, which is what its contrast depends on. Of each such combination that is
# not known the first few are judged, and it is known once axe has come to an answer: it has none of a single character,
# nor where something lies in front.
_CONTRAST = """async ([part, known, rule, few]) => {
    const grounds = new Map();
    const ground = (element) => {
        if (!element) return "";
        if (!grounds.has(element)) {
            const style = getComputedStyle(element);
            const own = [style.backgroundColor, style.backgroundImage, style.opacity, style.filter, style.mixBlendMode,
                style.position, element.matches(":disabled, [aria-disabled=true]")].join();
            const plain = own === "rgba(0, 0, 0, 0),none,1,none,normal,static,false";
            const name = `${element.localName}.${element.getAttribute("class") ?? ""}`;
            grounds.set(element, name + (plain ? "" : own) + ">" + ground(element.parentElement));
        }
        return grounds.get(element);
    };
    const says = (element) => element.matches("input, select, textarea")
        || [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    const look = (element) => {
        const style = getComputedStyle(element);
        return [style.color, style.fontSize, style.fontWeight, style.textShadow, style.webkitTextStrokeWidth,
            ground(element)].join();
    };
    const looks = new Map(), times = new Map(known.split("\\n").map((one) => [one, few]));
    for (const element of (part ? document.querySelector(part) : document).querySelectorAll("*")) {
        if (!says(element) || !element.checkVisibility({visibilityProperty: true, opacityProperty: true})) continue;
        const one = look(element), before = times.get(one) ?? 0;
        times.set(one, before + 1);
        if (before < few) looks.set(element, one);
    }
    if (!looks.size) return [[], []];
    const rules = {runOnly: {type: "rule", values: [rule]}, resultTypes: ["violations", "passes"], preload: false};
    const answer = await axe.run({include: [...looks.keys()]}, {...rules, elementRef: true});
    const judged = [...answer.violations, ...answer.passes].flatMap((rule) => rule.nodes.map((node) => node.element));
    const plain = (rule) => ({...rule, nodes: rule.nodes.map(({element, ...node}) => ({...node, any: node.any.map(
        ({message}) => ({message}))}))});
    return [answer.violations.map(plain), [...new Set(judged.map((element) => looks.get(element)))].filter(Boolean)];
}"""
# So many of each combination of colours, on one page.
_FEW = 3


@lru_cache(maxsize=1)
def _source() -> str:
    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()


def found(page: Page, part: str = "", seen: set[str] | None = None) -> list[str]:
    """What axe objects to, with the elements; the colours a second time in the other theme.

    With a `part` it looks at what this selector finds alone. A page whose frame and content both have
    the shape of one in `seen` is passed by, for axe would say the same of it; others are added, and so
    are the colours that have been judged.
    """
    seen = set() if seen is None else seen
    shapes = {f"{part} {shape}" for shape in page.evaluate(_SHAPES)}
    if shapes <= seen:
        return []
    seen |= shapes
    page.evaluate(_source())  # by way of the debugger, so that the page's CSP stays as strict as it is
    objections = _told(page.evaluate(_RUN, [part, _REST])) + _contrast(page, part, seen)
    page.evaluate(_OTHER_THEME)
    return objections + [f"other theme: {one}" for one in _contrast(page, part, seen)]


def _contrast(page: Page, part: str, seen: set[str]) -> list[str]:
    known = "\n".join(one for one in seen if one.startswith("rgb"))
    violations, judged = page.evaluate(_CONTRAST, [part, known, _COLOURS, _FEW])
    seen |= set(judged)
    return _told(violations)


def _told(violations: list[dict[str, Any]]) -> list[str]:
    return [_as_words(rule, node) for rule in violations for node in rule["nodes"]]


def _as_words(rule: dict[str, Any], node: dict[str, Any]) -> str:
    why = (node.get("any") or [{}])[0].get("message", "")
    return f"{rule['id']}: {rule['help']} {node['target']} {node['html'][:150]} {why}"
