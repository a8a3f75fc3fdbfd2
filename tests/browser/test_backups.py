"""The grid by keyboard alone and on every screen; a nightly backup that is missed while one looks on."""

import re

import pytest
from playwright.sync_api import Page, expect

from backups.seed.evening import HOSTNAME
from tests.browser.axe import found
from tests.browser.conftest import Picture, SignIn
from tests.browser.test_promise_breaks import shows_in_time

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}
PAGES = {
    "engineer": (
        "/backups/", "/backups/?only=failed", "/backups/schedules/", "/backups/report/?account=harbor",
    ),
    "harbor-contact": ("/backups/", "/backups/schedules/", "/backups/report/", "/"),
}  # fmt: skip


def test_a_missed_nightly_backup_raises_its_alert_by_itself(sign_in: SignIn) -> None:
    engineer = sign_in("engineer", viewport=DESK)
    shows_in_time(engineer, "/alerts/", HOSTNAME, seconds=300)


def test_from_a_sign_of_the_grid_to_what_happened_by_keyboard(sign_in: SignIn, picture: Picture) -> None:
    contact = sign_in("harbor-contact", viewport=DESK)
    contact.goto("/backups/")
    picture(contact, "backup-grid")
    missed = contact.get_by_role("link", name="Missed,").last
    missed.focus()
    contact.keyboard.press("Enter")
    contact.wait_for_url(re.compile(r"/backups/BK-\d+/#d\d{4}$"))
    expect(contact.locator("tr:target")).to_contain_text("Missed")
    picture(contact, "backup-schedule")


def test_filters_narrow_in_place(sign_in: SignIn) -> None:
    engineer = sign_in("engineer", viewport=DESK)
    engineer.goto("/backups/")
    engineer.locator("[name=account]").fill("Nordic")
    engineer.keyboard.press("Enter")
    expect(engineer.locator("#results")).not_to_contain_text("harbor.example")
    expect(engineer.locator("#results")).to_contain_text("erp1.nordic.example")


def test_the_newest_days_are_seen_first_on_a_phone(sign_in: SignIn, picture: Picture) -> None:
    contact = sign_in("harbor-contact", viewport=PHONE)
    contact.goto("/backups/")
    assert contact.locator(".days thead th[scope=col]").last.is_visible()
    box = contact.locator(".days thead th[scope=col]").last.bounding_box()
    assert box
    assert box["x"] + box["width"] <= PHONE["width"]
    expect(contact.locator(".days .bs span").first).to_be_in_viewport()
    picture(contact, "backup-grid-phone")


def wider_than_a_phone(page: Page) -> int:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    over: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    page.set_viewport_size(DESK)  # type: ignore[arg-type]
    return over


@pytest.mark.parametrize("who", PAGES)
def test_no_page_shuts_anybody_out_or_is_too_wide(sign_in: SignIn, picture: Picture, who: str) -> None:
    page = sign_in(who, reduced_motion="reduce", viewport=DESK)
    objections = []
    schedule = page.request.get("/api/v1/backups/schedules/?limit=1").json()["results"][0]["number"]
    for number, path in enumerate((*PAGES[who], f"/backups/{schedule}/")):
        page.goto(path)
        objections += [f"{path} {one}" for one in found(page)]
        objections += [f"{path} is wider than a phone"] * (wider_than_a_phone(page) > 0)
        picture(page, f"backups-{who}-{number}")
    assert objections == []
