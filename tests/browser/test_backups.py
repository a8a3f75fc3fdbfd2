"""The grid by keyboard alone and on a phone; a nightly backup that is missed while one looks on."""

import re

from playwright.sync_api import expect

from backups.seed.evening import HOSTNAME
from tests.browser.conftest import Picture, SignIn
from tests.browser.test_promise_breaks import shows_in_time

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}


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
