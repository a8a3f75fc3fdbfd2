"""Reply templates, ratings and a forgotten password, by keyboard alone; what goes wrong is said where one goes on."""

from collections.abc import Callable

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import SignIn

# More stops than any page has before its content ends.
_MOST_STOPS = 80


def at(page: Page) -> str:
    """What has the focus, by the name that a reader hears."""
    return str(page.evaluate("document.activeElement.ariaLabel || document.activeElement.textContent.trim()"))


def tab_until(page: Page, reached: Callable[[], bool]) -> None:
    for _ in range(_MOST_STOPS):
        page.keyboard.press("Tab")
        if reached():
            return
    raise AssertionError("it is not reached by Tab")


def tab_to_field(page: Page, name: str) -> None:
    tab_until(page, lambda: focused_field(page) == name)


def go(page: Page, name: str) -> None:
    tab_until(page, lambda: at(page) == name)
    page.keyboard.press("Enter")


def focused_field(page: Page) -> str:
    return str(page.evaluate("document.activeElement.name"))


def test_a_template_is_written_mended_and_retired(sign_in: SignIn) -> None:
    page = sign_in("engineer")
    page.goto("/templates/")
    go(page, "New template")
    expect(page.get_by_role("heading", name="New template")).to_be_visible()
    tab_to_field(page, "name")
    page.keyboard.type("By keyboard")
    page.keyboard.press("Tab")
    page.keyboard.type("Hello {{nobody}}")
    go(page, "Save")
    expect(page.get_by_text("There is no field {{nobody}}")).to_be_visible()
    expect(page.locator("[name=body]")).to_be_focused()
    expect(page.locator("[name=body]")).to_have_value("Hello {{nobody}}")
    page.keyboard.press("Control+a")
    page.keyboard.type("Hello {{reporter}}")
    go(page, "Save")
    expect(page.get_by_role("heading", name="By keyboard")).to_be_visible()
    go(page, "Retire By keyboard")
    expect(page.locator(".act")).to_contain_text("By keyboard")
    go(page, "Retire it")
    expect(page.get_by_role("heading", name="By keyboard")).to_have_count(0)


def test_ratings_are_filtered_and_one_of_them_opened(sign_in: SignIn) -> None:
    page = sign_in("manager")
    page.goto("/ratings/")
    tab_to_field(page, "account")
    page.keyboard.type("nosuch")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Nothing matches these filters.")).to_be_visible()
    go(page, "Show all")
    first = page.locator("#results td a").first
    expect(first).to_be_visible()
    go(page, first.inner_text())
    page.wait_for_url("**/cases/HC-*/")


def test_a_forgotten_password_is_asked_for(portal: str, browser: Browser) -> None:
    page = browser.new_page(base_url=portal)
    page.goto("/accounts/login/")
    go(page, "Forgotten your password?")
    expect(page.locator("[name=email]")).to_be_focused()
    page.keyboard.type("nobody")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.validationMessage || document.activeElement.name")
    page.keyboard.type("@example.com")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Look into your mail")).to_be_visible()
    go(page, "ask once more")
    expect(page.get_by_role("heading", name="Forgotten your password?")).to_be_visible()
    page.goto("/accounts/reset/MQ/x-y/")
    go(page, "Ask for a new link")
    expect(page.locator("[name=email]")).to_be_focused()
    page.close()
