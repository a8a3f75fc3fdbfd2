"""The rota and a forgotten password, as people see them."""

import re

from playwright.sync_api import Browser, expect

from tests.browser.axe import found
from tests.browser.conftest import SignIn

PHONE = {"viewport": {"width": 390, "height": 844}}


def test_a_planner_reads_the_week_and_sees_the_gap(sign_in: SignIn) -> None:
    page = sign_in("planner")
    page.goto("/on-call/")
    expect(page.get_by_role("heading", name="On call", exact=True)).to_be_visible()
    expect(page.get_by_role("table")).to_contain_text("Line 2")
    expect(page.get_by_label("Gaps")).to_contain_text("Line 1")
    page.get_by_role("link", name="After →").click()
    expect(page).to_have_url(re.compile("week="))


def test_axe_finds_nothing_in_the_forms_of_shifts(sign_in: SignIn) -> None:
    page = sign_in("planner", reduced_motion="reduce")
    objections = []
    for path in ("/on-call/draft/", "/on-call/shifts/new/"):
        page.goto(path)
        objections += [f"{path} {one}" for one in found(page)]
    page.goto("/on-call/")
    page.get_by_role("table").get_by_role("link").last.click()
    objections += [f"shift {one}" for one in found(page)]
    assert objections == []


def test_it_fits_a_phone(sign_in: SignIn) -> None:
    page = sign_in("engineer", **PHONE)
    for where in ("/on-call/", "/handover/", "/handover/new/", "/away/", "/away/new/"):
        page.goto(where)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, where


def test_from_the_sign_in_to_the_mail_that_is_on_its_way(portal: str, browser: Browser) -> None:
    page = browser.new_page(base_url=portal)
    page.goto("/accounts/login/")
    page.get_by_role("link", name="Forgotten your password?").click()
    page.get_by_label("Your e-mail address").fill("nobody@example.com")
    page.get_by_role("button", name="Send the link").click()
    expect(page.get_by_role("heading", name="Look into your mail")).to_be_visible()
    page.close()
