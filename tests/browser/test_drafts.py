"""What is half written survives signing out, a sign-in that ended, a closed tab; and is gone once it is sent."""

import re
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from hostops.embedded.signins import PASSWORD
from tests.browser.conftest import Picture, SignIn

NEW = "/cases/new/"


def subject(page: Page) -> str:
    return page.locator("[name=subject]").input_value()


def kept(page: Page) -> list[str]:
    """What the browser itself keeps of drafts."""
    names: list[str] = page.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('draft:'))")
    return names


def keeps_in_time(page: Page, number: int, seconds: float = 10) -> None:
    """So many drafts are in the browser, looked at again and again for at most so long (the policy forbids eval)."""
    ends = time.monotonic() + seconds
    while len(kept(page)) != number:
        assert time.monotonic() < ends, kept(page)


def enter(page: Page, username: str) -> None:
    page.locator("[name=username]").fill(username)
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(re.compile(r"/(cases/.*)?$"))


def leave(page: Page) -> None:
    page.locator(".top-person").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/accounts/login/")


@pytest.fixture
def page(sign_in: SignIn) -> Iterator[Page]:
    """The new case of harbor's named contact, with no draft before and none after."""
    page = sign_in("harbor-contact")
    page.goto(NEW)
    yield page
    page.goto(NEW)
    if page.locator("[data-discards]").count():
        page.get_by_role("button", name="Discard").click()
        expect(page.locator("[data-discards]")).to_have_count(0)


def test_it_is_there_after_signing_out_and_in(page: Page, picture: Picture) -> None:
    page.locator("[name=subject]").fill("Shop is sl")
    page.locator("main [name=description]").fill("Since ten it takes a minute")
    leave(page)  # before the pause after typing has passed
    assert kept(page) == []
    enter(page, "harbor-contact")
    page.goto(NEW)
    assert subject(page) == "Shop is sl"
    assert page.locator("main [name=description]").input_value() == "Since ten it takes a minute"
    expect(page.locator("main")).to_contain_text(re.compile(r"Draft from .* ago"))
    picture(page, "draft-kept")
    page.get_by_role("button", name="Discard").click()
    expect(page.locator("[data-discards]")).to_have_count(0)
    assert subject(page) == ""


def test_it_is_there_after_the_sign_in_ended(page: Page) -> None:
    page.locator("[name=subject]").fill("Shop")
    expect(page.locator(".draft-state")).to_have_text("Draft saved.")
    page.context.clear_cookies()
    page.locator("[name=subject]").fill("Shop is slow")
    expect(page.locator(".draft-state")).to_contain_text("You are signed out. What you typed is kept in this browser")
    assert kept(page) == ["draft:harbor-contact:new"]
    page.locator(".draft-state").get_by_role("link", name="Sign in").click()
    enter(page, "harbor-contact")
    expect(page).to_have_url(re.compile(NEW))
    assert subject(page) == "Shop is slow"
    expect(page.locator(".draft-state")).to_have_text("Draft saved.")
    assert kept(page) == []
    page.reload()
    assert subject(page) == "Shop is slow"


def test_who_signs_in_next_at_the_same_browser_sees_nothing_of_it(page: Page) -> None:
    page.context.clear_cookies()
    page.locator("[name=subject]").fill("Shop is slow")
    expect(page.locator(".draft-state")).to_contain_text("You are signed out.")
    page.goto("/accounts/login/")
    enter(page, "harbor-holder")
    page.goto(NEW)
    assert subject(page) != "Shop is slow"
    assert kept(page) == ["draft:harbor-contact:new"]
    leave(page)
    enter(page, "harbor-contact")
    keeps_in_time(page, 0)
    page.goto(NEW)
    assert subject(page) == "Shop is slow"


def test_a_tab_made_for_one_keeps_nothing_under_anothers_name(page: Page) -> None:
    other = page.context.new_page()
    other.goto(NEW)
    leave(other)
    enter(other, "harbor-holder")
    page.locator("[name=subject]").fill("Shop is slow")
    expect(page.locator(".draft-state")).to_contain_text("You are signed out.")
    other.goto(NEW)
    assert subject(other) != "Shop is slow"
    leave(other)
    enter(other, "harbor-contact")


def test_it_is_there_after_the_tab_was_closed(page: Page) -> None:
    other = page.context.new_page()
    other.goto(NEW)
    other.locator("[name=subject]").fill("Shop is slow")
    other.close(run_before_unload=True)
    keeps_in_time(page, 1)
    page.goto(NEW)
    assert subject(page) == "Shop is slow"
    keeps_in_time(page, 0)


def test_it_is_gone_once_it_is_sent(page: Page) -> None:
    page.locator("[name=subject]").fill("How many mailboxes have we?")
    page.locator("main [name=description]").fill("Our list says 40.")
    for question in page.locator(".ask").all():
        question.get_by_label("No").check()
    expect(page.locator(".levels-told")).to_contain_text("That is Level 4. Response by")
    page.get_by_role("button", name="File the case").click()
    page.wait_for_url(re.compile(r"/cases/HC-\d+/\?filed=1"))
    expect(page.locator("main")).to_contain_text("What happens next")
    case = page.url.partition("?")[0]
    page.get_by_role("link", name="Understood").click()
    expect(page.locator(".filed")).to_have_count(0)
    assert kept(page) == []
    page.goto(NEW)
    assert subject(page) == ""
    page.goto(f"{case}resolve/")
    page.locator("#act-resolve [type=submit]").click()
    page.wait_for_url(case)


def test_a_reply_is_kept_on_its_case(sign_in: SignIn) -> None:
    page = sign_in("harbor-contact")
    page.goto("/cases/?state=live")
    page.locator("#results tbody a").first.click()
    page.wait_for_url(re.compile(r"/cases/HC-\d+/"))
    page.locator("#act-reply [name=body]").fill("We have seen that")
    expect(page.locator("#act-reply .draft-state")).to_have_text("Draft saved.")
    page.reload()
    assert page.locator("#act-reply [name=body]").input_value() == "We have seen that"
    page.get_by_role("button", name="Discard").click()
    expect(page.locator("#act-reply [name=body]")).to_have_value("")


def test_a_reply_that_was_sent_leaves_nothing_behind(sign_in: SignIn) -> None:
    page = sign_in("harbor-contact")
    page.goto("/cases/?state=live")
    page.locator("#results tbody a").first.click()
    page.wait_for_url(re.compile(r"/cases/HC-\d+/"))
    page.locator("#act-reply [name=body]").fill("We have seen it.")
    with page.expect_navigation():
        page.locator("#act-reply [type=submit]").click()
    expect(page.locator(".message").last).to_contain_text("We have seen it.")
    assert kept(page) == []
    expect(page.locator("#act-reply [name=body]")).to_have_value("")
