"""What is looked at on every page, whoever it is for: its weight, its hosts, its edges on a phone, and by axe."""

from urllib.parse import urlsplit

from playwright.sync_api import Page, Response

from tests.browser.axe import found

MOST_BYTES = 100_000
# What the head of an answer takes beside its body, about; test_weight.py measures it.
_HEAD_BYTES = 500
PHONE = {"width": 390, "height": 844}
WIDE = {"width": 1280, "height": 800}

# Also of what came out of the cache: as many bytes as it takes on the wire where nothing is kept.
_PARTS = """() => [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
    .map(part => [part.name, part.encodedBodySize])"""
_OVER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def looked_at(page: Page, path: str, part: str = "", seen: set[str] | None = None) -> list[str]:
    """Go there, and what there is to object to."""
    answer = page.goto(path)
    if answer is None or answer.status != 200:
        return [f"{path} answers {answer and answer.status}"]
    objections = [*_policy(answer), *_inline(answer), *_weight(page), *_edges(page), *found(page, part, seen)]
    return [f"{path} {one}" for one in objections]


def _policy(answer: Response) -> list[str]:
    policy = answer.headers.get("content-security-policy", "")
    return [f"has the policy {policy}"] * ("default-src" not in policy or "unsafe" in policy)


def _inline(answer: Response) -> list[str]:
    """Styles and scripts that stand in the page itself, as it was sent."""
    html = answer.text()
    marks = {"<style": html.count("<style"), " style=": html.count(" style=")}
    marks["<script"] = html.count("<script") - html.count("<script src=")
    return [f"has {count} of {mark}" for mark, count in marks.items() if count]


def _weight(page: Page) -> list[str]:
    parts: list[tuple[str, int]] = page.evaluate(_PARTS)
    assert len(parts) > 4, "the browser does not tell of what it loads"
    elsewhere = [name for name, _ in parts if urlsplit(name).netloc != urlsplit(page.url).netloc]
    bytes_ = sum(size + _HEAD_BYTES for _, size in parts)
    return [f"asks {name}" for name in elsewhere] + [f"weighs {bytes_}: {parts}"] * (bytes_ >= MOST_BYTES)


def _edges(page: Page) -> list[str]:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    over = page.evaluate(_OVER)
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    return [f"is {over} pixels wider than a phone"] * (over > 0)
