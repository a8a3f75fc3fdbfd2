"""What brings cases and people together, as a browser does it, with and without its scripts."""

import re

from playwright.sync_api import Page, expect

from tests.browser.axe import found
from tests.browser.conftest import SignIn


def open_case(page: Page) -> None:
    """Some open case of harbor's."""
    page.goto("/cases/?account=harbor")
    page.locator("#results .case-link").first.click()
    page.wait_for_url(re.compile(r"/cases/HC-\d+/$"))


def test_a_template_is_put_below_what_was_typed_and_files_stay(sign_in: SignIn) -> None:
    page = sign_in("engineer")
    open_case(page)
    reply = page.locator("#act-reply")
    reply.locator("textarea").fill("Good morning.")
    reply.locator("[name=attachments]").set_input_files(
        {"name": "a.log", "mimeType": "text/plain", "buffer": b"nothing"}
    )
    reply.get_by_label("Template").select_option(label="Logs, please")
    reply.get_by_role("button", name="Insert").click()
    expect(reply.locator("textarea")).to_have_value(
        re.compile(r"Good morning\.\n\nHello \w+,\n\nto find the cause of HC-")
    )
    assert reply.locator("[name=attachments]").evaluate("field => field.files.length") == 1


def test_a_template_without_scripts(sign_in: SignIn) -> None:
    page = sign_in("engineer", java_script_enabled=False)
    open_case(page)
    reply = page.locator("#act-reply")
    reply.locator("textarea").fill("Good morning.")
    reply.locator("[name=template]").select_option(label="Is it solved?")
    reply.get_by_role("button", name="Insert").click()
    expect(page.locator("#act-reply textarea")).to_have_value(re.compile(r"Good morning\.\n\nHello \w+,"))


def test_similar_cases_are_shown_while_the_subject_is_typed(sign_in: SignIn) -> None:
    page = sign_in("harbor-contact")
    page.goto("/cases/")
    title = page.locator("#results .case-title").first.inner_text()
    page.goto("/cases/new/")
    page.locator("#id_subject").press_sequentially(title)
    expect(page.locator(".similar-here")).to_contain_text(title)


def test_axe_finds_nothing(sign_in: SignIn) -> None:
    page = sign_in("manager", reduced_motion="reduce")  # colours that fade are neither the one nor the other
    for path in ("/templates/", "/templates/new/", "/ratings/"):
        page.goto(path)
        assert found(page) == [], path
    page.goto("/cases/?state=all&q=merged&account=harbor")
    open_case(page)
    for act in ("tags", "copy", "link", "merge"):
        page.goto(re.sub(r"/$", f"/{act}/", re.sub(r"/(tags|copy|link|merge)/$", "/", page.url)))
        assert found(page) == [], act


def test_axe_finds_nothing_on_a_case_with_duplicates_and_a_rating(sign_in: SignIn) -> None:
    page = sign_in("manager", reduced_motion="reduce")  # colours that fade are neither the one nor the other
    page.goto("/ratings/?account=harbor&stars=5")
    page.locator("#results td a").first.click()
    page.wait_for_url(re.compile(r"/cases/HC-\d+/$"))
    assert found(page) == []
