"""What a page weighs at first sight, where it asks, and how soon it can be used."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Response

from tests.browser.conftest import SignIn

MOST_BYTES, SOON_MS = 100_000, 1_000
PAGES = [
    ("engineer", "/cases/"),
    ("engineer", "/alerts/"),
    ("engineer", "/styleguide/"),
    ("harbor-contact", "/"),
    ("harbor-contact", "/cases/new/"),
    ("harbor-contact", "/policies/itpdx/"),
    ("manager", "/"),
    ("planner", "/windows/"),
    ("planner", "/windows/new/"),
    ("nordic-contact", "/windows/"),
    ("manager", "/today/"),
    ("manager", "/reports/"),
]


def seen_first(page: Page, path: str) -> tuple[list[Response], int]:
    """The answers that the page needs where nothing is kept, and their bytes on the wire."""
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    session = page.context.new_cdp_session(page)
    session.send("Network.clearBrowserCache")
    page.goto(path, wait_until="networkidle")
    sizes = [answer.request.sizes() for answer in answers]
    return answers, sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes)


@pytest.mark.parametrize(("who", "path"), PAGES)
def test_page_is_light_and_asks_no_other_host(sign_in: SignIn, portal: str, who: str, path: str) -> None:
    answers, size = seen_first(sign_in(who), path)
    assert {urlsplit(answer.url).netloc for answer in answers} == {urlsplit(portal).netloc}
    assert len(answers) > 5
    assert size < MOST_BYTES, sorted((answer.request.sizes()["responseBodySize"], answer.url) for answer in answers)


@pytest.mark.parametrize(("who", "path"), PAGES)
def test_page_can_be_used_within_a_second(sign_in: SignIn, who: str, path: str) -> None:
    page = sign_in(who)
    taken = []
    for _ in range(3):
        page.goto(path)
        taken.append(page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"))
    assert min(taken) < SOON_MS, taken


@pytest.mark.parametrize(("who", "path"), PAGES)
def test_no_style_and_no_script_stands_in_the_page(sign_in: SignIn, who: str, path: str) -> None:
    page = sign_in(who)
    answer = page.goto(path)
    assert answer
    policy = answer.headers["content-security-policy"]
    assert "unsafe-inline" not in policy
    assert "unsafe-eval" not in policy
    html = answer.text()
    assert "<style" not in html
    assert " style=" not in html
    assert html.count("<script") == html.count("<script src=")
