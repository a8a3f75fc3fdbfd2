"""What changes in place: nothing takes the focus, and nothing typed is lost."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import SignIn


def test_a_filter_changes_the_results_and_the_address(sign_in: SignIn) -> None:
    page = sign_in("engineer")
    page.goto("/alerts/")
    promise = page.get_by_label("Promise")
    promise.focus()
    promise.select_option("heartbeat")
    expect(page).to_have_url(re.compile(r"/alerts/\?kind=heartbeat"))
    expect(page.locator("#results")).to_contain_text("Nothing matches these filters.")
    expect(promise).to_be_focused()
    page.go_back()
    expect(page).to_have_url(re.compile(r"/alerts/$"))
    expect(page.locator("#results")).not_to_contain_text("Nothing matches these filters.")


def test_the_bell_counts_on_without_taking_the_focus(sign_in: SignIn) -> None:
    page = sign_in("engineer")
    page.clock.install()
    page.goto("/policies/")
    bell = page.locator("a.bell")
    bell.focus()
    with page.expect_response("**/bell/count/", timeout=30_000) as answer:
        page.clock.run_for(15_000)
    assert answer.value.status == 200
    expect(bell).to_be_focused()


def test_signed_out_meanwhile_what_was_typed_stays(sign_in: SignIn) -> None:
    page = sign_in("engineer")
    page.goto("/profile/password/")
    page.get_by_label("Old password").fill("half typed")
    page.context.clear_cookies()
    page.get_by_role("button", name="Change password").click()
    expect(page.locator("#messages")).to_contain_text("You were signed out.")
    expect(page.get_by_label("Old password")).to_have_value("half typed")


def test_a_wrong_field_is_told_in_place_and_takes_the_focus(sign_in: SignIn) -> None:
    page = sign_in("engineer")
    page.goto("/profile/password/")
    page.get_by_label("Old password").fill("wrong")
    page.get_by_role("button", name="Change password").click()
    expect(page.get_by_label("Old password")).to_be_focused()
    expect(page.locator(".invalid-feedback").first).to_be_visible()


def test_signing_in_anew_elsewhere_spoils_no_open_form(sign_in: SignIn) -> None:
    """The token in the form is old then; the browser sends the one of its cookie."""
    page = sign_in("engineer")
    page.goto("/profile/")
    other = page.context.new_page()
    other.goto("/profile/")
    other.locator(".top-person").click()
    other.get_by_role("button", name="Sign out").click()
    other.locator("[name=username]").fill("engineer")
    other.locator("[name=password]").fill("hostops-demo")
    other.get_by_role("button", name="Sign in").click()
    expect(other.locator(".top-person")).to_be_visible()
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#messages")).to_contain_text("Your profile is saved.")
