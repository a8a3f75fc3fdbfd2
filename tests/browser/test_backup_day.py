"""A morning: what went wrong is answered by choice and by keyboard, the day is signed, a restore test is recorded."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import Picture, SignIn

DESK = {"width": 1440, "height": 900}
DONE = "Started by hand; the copies are there."


def open_day(page: Page) -> str:
    """The page of a day that cannot be signed yet, since of something nobody has said what was done."""
    for state in ("overdue", "unsigned"):
        page.goto(f"/backups/checks/?state={state}")
        for link in page.locator("main td a").evaluate_all("links => links.map(link => link.pathname)"):
            page.goto(link)
            if page.locator("main .note-warning").count():
                return page.url
    raise AssertionError("the demo has no such day")


def test_a_day_is_answered_and_signed(sign_in: SignIn, picture: Picture) -> None:
    engineer = sign_in("engineer", viewport=DESK)
    day = open_day(engineer)
    engineer.get_by_role("link", name="All exceptions of the day").click()
    for box in engineer.locator("main [name=slot]").all():
        box.check()
    picture(engineer, "backup-exceptions")
    engineer.get_by_role("button", name="Say what was done about the chosen").focus()
    engineer.keyboard.press("Enter")
    engineer.locator(".act [name=words]").fill(DONE)
    engineer.locator(".act [type=submit]").click()
    expect(engineer.locator("main")).to_contain_text(DONE)
    expect(engineer.locator("main table")).not_to_contain_text("Nothing said yet")
    engineer.goto(day)
    engineer.get_by_role("link", name="Sign the day").click()
    engineer.locator(".act [name=words]").fill("Seen to.")
    engineer.locator(".act [type=submit]").click()
    expect(engineer.locator("main")).to_contain_text("Exceptions, as they were signed")
    expect(engineer.locator("main")).to_contain_text(DONE)
    picture(engineer, "backup-day-signed")


def test_a_restore_test_is_recorded(sign_in: SignIn, picture: Picture) -> None:
    engineer = sign_in("engineer", viewport=DESK)
    engineer.goto("/backups/restore-tests/")
    expect(engineer.locator("main")).to_contain_text("Overdue")
    picture(engineer, "restore-tests")
    engineer.locator("main td a", has_text="Record").first.click()
    expect(engineer.locator("[name=server]")).not_to_have_value("")
    engineer.fill("[name=what]", "The newest database, into an empty server.")
    engineer.fill("[name=started_at]", "2026-01-05T09:00")
    engineer.fill("[name=finished_at]", "2026-01-05T09:40")
    engineer.get_by_label("It came back").check()
    engineer.locator(".act [type=submit]").click()
    expect(engineer.locator("main")).to_contain_text("40 min")
