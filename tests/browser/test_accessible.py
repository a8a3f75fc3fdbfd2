"""Every page of every role: axe finds nothing, in light and in dark; it is light on the wire and fits a phone."""

from urllib.parse import urlsplit

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Browser, Page

from tests.browser.axe import found
from tests.browser.conftest import SignIn
from tests.browser.finding import Finder
from tests.browser.looks import looked_at
from tests.browser.place import EVERYBODY
from tests.browser.places import PLACES
from tests.browser.test_promise_breaks import shows_in_time

# What a page of an error is given; the portal shows them where something is wrong, which here nothing is.
ERRORS: dict[str, dict[str, int]] = {
    "400.html": {},
    "403_csrf.html": {},
    "413.html": {"files": 10, "bytes": 10_000_000},
    "429.html": {"seconds": 90},
    "500.html": {},
}


@pytest.fixture(scope="module")
def seen() -> set[str]:
    """The shapes of the pages that axe has judged: what looks alike to two roles is judged once."""
    return set()


def token_made(page: Page) -> None:
    """A token, whose pages cannot be seen without one."""
    page.goto("/profile/tokens/new/")
    page.get_by_label("What is it for?").fill("Looking at pages")
    page.get_by_role("button", name="Make it").click()
    page.get_by_role("heading", name="Your new token").wait_for()


def password_asked_for(page: Page, address: str) -> None:
    page.goto("/accounts/reset/")
    page.locator("[name=email]").fill(address)
    page.get_by_role("button", name="Send the link").click()
    page.wait_for_url("**/accounts/reset/asked/")


def mail_sent(page: Page, browser: Browser, portal: str) -> None:
    """A mail, without which there is none to look at."""
    nobody = browser.new_page(base_url=portal)
    password_asked_for(nobody, page.request.get("/api/v1/me/").json()["email"])
    nobody.close()
    shows_in_time(page, "/mails/", "Set a new password")


@pytest.mark.parametrize("who", EVERYBODY)
def test_every_page_of(sign_in: SignIn, portal: str, browser: Browser, seen: set[str], who: str) -> None:
    page = sign_in(who, reduced_motion="reduce")
    objections = []
    if who == EVERYBODY[0]:
        mail_sent(page, browser, portal)
        token_made(page)
        objections += [f"token {one}" for one in found(page)]
    finder = Finder(page)
    for place in PLACES.values():
        for pattern in place.addresses if who in place.who else ():
            address = finder.address(pattern)
            assert address or who != place.who[0], f"{who} finds nothing for {pattern}"
            objections += looked_at(page, address, place.part, seen) if address else []
    assert objections == []


def test_what_comes_over_a_page(sign_in: SignIn) -> None:
    page = sign_in("engineer", reduced_motion="reduce")
    objections = []
    for keys in ("Control+k", "?"):
        page.goto("/cases/")
        page.keyboard.press(keys)
        objections += [f"{keys} {one}" for one in found(page)]
    assert objections == []


def test_the_way_in_for_whoever_forgot_the_password(sign_in: SignIn) -> None:
    reader = sign_in("manager")
    page = sign_in("harbor-viewer", reduced_motion="reduce")
    address = page.request.get("/api/v1/me/").json()["email"]
    page.context.clear_cookies()
    objections = looked_at(page, "/accounts/login/") + looked_at(page, "/accounts/reset/done/")
    objections += looked_at(page, "/accounts/reset/MQ/x-y/") + looked_at(page, "/accounts/reset/")
    password_asked_for(page, address)
    objections += [f"asked {one}" for one in found(page)]
    shows_in_time(reader, "/mails/", address)
    reader.get_by_role("row", name=address).get_by_role("link", name="Set a new password").first.click()
    link = reader.locator("a[href*='/accounts/reset/']").get_attribute("href") or ""
    objections += looked_at(page, urlsplit(link).path)
    page.locator("[name=new_password1]").fill("short")
    page.locator("[name=new_password2]").fill("other")
    page.get_by_role("button", name="Set it").click()
    objections += [f"set, wrongly {one}" for one in found(page)]
    assert objections == []


def answered_with(page: Page, html: str) -> None:
    """Let what is asked of `/wrong/` be answered as the portal does, under its policy, but with this page."""
    page.unroute("**/wrong/")
    page.route("**/wrong/", lambda route: route.fulfill(response=route.fetch(), status=200, body=html))


def test_a_bad_page_would_be_found(sign_in: SignIn) -> None:
    page = sign_in("harbor-viewer", reduced_motion="reduce")
    pale, wide = '<p class="text-warning">Pale</p>', f"<p>{'unbroken' * 90}</p>"
    bad = f'{pale}{wide}<img src="/static/web/mark.svg"><script type="x"></script>'
    good, seen = render_to_string("404.html"), set[str]()
    answered_with(page, good)
    assert looked_at(page, "/wrong/", seen=seen) == []
    answered_with(page, good.replace("</h1>", f"</h1>{bad}"))
    objections = "\n".join(looked_at(page, "/wrong/", seen=seen))
    for kind in ("has 1 of <script", "pixels wider than a phone", "image-alt", "color-contrast"):
        assert kind in objections


def test_what_is_pale_in_one_theme_alone_would_be_found_among_what_was_judged(sign_in: SignIn) -> None:
    page = sign_in("harbor-viewer", reduced_motion="reduce", color_scheme="light")
    good, seen = render_to_string("404.html"), set[str]()
    words = "<p>Some words</p>" * 5
    answered_with(page, good.replace("</h1>", f"</h1>{words}"))
    assert looked_at(page, "/wrong/", seen=seen) == []
    answered_with(page, good.replace("</h1>", f'</h1>{words}<p class="text-dark">Dark</p><p>Other words</p>'))
    objections = looked_at(page, "/wrong/", seen=seen)
    assert len(objections) == 1
    assert "other theme: color-contrast" in objections[0]
    assert "text-dark" in objections[0]


def test_what_is_wrong_is_said_as_well(sign_in: SignIn) -> None:
    page = sign_in("harbor-viewer", reduced_motion="reduce")
    objections = []
    for path, status in (("/nosuchpage/", 404), ("/cases/HC-999999999/", 404), ("/on-call/", 403), ("/ratings/", 403)):
        answer = page.goto(path)
        assert answer
        assert answer.status == status, path
        objections += [f"{path} {one}" for one in found(page)]
    for name, given in ERRORS.items():
        answered_with(page, render_to_string(name, given))
        objections += looked_at(page, "/wrong/")
    page.context.clear_cookies()
    page.goto("/accounts/login/")
    page.locator("[name=username]").fill("nobody-of-this-name")
    page.locator("[name=password]").fill("wrong")
    page.locator("[type=submit]").click()
    page.get_by_text("correct").first.wait_for()
    assert objections + found(page) == []


@pytest.mark.parametrize("path", ["/cases/", "/styleguide/", "/cases/new/?account=harbor", "/alerts/"])
def test_nothing_is_cut_off_at_200_percent(sign_in: SignIn, path: str) -> None:
    page = sign_in("engineer", viewport={"width": 720, "height": 844})  # 1440 pixels at 200 %
    page.goto(path)
    wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wider <= 0, f"{path} is {wider} pixels wider than {720}"
