"""A breach is seen coming, put down to its cause, and found in the report."""

import re
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, expect

from tests.browser.conftest import Picture, SignIn
from tests.browser.test_promise_breaks import sent, token
from tests.browser.test_walks import filed, resolved


def late_case(portal: str, secret: str) -> str:
    """A Level 1 of harbor's that was telephoned in an hour ago and nobody has answered."""
    received = datetime.now(UTC) - timedelta(hours=1)
    return filed(
        portal, secret, account="harbor", subject="Basket loses its goods", channel="phone", requested_severity=1,
        received_at=received.isoformat(), received_reason="The call came before the portal was open.",
    )  # fmt: skip


def figure(page: Page, name: str) -> int:
    """The number on the tile of that name."""
    tile = page.locator(".figure", has_text=name)
    return int(re.sub(r"\D", "", tile.locator(".figure-count").inner_text()))


def test_from_today_to_its_cause_to_the_report(
    sign_in: SignIn, portal: str, portal_data: str, picture: Picture
) -> None:
    secret = token(portal_data, "engineer")
    case = late_case(portal, secret)
    manager = sign_in("manager", viewport={"width": 1360, "height": 900})
    manager.goto("/today/")
    picture(manager, "today")
    late = figure(manager, "Breached now")
    manager.locator(".figure", has_text="Breached now").click()
    expect(manager.locator("#results")).to_contain_text(case)
    assert late >= 1
    resolved(portal, secret, case)

    manager.goto(f"/cases/{case}/attribute/")
    manager.locator("#act-attribute [name=cause]").select_option("customer")
    manager.fill("#act-attribute [name=reason]", "Nobody could be reached at the number that was left.")
    sent(manager, case, "attribute")

    manager.goto("/reports/?account=harbor&severity=1&kind=response")
    picture(manager, "attainment")
    manager.locator("table.sums tbody td[data-label=Attributed] a").first.click()
    expect(manager.locator("#results")).to_contain_text(case)
    expect(manager.locator("#results")).to_contain_text("Nobody could be reached")
    with manager.expect_download() as download:
        manager.goto("/reports/?account=harbor")
        manager.get_by_role("link", name="PDF").click()
    assert download.value.suggested_filename.endswith(".pdf")
