"""Filing a case as people do: questions by thumb, files by drop and paste, and all of it without scripts too."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import found
from tests.browser.conftest import SignIn
from tests.browser.test_frame import PHONE

GIVE = """([name, size, how]) => {
  const files = new DataTransfer();
  files.items.add(new File([new Uint8Array(size)], name, {type: "image/png"}));
  const form = document.querySelector("form:has([name=attachments])");
  const given = {bubbles: true, cancelable: true};
  form.dispatchEvent(how === "paste"
    ? new ClipboardEvent("paste", {...given, clipboardData: files})
    : new DragEvent("drop", {...given, dataTransfer: files}));
}"""
MB = 1024 * 1024


def give(page: Page, name: str, size: int, how: str) -> None:
    page.evaluate(GIVE, [name, size, how])


def shown(page: Page) -> list[str]:
    return [row.inner_text().replace("\n", " ") for row in page.locator(".drop-file").all()]


def sent(page: Page) -> list[str]:
    names: list[str] = page.evaluate("[...document.querySelector('[name=attachments]').files].map((file) => file.name)")
    return names


def test_files_by_drop_and_paste_can_be_taken_out_again(sign_in: SignIn) -> None:
    page = sign_in("harbor-contact")
    page.goto("/cases/new/")
    page.set_input_files("[name=attachments]", {"name": "a.log", "mimeType": "text/plain", "buffer": b"x" * 2048})
    give(page, "image.png", 3 * MB, "paste")
    give(page, "image.png", 10, "paste")
    give(page, "plan.pdf", 100, "drop")
    assert [row.split(" ")[0] for row in shown(page)] == ["a.log", "image.png", "image-2.png", "plan.pdf"]
    assert "2 kB" in shown(page)[0]
    assert "3.0 MB" in shown(page)[1]
    page.get_by_role("button", name="Remove image.png").click()
    expect(page.get_by_role("button", name="Remove image-2.png")).to_be_focused()
    assert sent(page) == ["a.log", "image-2.png", "plan.pdf"]


def test_limits_are_told_before_anything_is_sent(sign_in: SignIn) -> None:
    page = sign_in("harbor-contact")
    page.goto("/cases/new/")
    give(page, "core.dump", 10 * MB + 1, "drop")
    expect(page.locator(".drop-told")).to_have_text("core.dump is larger than 10.0 MB and was left out.")
    give(page, "nothing.txt", 0, "drop")
    expect(page.locator(".drop-told")).to_have_text("nothing.txt is empty and was left out.")
    for number in range(11):
        give(page, f"{number}.txt", 1, "drop")
    expect(page.locator(".drop-told")).to_have_text("10.txt is more than the 10 files that fit and was left out.")
    assert len(sent(page)) == 10


def test_questions_come_one_after_the_other_and_lead_to_a_level(sign_in: SignIn) -> None:
    page = sign_in("harbor-contact", viewport=PHONE)
    page.goto("/cases/new/")
    questions = page.locator(".ask")
    expect(questions.nth(0)).to_be_visible()
    expect(questions.nth(1)).to_be_hidden()
    questions.nth(0).get_by_label("No").check()
    questions.nth(1).get_by_label("Yes").check()
    expect(page.locator("[name=requested_severity][value='2']")).to_be_checked()
    expect(page.locator(".levels-told")).to_contain_text("That is Level 2.")
    expect(page.locator("#div_id_checked")).to_be_visible()  # what was checked is asked of an outage alone
    questions.nth(1).get_by_label("No").check()
    expect(page.locator("[name=requested_severity]:checked")).to_have_count(0)
    questions.nth(0).get_by_label("Yes").check()
    expect(questions.nth(1)).to_be_hidden()
    expect(page.locator("[name=requested_severity][value='1']")).to_be_checked()


@pytest.mark.parametrize("address", ["/", "/cases/new/"])
def test_one_column_and_large_targets_on_a_phone(sign_in: SignIn, address: str) -> None:
    page = sign_in("harbor-contact", viewport=PHONE)
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    for target in page.locator("main .btn-primary:visible, main .ask-answer:visible").all():
        box = target.bounding_box()
        assert box is not None
        assert box["height"] >= 36, target.inner_text()


def test_without_scripts(sign_in: SignIn) -> None:
    page = sign_in("harbor-contact", java_script_enabled=False)
    page.goto("/")
    expect(page.locator("main")).to_contain_text("Places in use")
    page.get_by_role("link", name="New case").first.click()
    page.locator("[name=subject]").fill("Where do I find the log?")
    page.locator("main [name=description]").fill("Of last night.")
    for number in (1, 2, 3):
        page.locator(f"[name=ask_{number}][value=no]").check()
    page.get_by_role("button", name="File the case").click()
    page.wait_for_url(re.compile(r"/cases/HC-\d+/\?filed=1"))
    expect(page.locator(".filed")).to_contain_text("An engineer of ITPDX LLC looks at it")
    expect(page.locator("main")).to_contain_text("Level 4")
    page.goto(page.url.partition("?")[0] + "resolve/")
    page.locator("#act-resolve [type=submit]").click()
    page.wait_for_url(re.compile(r"/cases/HC-\d+/$"))


def test_axe_finds_nothing(sign_in: SignIn) -> None:
    # with calls, questions, a line, two contracts
    page = sign_in("tamarack-contact", viewport=PHONE, reduced_motion="reduce")
    page.goto("/")
    assert found(page) == []
    page.goto("/cases/new/")
    page.locator(".ask").nth(0).get_by_label("No").check()
    give(page, "image.png", 10, "paste")
    assert found(page) == []
    page.goto("/cases/?state=waiting")
    page.locator("#results tbody a").first.click()
    page.wait_for_url(re.compile(r"/cases/HC-\d+/"))
    page.goto(f"{page.url}?filed=1")
    assert found(page) == []


def chosen(page: Page, server: str) -> None:
    """Choose the server, and wait for its promises."""
    page.locator("[name=server]").select_option(server)
    expect(page.locator("#levels")).to_have_attribute("data-server", server)


def test_another_server_brings_the_promises_of_its_contract(sign_in: SignIn) -> None:
    """One of the account's two contracts is not paid yet: no response time runs on its servers."""
    page = sign_in("tamarack-contact")
    page.goto("/cases/new/")
    page.locator("[name=subject]").fill("Reminders go out twice")
    page.locator(".ask").nth(0).get_by_label("No").check()
    seen = set()
    for server in page.locator("[name=server] option").all()[1:]:
        chosen(page, server.get_attribute("value") or "")
        seen.update(page.locator(".offer-by, .offer-held").all_inner_texts())
        assert page.locator("[name=subject]").input_value() == "Reminders go out twice"
        assert page.locator(".ask").nth(0).get_by_label("No").is_checked()
    assert "The response time counts from the contract's first payment" in seen
    assert len(seen) > 1


def test_the_promises_of_the_server_chosen_last_wait_for_no_other(sign_in: SignIn) -> None:
    page = sign_in("tamarack-contact")
    page.goto("/cases/new/")
    first, last = [one.get_attribute("value") or "" for one in page.locator("[name=server] option").all()[1:3]]
    page.route(re.compile(rf"/cases/new/\?server={first}\b"), lambda route: None)  # its answer never comes
    with page.expect_request(re.compile(rf"\?server={first}\b")):
        page.locator("[name=server]").select_option(first)
    chosen(page, last)
