"""One window of each kind, taken through its life as its people do it, with and without scripts."""

import re
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import psycopg2
import pytest
from playwright.sync_api import Page, expect

from hostops.embedded.environment import running
from hostops.embedded.places import Places
from tests.browser.axe import found
from tests.browser.conftest import Picture, SignIn

STOCKHOLM = ZoneInfo("Europe/Stockholm")
# Time passes for one window: all of its instants move back by so many seconds, its promise with them.
_PASSES = {
    "maintenance_window": ("id = %(window)s", ("starts_at", "ends_at", "planned_at", "announced_at")),
    "maintenance_notice": ("window_id = %(window)s", ("starts_at", "ends_at", "given_at", "due_at", "sent_at")),
    "maintenance_affected": ("window_id = %(window)s", ("notice_due_at",)),
    "clocks_clock": (
        "subject_id = (SELECT subject_id FROM maintenance_window WHERE id = %(window)s)",
        ("opened_at", "started_at", "due_at", "stopped_at"),
    ),
}


def passes(data: str, page: Page, days: float) -> None:
    """So many days go by for the window that is open; its clock asks for nothing more."""
    number = re.search(r"SW-(\d+)", page.url)
    servers = running(Places(Path(data)))
    assert number
    assert servers
    with closing(psycopg2.connect(servers["DATABASE_URL"])) as connection, connection, connection.cursor() as cursor:
        for table, (which, names) in _PASSES.items():
            back = [f"{name} = {name} - %(time)s" for name in names] + ["next_at = NULL"] * (table == "clocks_clock")
            given = {"window": int(number[1]), "time": timedelta(seconds=int(days * 86400))}
            cursor.execute(f"UPDATE {table} SET {', '.join(back)} WHERE {which}", given)
    page.reload()


def comes(data: str, page: Page) -> None:
    """The time of the window has come: it was to start a few minutes ago."""
    starts = datetime.fromisoformat(page.locator(".when-main time").get_attribute("datetime") or "")
    passes(data, page, (starts - datetime.now(UTC)).total_seconds() / 86400 + 0.005)


def written(page: Page, kind: str, title: str, starts: datetime, hours: int, **more: str) -> None:
    """Write a window over one of nordic's servers down, and be on its page."""
    page.goto("/windows/new/")
    page.locator(f"[name=kind][value={kind}]").check()
    ends = starts + timedelta(hours=hours)
    given = {
        "title": title,
        "starts": f"{starts:%Y-%m-%dT%H:%M}",
        "ends": f"{ends:%Y-%m-%dT%H:%M}",
        "timezone": "Europe/Stockholm",
        "servers": "erp1.nordic.example",
        "effect": "The ERP cannot be reached.",
        "expected_downtime": "30",
        "steps": "Drain\nFlash",
        **more,
    }
    for name, value in given.items():
        page.fill(f"main [name={name}]", value)
    page.select_option("[name=decision]", "used")
    page.get_by_role("button", name="Keep as a draft").click()
    page.wait_for_url(re.compile(r"/windows/SW-\d+/$"))


def does(page: Page, act: str, **given: str) -> None:
    """Open the form of the verb in the page, fill it in, send it, and be back."""
    here = page.url.partition("#")[0]
    if page.locator(f'[hx-get$="/{act}/"]:visible').count() == 0:
        page.locator("details.more summary").click()
    page.locator(f'[hx-get$="/{act}/"]:visible').first.click()
    form = page.locator(f"#act-{act}")
    form.wait_for()
    for name, value in given.items():
        field = form.locator(f"[name={name}]")
        if field.count() > 1:
            form.locator(f"[name={name}][value={value}]").check()
        elif field.count():
            (field.select_option if field.evaluate("field => field.tagName") == "SELECT" else field.fill)(value)
    with page.expect_navigation():
        form.locator("[type=submit]").click()
    assert page.url.partition("#")[0] == here, form.inner_text()


def shows(page: Page, text: str, seconds: float = 60) -> None:
    """The page has the text, looked at again and again for at most so long: the outbox takes its seconds."""
    ends = time.monotonic() + seconds
    while text not in page.locator("main").inner_text():
        assert time.monotonic() < ends, f"{page.url} does not show {text}"
        page.reload()


