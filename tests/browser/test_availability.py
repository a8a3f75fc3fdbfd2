"""A downtime from its record to its approved exclusion, an event from its filing to its answer."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, expect

from tests.browser.conftest import Picture, SignIn

DESK = {"width": 1440, "height": 900}
# Harbor's months are counted in it.
ZONE = ZoneInfo("America/Los_Angeles")


def typed(page: Page, name: str, instant: datetime) -> None:
    """An instant in the field `name`, in the zone of the sign-in (Portland's)."""
    zoned = page.evaluate(
        """([iso]) => new Intl.DateTimeFormat("sv-SE", {timeZone: "America/Los_Angeles", dateStyle: "short",
        timeStyle: "medium"}).format(new Date(iso)).replace(" ", "T")""",
        [instant.isoformat()],
    )
    field = page.locator(f".act [name={name}]")
    field.fill(zoned if field.get_attribute("step") == "1" else zoned[:16])


def sent(page: Page) -> None:
    page.locator(".act [type=submit]").click()
    page.locator(".act").wait_for(state="detached")


def closed_month() -> str:
    """The last that was over a day ago: the portal closes a month a while after its end."""
    return f"{(datetime.now(ZONE) - timedelta(days=1)).replace(day=1) - timedelta(days=3):%Y-%m}"


def test_a_downtime_that_does_not_count_in_the_end(sign_in: SignIn, picture: Picture) -> None:
    engineer = sign_in("engineer", viewport=DESK)
    engineer.goto("/availability/downtimes/new/?server=web2.harbor.example")
    ended = datetime.now(UTC) - timedelta(minutes=20)
    typed(engineer, "starts_at", ended - timedelta(minutes=7))
    typed(engineer, "ends_at", ended)
    engineer.fill(".act [name=cause]", "No route to the internet from Dallas.")
    sent(engineer)
    engineer.get_by_role("link", name="Exclude").click()
    engineer.locator(".act [name=exclusion]").select_option("internet_outage")
    engineer.fill(".act [name=reason]", "The carrier's own report.")
    sent(engineer)
    expect(engineer.locator("main")).to_contain_text("Asked for and not approved: it counts.")

    manager = sign_in("manager", viewport=DESK)
    manager.goto(engineer.url)
    manager.get_by_role("link", name="Approve the exclusion").click()
    sent(manager)
    expect(manager.locator("main")).to_contain_text("it does not count")
    picture(manager, "downtime")

    contact = sign_in("harbor-contact", viewport=DESK)
    contact.goto(f"/availability/?month={ended.astimezone(ZONE):%Y-%m}")  # a month may have begun since
    expect(contact.locator("main")).to_contain_text("Excluded: An outage of the internet (The carrier's own report.)")
    picture(contact, "availability")
    contact.goto(f"/availability/?month={closed_month()}")
    expect(contact.locator("main")).to_contain_text("The hash is that of the figures")
    picture(contact, "availability-closed")


def test_an_event_filed_by_keyboard_and_answered(sign_in: SignIn, picture: Picture) -> None:
    contact = sign_in("harbor-contact", viewport=DESK)
    contact.goto("/events/")
    contact.get_by_role("link", name="File an event").focus()
    contact.keyboard.press("Enter")
    contact.wait_for_url("**/events/new/")
    contact.locator("[name=title]").focus()
    contact.keyboard.type("A word on the radio")
    typed(contact, "starts_at", datetime.now(UTC) + timedelta(days=5))
    typed(contact, "ends_at", datetime.now(UTC) + timedelta(days=5, hours=3))
    contact.locator(".act [type=submit]").focus()
    contact.keyboard.press("Enter")
    contact.wait_for_url(re.compile(r"/events/\d+/"))
    expect(contact.locator("main")).to_contain_text("Filed late")

    planner = sign_in("planner", viewport=DESK)
    planner.goto(contact.url)
    planner.get_by_role("link", name="Answer").click()
    planner.fill(".act [name=answer]", "A third web server stands from the evening before.")
    sent(planner)
    picture(planner, "event")
    contact.reload()
    expect(contact.locator("main")).to_contain_text("A third web server stands from the evening before.")
