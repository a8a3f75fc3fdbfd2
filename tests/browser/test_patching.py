"""The patch board by keyboard alone and on every screen; a contract's deadline that passes while one looks on."""

import re

import pytest
from playwright.sync_api import Page, expect

from maintenance.patching.seed.lacking import HOSTNAME
from tests.browser.axe import found
from tests.browser.conftest import Picture, SignIn
from tests.browser.test_promise_breaks import shows_in_time

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}
PAGES = {
    "engineer": (
        "/patching/", "/patching/?state=overdue", "/patching/compliance/", "/patching/compliance/?account=nordic",
    ),
    "nordic-contact": ("/patching/", "/patching/compliance/", "/"),
}  # fmt: skip


def test_a_contracts_deadline_raises_its_alert_by_itself(sign_in: SignIn) -> None:
    planner = sign_in("planner", viewport=DESK)
    shows_in_time(planner, "/alerts/", HOSTNAME, seconds=300)


def test_from_a_sign_of_the_board_to_what_is_owed_by_keyboard(sign_in: SignIn, picture: Picture) -> None:
    engineer = sign_in("engineer", viewport=DESK)
    engineer.goto("/patching/")
    picture(engineer, "patch-board")
    engineer.goto("/patching/?q=app1.southern-cross")  # on a Monday others are overdue too
    overdue = engineer.get_by_role("link", name="Overdue, 20").first
    overdue.focus()
    engineer.keyboard.press("Enter")
    engineer.wait_for_url(re.compile(r"/patching/owed/PO-\d+/$"))
    expect(engineer.locator("main")).to_contain_text("app1.southern-cross.example")


def test_the_newest_weeks_are_seen_first_on_a_phone(sign_in: SignIn, picture: Picture) -> None:
    contact = sign_in("nordic-contact", viewport=PHONE)
    contact.goto("/patching/")
    last = contact.locator(".weeks thead th[scope=col]").last
    box = last.bounding_box()
    assert last.is_visible()
    assert box
    assert box["x"] + box["width"] <= PHONE["width"]
    picture(contact, "patch-board-phone")


def wider_than_a_phone(page: Page) -> int:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    over: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    page.set_viewport_size(DESK)  # type: ignore[arg-type]
    return over


@pytest.mark.parametrize("who", PAGES)
def test_no_page_shuts_anybody_out_or_is_too_wide(sign_in: SignIn, picture: Picture, who: str) -> None:
    page = sign_in(who, reduced_motion="reduce", viewport=DESK)
    objections = []
    for number, path in enumerate(PAGES[who]):
        page.goto(path)
        objections += [f"{path} {one}" for one in found(page)]
        objections += [f"{path} is wider than a phone"] * (wider_than_a_phone(page) > 0)
        picture(page, f"patching-{who}-{number}")
    assert objections == []