def runs(page: Page, report: str = "") -> None:
    """From its start to what is told of it."""
    does(page, "start")
    expect(page.locator(".head-states")).to_contain_text("In progress")
    page.locator(".step-tick").first.click()
    expect(page.locator("#steps")).to_contain_text("1 of 2 done")
    expect(page.locator(".step-tick").first).to_be_focused()
    does(page, "finish", done="Flashed both.", was_down="no")
    expect(page.locator(".head-states")).to_contain_text("Completed")
    if report:
        does(page, "report", report=report)
        expect(page.locator(".head-states")).to_contain_text("Reported")


def ahead(days: int) -> datetime:
    return (datetime.now(STOCKHOLM) + timedelta(days=days)).replace(hour=1, minute=0)


@pytest.mark.parametrize(("kind", "days"), [("short", 20), ("long", 49)])
def test_one_of_the_plan(sign_in: SignIn, portal_data: str, picture: Picture, kind: str, days: int) -> None:
    page = sign_in("planner", viewport={"width": 1440, "height": 900})
    written(page, kind, f"Life of a {kind} one", ahead(days), 3)
    does(page, "plan", word="Both are short.")
    expect(page.locator(".last-moment")).to_contain_text(re.compile(r"Send it .* in 1\d d"))
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("#preview")).to_contain_text("This is the notice of a service window.")
    picture(page, f"window-{kind}-planned")
    does(page, "announce")
    shows(page, "Kept")
    passes(portal_data, page, days - 1)
    assert page.locator('[hx-get$="/start/"]').count() == 0
    comes(portal_data, page)
    runs(page, "All went well.")
    picture(page, f"window-{kind}-reported")


def test_a_long_one_that_missed_its_notice_becomes_proactive(sign_in: SignIn, portal_data: str) -> None:
    page = sign_in("planner")
    written(page, "long", "Life of a proactive one", ahead(40), 8)
    does(page, "plan", word="So be it.")
    passes(portal_data, page, 25)
    expect(page.locator("main")).to_contain_text("It cannot start as it is.")
    page.get_by_role("link", name="Make it proactive").click()
    expect(page.locator("#act-convert [name=kind]")).to_have_value("proactive")
    page.locator("#act-convert [name=justification]").fill("The array loses disks.")
    page.locator("#act-convert [type=submit]").click()
    expect(page.locator("main")).to_contain_text("It waits for a manager.")
    manager = sign_in("manager")
    manager.goto(page.url)
    manager.get_by_role("link", name="Look at it and approve").click()
    manager.locator("#act-convert [type=submit]").click()
    expect(manager.locator("main")).to_contain_text("approved by")
    page.reload()
    does(page, "announce")
    shows(page, "Kept")
    comes(portal_data, page)
    runs(page)


def test_an_emergency_by_keyboard_alone(sign_in: SignIn, picture: Picture) -> None:
    page = sign_in("planner")
    answers = {
        "advisory": "VMSA-2026-17",
        "answer_wider_effect": "Every tenant is open to it.",
        "answer_proportion": "An hour against a breach.",
    }
    written(page, "emergency", "Life of an emergency", datetime.now(STOCKHOLM), 2, **answers)
    keys = page.keyboard
    here = page.url

    def opened(key: str, act: str) -> None:
        keys.press(key)
        expect(page.locator(f"#act-{act} :focus")).to_have_count(1)

    def confirmed() -> None:
        while page.evaluate("document.activeElement.type") != "submit":
            keys.press("Tab")
        with page.expect_navigation():
            keys.press("Enter")
        assert page.url == here

    opened("p", "plan")
    if page.evaluate("document.activeElement.name") == "word":
        keys.type("It cannot wait.")
    confirmed()
    opened("a", "announce")
    confirmed()
    expect(page.locator("main")).to_contain_text("needs a consultation with nordic (iptor:5h)")
    opened("l", "consult")
    keys.press("Tab")
    keys.type("Nils")
    keys.press("Tab")
    keys.type("Do it now.")
    confirmed()
    opened("s", "start")
    confirmed()
    picture(page, "window-emergency-running")
    opened("f", "finish")
    keys.type("Patched.")
    keys.press("Tab")
    keys.press("Space")  # no, nothing was down
    confirmed()
    expect(page.locator("main")).to_contain_text("A report is owed by")
    opened("r", "report")
    keys.type("Nothing was lost.")
    confirmed()
    expect(page.locator(".head-states")).to_contain_text("Reported")


