"""A year of service windows, as planners drag and type it and customers acknowledge it."""

import re

from playwright.sync_api import expect

from tests.browser.axe import found
from tests.browser.conftest import Picture, SignIn

PHONE = {"viewport": {"width": 390, "height": 844}}
DESK = {"viewport": {"width": 1440, "height": 900}}
YEAR = "/windows/year/2031/"


def test_a_year_is_drafted_moved_published_and_acknowledged(sign_in: SignIn, picture: Picture) -> None:
    page = sign_in("planner", **DESK)
    page.goto(YEAR)
    picture(page, "year-empty")
    page.get_by_role("link", name="Draft the year").click()
    picture(page, "year-rule")
    page.get_by_role("button", name="Draft the year").click()
    expect(page).to_have_url(re.compile(f"{YEAR}$"))
    expect(page.locator("[data-begins]")).to_have_count(12)

    page.locator("td[data-date='2031-01-19'] [data-begins]").focus()
    page.keyboard.press("ArrowUp")
    expect(page.locator("td[data-date='2031-01-12'] [data-begins]")).to_be_focused()
    expect(page.locator("#id_from_0")).to_have_value("2031-01-12T00:00")
    expect(page.locator("[data-year-said]")).to_contain_text("Sunday 12 January")

    page.locator("td[data-date='2031-02-16'] [data-begins]").drag_to(page.locator("td[data-date='2031-02-09']"))
    expect(page.locator("#id_from_1")).to_have_value("2031-02-09T00:00")

    page.get_by_role("region", name="March", exact=True).get_by_text("Change").click()
    page.locator("#id_until_2").fill("2031-03-16T07:00")
    page.get_by_role("button", name="Save the dates").click()
    expect(page.get_by_role("region", name="March", exact=True)).to_contain_text("this one lasts 7 hours (iptor:5e)")
    picture(page, "year-fault")
    page.locator("#id_until_2").fill("2031-03-16T05:00")
    page.get_by_role("button", name="Save the dates").click()
    expect(page.get_by_role("region", name="January", exact=True)).to_contain_text(
        "Sun 12 Jan 2031, 00:00 to 06:00 CET"
    )
    expect(page.get_by_role("region", name="February", exact=True)).to_contain_text("Sun 9 Feb 2031")

    page.get_by_role("button", name="Publish the plan").click()
    expect(page.locator(".note-success")).to_contain_text("The plan is published")
    picture(page, "year-published")

    customer = sign_in("nordic-contact", **PHONE)
    customer.goto(YEAR)
    assert customer.evaluate("document.documentElement.scrollWidth") <= 390
    picture(customer, "year-phone")
    customer.get_by_role("link", name="Acknowledge").click()
    customer.get_by_role("button", name="Acknowledge the plan").click()
    expect(customer.get_by_text("the plan is acknowledged")).to_be_visible()


def test_axe_finds_nothing_and_it_fits_a_phone(sign_in: SignIn, picture: Picture) -> None:
    page = sign_in("planner", reduced_motion="reduce", **DESK)
    page.goto("/windows/")
    page.goto("/windows/year/2027/")
    picture(page, "year-desk")
    objections = [f"year {one}" for one in found(page)]
    page.evaluate("document.documentElement.dataset.bsTheme = 'dark'")
    picture(page, "year-dark")
    page.goto("/windows/year/2027/draft/")
    objections += [f"rule {one}" for one in found(page)]
    assert objections == []
    phone = sign_in("planner", **PHONE)
    for path in ("/windows/year/2027/", "/windows/year/2028/", "/windows/year/2040/", "/windows/year/2040/draft/"):
        phone.goto(path)
        assert phone.evaluate("document.documentElement.scrollWidth") <= 390, path
    phone.goto("/windows/year/2028/")
    picture(phone, "year-phone-planner")


def test_without_scripts_typing_is_enough(sign_in: SignIn) -> None:
    page = sign_in("planner", java_script_enabled=False, **DESK)
    page.goto("/windows/year/2033/draft/")
    page.get_by_role("button", name="Draft the year").click()
    page.get_by_role("region", name="January", exact=True).get_by_text("Change").click()
    page.locator("#id_from_0").fill("2033-01-09T00:00")
    page.locator("#id_until_0").fill("2033-01-09T04:00")
    page.get_by_role("button", name="Save the dates").click()
    expect(page.get_by_role("region", name="January", exact=True)).to_contain_text("Sun 9 Jan 2033, 00:00 to 04:00 CET")
