"""A morning: what went wrong is answered by keyboard and by choice, the day is signed, a restore test is recorded."""

from playwright.sync_api import expect

from tests.browser.conftest import Picture, SignIn

DESK = {"width": 1440, "height": 900}


def test_a_day_is_answered_and_signed(sign_in: SignIn, picture: Picture) -> None:
    engineer = sign_in("engineer", viewport=DESK)
    engineer.goto("/backups/checks/?state=overdue")
    if not engineer.locator("main td a").count():
        engineer.goto("/backups/checks/?state=unsigned")
    engineer.locator("main td a").first.click()
    expect(engineer.locator("h1")).to_contain_text("Backups of")
    engineer.get_by_role("link", name="All exceptions of the day").click()
    picture(engineer, "backup-exceptions")
    boxes = engineer.locator("main [name=slot]")
    for place in range(boxes.count()):
        boxes.nth(place).check()
    if boxes.count():
        engineer.get_by_role("button", name="Say what was done about the chosen").focus()
        engineer.keyboard.press("Enter")
        engineer.locator(".act [name=words]").fill("Started by hand; the copies are there.")
        engineer.locator(".act [type=submit]").click()
        expect(engineer.locator("main")).to_contain_text("Started by hand; the copies are there.")
        expect(engineer.locator("main")).not_to_contain_text("Nothing said yet ")
    engineer.go_back() if "/checks/" in engineer.url else engineer.goto("/backups/checks/?ordering=due")
    engineer.goto("/backups/checks/?state=overdue")
    if not engineer.locator("main td a").count():
        engineer.goto("/backups/checks/?state=unsigned")
    engineer.locator("main td a").first.click()
    engineer.get_by_role("link", name="Sign the day").click()
    engineer.locator(".act [name=words]").fill("Seen to.")
    engineer.locator(".act [type=submit]").click()
    expect(engineer.locator("main")).to_contain_text("Exceptions, as they were signed")
    picture(engineer, "backup-day-signed")


def test_a_restore_test_is_recorded(sign_in: SignIn, picture: Picture) -> None:
    engineer = sign_in("engineer", viewport=DESK)
    engineer.goto("/backups/restore-tests/")
    expect(engineer.locator("main")).to_contain_text("Overdue")
    picture(engineer, "restore-tests")
    engineer.locator("main td a", has_text="Record").first.click()
    expect(engineer.locator("[name=server]")).not_to_have_value("")
    engineer.fill("[name=what]", "The newest database, into an empty server.")
    engineer.fill("[name=started_at]", "2026-11-01T09:00")
    engineer.fill("[name=finished_at]", "2026-11-01T09:40")
    engineer.get_by_label("It came back").check()
    engineer.locator(".act [type=submit]").click()
    expect(engineer.locator("main")).to_contain_text("40 min")
