"""Whole errands, as their people go about them, each leaving its pictures."""

import json
import re
from urllib.request import Request, urlopen

from playwright.sync_api import Page, expect

from tests.browser.conftest import Picture, SignIn
from tests.browser.test_promise_breaks import token

# Milliseconds after which a queue asks anew: the page's clock is put ahead by as much.
_REFRESH = 10_000


def filed(portal: str, secret: str, **case: object) -> str:
    body = {"account": "nordic", "description": "Since this morning.", "channel": "email", **case}
    request = Request(
        f"{portal}/api/v1/cases/",
        data=json.dumps(body).encode(),
        headers={"Authorization": f"Bearer {secret}", "Content-Type": "application/json"},
    )
    with urlopen(request) as answer:
        number: str = json.load(answer)["number"]
        return number


def resolved(portal: str, secret: str, number: str) -> None:
    request = Request(
        f"{portal}/api/v1/cases/{number}/resolve/",
        data=json.dumps({"body": "Done.", "outcome": "solved"}).encode(),
        headers={"Authorization": f"Bearer {secret}", "Content-Type": "application/json"},
    )
    urlopen(request).close()


def here(page: Page) -> str:
    return page.evaluate("document.activeElement.textContent")  # type: ignore[no-any-return]


def test_a_priority_case_is_filed_on_a_phone(sign_in: SignIn, picture: Picture) -> None:
    page = sign_in("harbor-contact", viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page.goto("/")
    picture(page, "phone-home")
    page.get_by_role("link", name="New case").first.tap()
    page.get_by_label("Subject").fill("The shop is down")
    page.locator("main [name=description]").fill("Every page answers with an error since ten.")
    page.locator(".ask").first.get_by_label("Yes").check()
    expect(page.locator("[name=requested_severity][value='1']")).to_be_checked()
    page.locator(".levels-told").scroll_into_view_if_needed()
    picture(page, "phone-severity")
    page.get_by_role("button", name="File the case").tap()
    page.wait_for_url(re.compile(r"/cases/HC-\d+/\?filed=1"))
    expect(page.locator("main")).to_contain_text("+1 503 555 0142")
    expect(page.locator(".filed")).to_contain_text("starts then (itpdx:4h)")
    picture(page, "phone-filed")
    page.goto(page.url.partition("?")[0] + "resolve/")  # leave harbor its place
    page.locator("#act-resolve [type=submit]").tap()
    page.wait_for_url(re.compile(r"/cases/HC-\d+/$"))


def test_twenty_cases_are_triaged_by_keyboard_alone(
    sign_in: SignIn, portal: str, portal_data: str, picture: Picture
) -> None:
    secret = token(portal_data, "engineer")
    cases = [filed(portal, secret, subject=f"Zwanzig {number}") for number in range(20)]
    page = sign_in("engineer", viewport={"width": 1440, "height": 900})
    page.goto("/cases/?q=Zwanzig")
    keys = page.keyboard
    seen = []
    for number in range(20):
        keys.press("j")
        expect(page.locator(".case-link:focus")).to_have_count(1)
        seen.append(here(page))
        with page.expect_response("**/cases/assign/"):
            keys.press("a")
        expect(page.locator(f"#case-{seen[-1].removeprefix('HC-')} .who")).to_have_text("Evan Ruiz")
        expect(page.locator(f"#case-{seen[-1].removeprefix('HC-')} .case-link")).to_be_focused()
        if number == 9:
            picture(page, "queue-by-keyboard")
    assert sorted(seen) == sorted(cases)
    keys.press("k")
    keys.press("o")
    page.wait_for_url("**/cases/HC-*/")
    case = page.url.rstrip("/").rsplit("/", 1)[-1]
    assert case == seen[-2]
    keys.press("r")
    expect(page.locator("#act-reply textarea")).to_be_focused()
    keys.type("We are looking into it.")
    keys.press("Tab")
    keys.press("Tab")
    while page.evaluate("document.activeElement.type") != "submit":
        keys.press("Tab")
    keys.press("Enter")
    expect(page.locator(".message.is-ours")).to_contain_text("We are looking into it.")
    keys.press("Control+k")
    keys.type("Zwanzig 7")
    expect(page.locator(".palette-item", has_text="Zwanzig 7").first).to_be_visible()
    picture(page, "palette")
    keys.press("Escape")
    keys.press("u")
    page.wait_for_url(re.compile(r"/cases/(\?.*)?$"))
    for one in cases:
        resolved(portal, secret, one)


def test_two_engineers_on_one_case(sign_in: SignIn, portal: str, portal_data: str, picture: Picture) -> None:
    secret = token(portal_data, "engineer")
    case = filed(portal, secret, subject="Both look at it")
    one = sign_in("engineer", viewport={"width": 1440, "height": 900})
    two = sign_in("manager", viewport={"width": 1440, "height": 900})
    one.goto(f"/cases/{case}/")
    two.goto(f"/cases/{case}/")
    one.fill("#act-reply textarea", "I restarted the queue.")
    with one.expect_response("**/presence/"):
        pass
    expect(two.locator(".writing")).to_contain_text("Evan Ruiz is writing a reply", timeout=20_000)
    two.fill("#act-reply textarea", "We are on it.")
    one.get_by_role("button", name="Send the reply").click()
    expect(one.locator(".message.is-ours")).to_contain_text("I restarted the queue.")
    two.get_by_role("button", name="Send the reply").click()
    changed = two.locator("#act-reply .note-warning")
    expect(changed).to_contain_text("Since you read it")
    expect(changed).to_contain_text("Evan Ruiz replied")
    expect(two.locator("#act-reply textarea")).to_have_value("We are on it.")
    changed.scroll_into_view_if_needed()
    picture(two, "two-engineers")
    resolved(portal, secret, case)


def test_the_queue_shows_what_another_did_without_losing_the_place(
    sign_in: SignIn, portal: str, portal_data: str
) -> None:
    secret = token(portal_data, "engineer")
    first = filed(portal, secret, subject="Lebendig eins")
    page = sign_in("engineer")
    page.clock.install()
    page.goto("/cases/?q=Lebendig")
    expect(page).to_have_title(re.compile(r"^\(1\) Queue"))
    page.locator(f"#case-{first.removeprefix('HC-')} [name=case]").check()
    page.locator("[name=account]").fill("nor")
    second = filed(portal, secret, subject="Lebendig zwei")
    page.clock.run_for(_REFRESH)
    expect(page.locator(f"#case-{second.removeprefix('HC-')}")).to_be_visible(timeout=20_000)
    expect(page).to_have_title(re.compile(r"^\(2\) Queue"))
    expect(page.locator(f"#case-{first.removeprefix('HC-')} [name=case]")).to_be_checked()
    expect(page.locator("[name=account]")).to_have_value("nor")
    for number in (first, second):
        resolved(portal, secret, number)
