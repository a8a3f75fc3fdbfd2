"""A contact has the windows in a calendar of their own, by keyboard alone, and takes the address back."""

import re

import requests
from playwright.sync_api import expect

from tests.browser.conftest import SignIn


def test_a_contact_subscribes_and_revokes(sign_in: SignIn, portal: str) -> None:
    page = sign_in("nordic-contact", viewport={"width": 390, "height": 844})
    page.goto("/calendars/")
    page.get_by_role("link", name="Subscribe").press("Enter")
    page.get_by_label("Where will it be used?").press_sequentially("My telephone")
    page.keyboard.press("Enter")
    address = page.get_by_label(re.compile("Address")).input_value()
    feed = f"{portal}{address[address.index('/api/') :]}"
    fetched = requests.get(feed, timeout=30)
    assert fetched.text.startswith("BEGIN:VCALENDAR")
    assert "X-MAINTNOTE-ACCOUNT:nordic" in fetched.text
    page.get_by_role("link", name="I have copied it").press("Enter")
    row = page.get_by_role("row").filter(has_text="My telephone")
    expect(row).not_to_contain_text("never")
    row.get_by_role("link", name="Revoke").press("Enter")
    page.get_by_role("button", name="Revoke it").press("Enter")
    expect(page.get_by_text("The address is revoked.")).to_be_visible()
    assert requests.get(feed, timeout=30).status_code == 404