def test_an_agreed_one_is_worked_out_together(sign_in: SignIn, picture: Picture) -> None:
    page = sign_in("planner")
    starts = datetime.now(STOCKHOLM) + timedelta(days=2)
    written(page, "agreed", "Life of an agreed one", starts, 2, servers="web1.harbor.example")
    does(page, "propose", note="Does it suit?")
    customer = sign_in("harbor-contact", viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    customer.goto(page.url)
    expect(customer.locator("main")).to_contain_text("We ask whether these times suit you.")
    picture(customer, "window-agreed-asked-on-a-phone")
    present = datetime.now(STOCKHOLM)
    does(
        customer, "counter", starts=f"{present:%Y-%m-%dT%H:%M}", ends=f"{present + timedelta(hours=1):%Y-%m-%dT%H:%M}",
        timezone="Europe/Stockholm", note="At once, please.",
    )  # fmt: skip
    page.reload()
    does(page, "accept")
    expect(page.locator(".head-states")).to_contain_text("Accepted")
    does(page, "announce")
    customer.reload()
    expect(customer.locator("main")).to_contain_text("Accept, decline or ask")
    runs(page)


def test_written_and_checked_without_scripts(sign_in: SignIn) -> None:
    page = sign_in("planner", java_script_enabled=False)
    page.goto("/windows/new/")
    page.locator("[name=kind][value=long]").check()
    starts = ahead(10)
    page.fill("[name=starts]", f"{starts:%Y-%m-%dT%H:%M}")
    page.fill("[name=ends]", f"{starts + timedelta(hours=8):%Y-%m-%dT%H:%M}")
    page.fill("main [name=timezone]", "Europe/Stockholm")
    page.fill("main [name=servers]", "erp1.nordic.example")
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator("#checked")).to_contain_text("Not lawful as it stands")
    page.get_by_role("button", name="Start then").click()
    expect(page.locator("#checked")).to_contain_text("Lawful if its notice is sent in time")


def test_the_check_follows_what_is_typed(sign_in: SignIn, picture: Picture) -> None:
    page = sign_in("planner", viewport={"width": 1440, "height": 900})
    page.goto("/windows/new/")
    page.locator("[name=kind][value=short]").check()
    expect(page.locator("#checked")).to_contain_text("To be checked it lacks: starts, ends")
    starts = ahead(20)
    page.fill("[name=starts]", f"{starts:%Y-%m-%dT%H:%M}")
    page.fill("[name=ends]", f"{starts + timedelta(hours=8):%Y-%m-%dT%H:%M}")
    page.fill("main [name=timezone]", "Europe/Stockholm")
    page.locator("main [name=servers]").fill("erp1.nordic.example")
    expect(page.locator("#checked")).to_contain_text("a short window lasts up to 6 hours", ignore_case=True)
    expect(page.locator("main [name=servers]")).to_be_focused()
    expect(page.locator(".for-emergency").first).to_be_hidden()
    picture(page, "window-checked")


def test_axe_finds_nothing_on_windows_and_their_forms(sign_in: SignIn) -> None:
    page = sign_in("planner", reduced_motion="reduce")
    objections = []
    for state in ("planned", "announced", "in_progress", "reported", "cancelled"):
        page.goto(f"/windows/?state={state}&when=all")
        first = page.locator("#results .window-link").first
        if first.count():
            first.click()
            page.wait_for_url(re.compile(r"/windows/SW-\d+/$"))
            objections += [f"{state} {one}" for one in found(page)]
    page.goto("/windows/?state=planned&when=all")
    page.locator("#results .window-link").first.click()
    page.wait_for_url(re.compile(r"/windows/SW-\d+/$"))
    window = page.url
    for act in ("decide", "announce", "convert", "cancel", "change", "preview"):
        page.goto(f"{window}{act}/")
        objections += [f"{act} {one}" for one in found(page)]
    assert objections == []
