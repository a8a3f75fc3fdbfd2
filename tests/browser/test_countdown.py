"""The browser's countdown says the words that the page was sent with, by the portal's clock."""

from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from hostops.web import times
from tests.browser.conftest import SignIn

# Far enough from the next word that a second or two while the page loads changes nothing.
AWAY = [
    timedelta(days=3, hours=2, minutes=30),
    timedelta(hours=2, minutes=5, seconds=30),
    timedelta(hours=24, seconds=30),
    -timedelta(hours=1, minutes=1, seconds=30),
    -timedelta(days=2, minutes=30),
]

SECOND = 1_000


def added(page: Page, kind: str, instant: datetime, *, ahead: int = 0) -> str:
    """What the countdown makes of an element that names the instant, at once where the clock is put `ahead` (ms)."""
    page.evaluate(
        """([kind, instant]) => {
            const time = document.createElement("time");
            time.dateTime = instant;
            const element = document.createElement("span");
            element.id = "added";
            element.dataset[kind] = "";
            document.querySelector("main").replaceChildren(time, element);
        }""",
        [kind, times.iso(instant)],
    )
    if ahead:
        page.clock.run_for(ahead)
    expect(page.locator("#added")).not_to_be_empty()
    return page.locator("#added").inner_text()


@pytest.mark.parametrize("wrong_by", [timedelta(0), timedelta(days=2)], ids=["right", "wrong"])
def test_the_same_words_even_where_the_browsers_clock_is_wrong(sign_in: SignIn, wrong_by: timedelta) -> None:
    page = sign_in("engineer")
    page.clock.install(time=datetime.now().astimezone() + wrong_by)
    page.goto("/policies/")
    page.clock.resume()
    present = datetime.fromisoformat(page.locator("html").get_attribute("data-now") or "")
    for away in AWAY:
        assert added(page, "when", present + away, ahead=SECOND) == times.relative(present + away, present)
        assert added(page, "due", present + away, ahead=SECOND) == times.until_due(present + away, present)


def test_late_is_marked(sign_in: SignIn) -> None:
    page = sign_in("engineer")
    page.goto("/policies/")
    present = datetime.fromisoformat(page.locator("html").get_attribute("data-now") or "")
    added(page, "due", present - timedelta(hours=2))
    expect(page.locator("#added")).to_have_class("is-late")
