"""axe finds nothing on any page of any role, in light and in dark."""

import pytest

from tests.browser.axe import found
from tests.browser.conftest import SignIn

EVERYBODY = (
    "/",
    "/cases/",
    "/cases/?q=nosuchword",
    "/windows/",
    "/windows/?when=past",
    "/alerts/",
    "/bell/",
    "/policies/",
    "/policies/itpdx/",
    "/profile/",
    "/calendars/",
    "/calendars/new/",
)
STAFF = (
    *EVERYBODY,
    "/cases/views/",
    "/templates/",
    "/templates/new/",
    "/mails/",
    "/on-call/",
    "/away/",
    "/away/new/",
    "/handover/",
    "/handover/new/",
    "/styleguide/",
    "/cases/new/",
    "/cases/new/?account=harbor",
    "/cases/?q=certificate&columns=server",
    "/today/",
    "/reports/",
    "/reports/cases/?result=breached",
)
PAGES = {
    "engineer": STAFF,
    "planner": (*STAFF, "/windows/new/"),
    "manager": (*STAFF, "/windows/new/", "/ratings/", "/on-call/shifts/new/", "/on-call/draft/"),
    "harbor-holder": (*EVERYBODY, "/cases/new/", "/reports/"),
    "harbor-contact": (*EVERYBODY, "/cases/new/"),
    "harbor-viewer": EVERYBODY,
    "nordic-contact": (*EVERYBODY, "/cases/new/"),
}
# What a case offers opens in its page: one form of each kind.
ACTS = ("reply", "note", "severity", "resolve", "contact", "coverage", "assign", "tags", "copy", "link", "merge")


@pytest.mark.parametrize("who", PAGES)
def test_axe_finds_nothing(sign_in: SignIn, who: str) -> None:
    page = sign_in(who, reduced_motion="reduce")
    objections = []
    for path in PAGES[who]:
        page.goto(path)
        objections += [f"{path} {one}" for one in found(page)]
    page.goto("/cases/")
    page.locator(".case-link").first.click()
    page.wait_for_url("**/cases/HC-*/")
    objections += [f"case {one}" for one in found(page)]
    page.get_by_role("link", name="Why").first.click()
    page.wait_for_url("**/clocks/*/")
    objections += [f"clock {one}" for one in found(page)]
    assert objections == []


def test_axe_finds_nothing_in_forms_palette_and_keys(sign_in: SignIn) -> None:
    page = sign_in("engineer", reduced_motion="reduce")
    page.goto("/cases/?state=open&severity=3")
    page.locator(".case-link").first.click()
    page.wait_for_url("**/cases/HC-*/")
    case, objections = page.url, []
    for act in ACTS:
        page.goto(f"{case}{act}/")
        objections += [f"{act} {one}" for one in found(page)]
    for keys in ("Control+k", "?"):
        page.goto("/cases/")
        page.keyboard.press(keys)
        objections += [f"{keys} {one}" for one in found(page)]
    assert objections == []


def test_sign_in_and_errors_are_as_good(sign_in: SignIn) -> None:
    page = sign_in("engineer", reduced_motion="reduce")
    objections = []
    for path in ("/nosuchpage/", "/cases/HC-999999999/"):
        page.goto(path)
        objections += found(page)
    page.context.clear_cookies()
    for path in (
        "/accounts/login/",
        "/accounts/reset/",
        "/accounts/reset/asked/",
        "/accounts/reset/MQ/x-y/",
        "/windows/answer/x/",
    ):
        page.goto(path)
        objections += found(page)
    assert objections == []


@pytest.mark.parametrize("path", ["/cases/", "/styleguide/", "/cases/new/?account=harbor", "/alerts/"])
def test_nothing_is_cut_off_on_a_phone_or_at_200_percent(sign_in: SignIn, path: str) -> None:
    for width in (390, 720):  # 720 is 1440 pixels at 200 %
        page = sign_in("engineer", viewport={"width": width, "height": 844})
        page.goto(path)
        wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider <= 0, f"{path} is {wider} pixels wider than {width}"
