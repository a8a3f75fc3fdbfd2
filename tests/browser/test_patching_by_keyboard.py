"""A patch run from its plan to its end, and an exception from its question to its answer, by keyboard alone."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import SignIn
from tests.browser.test_by_keyboard import focused_field, go, tab_to_field

DESK = {"width": 1440, "height": 900}


def type_december(page: Page, year: int) -> None:
    """The twelfth at ten, into the field in focus part by part, whichever way round the browser asks for them."""
    page.keyboard.type(f"1212{year}")
    page.keyboard.press("ArrowRight")  # a year may have six digits
    page.keyboard.type("1000A")


def fill(page: Page, name: str, words: str) -> None:
    tab_to_field(page, name)
    page.keyboard.type(words)


def test_a_run_is_planned_begun_reported_and_finished(sign_in: SignIn) -> None:
    page = sign_in("planner", viewport=DESK)
    page.goto("/patching/runs/")
    go(page, "Plan a run")
    expect(page.get_by_role("heading", name="Plan a patch run")).to_be_visible()
    fill(page, "title", "By keyboard")
    fill(page, "platform", "powervs")
    fill(page, "pilots", "erp1.rheinwerk.example nosuch.example")
    fill(page, "rest", "erp1.pennine.example")
    tab_to_field(page, "planned_at")
    type_december(page, 2096)
    go(page, "Plan it")
    expect(page.get_by_text("There is no server nosuch.example.")).to_be_visible()
    expect(page.locator("[name=pilots]")).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("erp1.rheinwerk.example")
    go(page, "Plan it")
    expect(page.get_by_role("heading", name="By keyboard")).to_be_visible()
    go(page, "Start")
    expect(page.locator(".act [type=submit]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".head-states")).to_contain_text("Running")
    go(page, "Report results")
    expect(page.locator("[name=servers]").first).to_be_focused()
    go(page, "Report")
    expect(page.get_by_text("Tick a server.")).to_be_visible()
    expect(page.locator("[name=servers]").first).to_be_focused()
    page.keyboard.press("Space")
    fill(page, "installed", "OS 7.6.1")
    go(page, "Report")
    expect(page.locator("#messages")).to_contain_text("The results are kept.")
    go(page, "Finish")
    expect(page.locator(".act [type=submit]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#messages")).to_contain_text("The run is over.")
    expect(page.locator(".head-states")).to_contain_text("Done")


def test_an_exception_is_asked_for_and_approved_by_another(sign_in: SignIn) -> None:
    asks = sign_in("engineer", viewport=DESK)
    asks.goto("/patching/exceptions/")
    go(asks, "Ask for an exception")
    expect(asks.get_by_role("heading", name="Ask for an exception")).to_be_visible()
    fill(asks, "reason", "By keyboard: the vendor asks for a year.")
    go(asks, "Ask for it")
    expect(asks.locator("[name=servers]")).to_be_focused()
    asks.keyboard.type("erp1.pennine.example")
    go(asks, "Ask for it")
    expect(asks.get_by_text("Say until when; no exception is without an end.")).to_be_visible()
    expect(asks.locator("[name=until_at]")).to_be_focused()
    type_december(asks, 2097)
    while focused_field(asks) != "reason":
        asks.keyboard.press("Shift+Tab")
    tab_to_field(asks, "from_at")
    type_december(asks, 2096)
    go(asks, "Ask for it")
    expect(asks.locator(".head-states")).to_contain_text("Waits for a manager")
    expect(asks.get_by_role("link", name="Approve")).to_have_count(0)

    answers = sign_in("manager", viewport=DESK)
    answers.goto(asks.url)
    go(answers, "Approve")
    expect(answers.locator(".act")).to_contain_text("the vendor asks for a year")
    expect(answers.locator(".act [type=submit]")).to_be_focused()
    answers.keyboard.press("Enter")
    expect(answers.locator(".head-states")).to_contain_text(re.compile("Approved, ahead"))
