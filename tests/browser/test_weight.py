"""What a page weighs on the wire at first sight, where it asks, and how soon it can be used.

Of a few pages, the heavy ones among them, everything is measured as a new browser would have it;
test_accessible.py weighs every page by what its parts take.
"""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Response

from tests.browser.conftest import SignIn
from tests.browser.looks import MOST_BYTES

SOON_MS = 1_000
PAGES = {
    "engineer": ("/cases/", "/alerts/", "/styleguide/", "/on-call/"),
    "harbor-contact": ("/", "/cases/new/", "/policies/itpdx/"),
    "manager": ("/", "/today/", "/reports/"),
    "planner": ("/windows/", "/windows/new/"),
}


def seen_first(page: Page, path: str) -> tuple[list[Response], int]:
    """The answers that the page needs where nothing is kept, and their bytes on the wire."""
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    session = page.context.new_cdp_session(page)
    session.send("Network.clearBrowserCache")
    page.goto(path, wait_until="networkidle")
    sizes = [answer.request.sizes() for answer in answers]
    return answers, sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes)


@pytest.mark.parametrize("who", PAGES)
def test_pages_are_light_and_ask_no_other_host(sign_in: SignIn, portal: str, who: str) -> None:
    page = sign_in(who)
    for path in PAGES[who]:
        answers, size = seen_first(page, path)
        assert {urlsplit(answer.url).netloc for answer in answers} == {urlsplit(portal).netloc}, path
        assert len(answers) > 5, path
        parts = sorted((answer.request.sizes()["responseBodySize"], answer.url) for answer in answers)
        assert size < MOST_BYTES, (path, parts)


@pytest.mark.parametrize("who", PAGES)
def test_pages_can_be_used_within_a_second(sign_in: SignIn, who: str) -> None:
    page = sign_in(who)
    for path in PAGES[who]:
        taken = []
        for _ in range(3):
            page.goto(path)
            taken.append(page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"))
        assert min(taken) < SOON_MS, (path, taken)
