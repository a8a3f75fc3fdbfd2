"""The life of a security response by keyboard alone: opened, acted on first, told, closed; its cases stay open."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import SignIn
from tests.browser.test_by_keyboard import go, tab_to_field
from tests.browser.test_promise_breaks import shows_in_time


def write(page: Page, field: str, words: str) -> None:
    tab_to_field(page, field)
    page.keyboard.type(words)


def test_from_its_opening_to_its_end(sign_in: SignIn) -> None:
    page = sign_in("engineer")
    page.goto("/security/")
    go(page, "Open a response")
    expect(page.get_by_role("heading", name="Open a security response")).to_be_visible()
    write(page, "title", "Opened by keyboard")
    write(page, "risk", "Anybody may read.")
    write(page, "servers", "web1.harbor.example nosuch")
    go(page, "Open it")
    expect(page.get_by_text("There is no server nosuch")).to_be_visible()
    expect(page.locator("[name=servers]")).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("web1.harbor.example")
    go(page, "Open it")
    expect(page.get_by_role("heading", name="Opened by keyboard")).to_be_visible()

    go(page, "Action came first")
    expect(page.locator("[name=acted_reason]")).to_be_focused()
    write(page, "action", "The port is closed.")
    go(page, "Record it")
    expect(page.locator("main")).to_contain_text("the accounts are owed its notice")

    go(page, "Notify accounts")
    expect(page.locator("[name=words]")).to_be_focused()
    go(page, "Send it")
    expect(page.get_by_text("The notice is on its way.")).to_be_visible()
    shows_in_time(page, page.url, "Everybody was told", seconds=60)

    go(page, "Close")
    expect(page.locator("[name=outcome]")).to_be_focused()
    expect(page.locator(".act")).to_contain_text("This case stays open")
    page.keyboard.type("The port is closed for good.")
    go(page, "Close it")
    expect(page.get_by_text("The response is closed. Its cases are not")).to_be_visible()
    expect(page.locator("section[aria-labelledby=affected]")).to_contain_text("still open")
    go(page, "Reopen")
    expect(page.locator("[name=reason]")).to_be_focused()
