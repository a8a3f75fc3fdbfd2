"""The frame of every page: by keyboard, on a phone, light and dark."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SignIn

PHONE = {"width": 390, "height": 844}
WIDE = {"width": 1440, "height": 900}
PAGES = [
    "/cases/",
    "/alerts/",
    "/bell/",
    "/policies/",
    "/policies/itpdx/",
    "/profile/",
    "/profile/tokens/new/",
    "/mails/",
    "/today/",
    "/reports/",
    "/reports/trend/",
    "/reports/cases/",
]


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent.trim()"))


def test_the_menu_of_a_phone_by_keyboard(sign_in: SignIn) -> None:
    page = sign_in("engineer", viewport=PHONE)
    page.goto("/policies/")
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to the content"
    page.keyboard.press("Tab")
    assert focused(page) == "Menu"
    page.keyboard.press("Enter")
    expect(page.locator("#rail")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#rail")).to_be_hidden()
    assert focused(page) == "Menu"


def test_the_menu_of_a_wide_screen_is_simply_there(sign_in: SignIn) -> None:
    page = sign_in("engineer", viewport=WIDE)
    page.goto("/policies/")
    expect(page.locator("#rail")).to_be_visible()
    expect(page.get_by_role("button", name="Menu")).to_be_hidden()


@pytest.mark.parametrize("viewport", [PHONE, WIDE], ids=["phone", "wide"])
def test_no_page_is_wider_than_the_screen(sign_in: SignIn, viewport: dict[str, int]) -> None:
    page = sign_in("engineer", viewport=viewport)
    for address in PAGES:
        page.goto(address)
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over <= 0, address


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_as_the_system_says(sign_in: SignIn, scheme: str) -> None:
    page = sign_in("engineer", color_scheme=scheme)
    page.goto("/policies/")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", scheme)


def test_colours_as_the_reader_says(sign_in: SignIn) -> None:
    page = sign_in("engineer", color_scheme="light")
    page.goto("/policies/")
    page.locator(".top-person").click()
    page.get_by_label("Dark").check()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    page.goto("/policies/")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
