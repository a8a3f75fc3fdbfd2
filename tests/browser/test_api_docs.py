"""The page of the REST face in a browser: it shows the document under the strict policy, and tries calls."""

from playwright.sync_api import expect

from tests.browser.conftest import SignIn


def test_a_call_is_tried_with_the_sign_in_of_the_browser(sign_in: SignIn) -> None:
    page = sign_in("engineer")
    elsewhere: list[str] = []
    page.on("request", lambda request: elsewhere.append(request.url) if "127.0.0.1" not in request.url else None)
    page.goto("/api/v1/docs/")
    page.locator("#operations-tag-deadlines").get_by_role("button").click()
    call = page.locator("#operations-deadlines-deadlines_create")
    call.locator(".opblock-summary-control").click()
    call.get_by_role("button", name="Try it out").click()
    call.get_by_role("button", name="Execute").click()
    expect(call.locator(".live-responses-table .response-col_status").last).to_contain_text("200")
    expect(call.locator(".live-responses-table")).to_contain_text("2026-03-30T14:00:00Z")
    assert [url for url in elsewhere if not url.startswith("data:")] == []
