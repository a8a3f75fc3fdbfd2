"""`/security/` as both sides use it."""

from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from maintenance.security.models import Block, CustomCode, Labour, PenetrationTest, SecurityResponse, Shutdown
from tests.house import House
from tests.security.scene import acted, announced, blocked, code, opened, shut, worked
from tests.tickets_pages.conftest import Browser

pytestmark = pytest.mark.django_db
TYPED = {"kind": "finding", "title": "Open port", "risk": "Anybody may read.", "scope": "some"}


def page(client: Any, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, (url, answer.status_code)
    text: str = answer.content.decode()
    return text


def csv(client: Any, url: str) -> str:
    return b"".join(client.get(url).streaming_content).decode()


def test_an_engineer_opens_acts_tells_and_closes(house: House, browser: Browser, tuesday: datetime) -> None:
    engineer = browser(house.engineer)
    assert "/security/new/" in page(engineer, "/security/")
    assert "a zero-day exploit" in page(engineer, "/security/new/")
    engineer.post("/security/new/", {**TYPED, "servers": "web1"})
    response = SecurityResponse.objects.get()
    url = f"/security/{response.number}/"
    assert "Action came first" in page(engineer, url)
    assert "zero-day" in page(engineer, f"{url}act/")
    engineer.post(f"{url}act/", {"acted_reason": "zero_day", "action": "Closed.", "version": "1"})
    assert "owed its notice" in page(engineer, url)
    assert "Why?" in page(engineer, url)
    assert "Anybody may read." in page(engineer, f"{url}notify/")
    engineer.post(f"{url}notify/", {"words": "It is closed.", "effect": ""})
    engineer.post(f"{url}tell/", {"account": "harbor", "how": "By telephone"})
    assert response.notices.get().words == "It is closed."
    assert response.affected.get().told_how == "By telephone"
    engineer.post(f"{url}widen/", {"scope": "some", "servers": "erp1"})
    assert response.affected.count() == 2


def test_what_a_form_lacks_is_told_at_its_field(house: House, browser: Browser, tuesday: datetime) -> None:
    engineer = browser(house.engineer)
    assert "Name a location" in engineer.post("/security/new/", TYPED).content.decode()
    refused = engineer.post("/security/new/", {**TYPED, "servers": "web1", "advisory": "CVE-1"}).content.decode()
    assert "No such advisory was read." in refused
    assert not SecurityResponse.objects.exists()


def test_code_is_registered_corrected_and_billed(house: House, browser: Browser, tuesday: datetime) -> None:
    engineer = browser(house.engineer)
    typed = {"account": "harbor", "name": "Booking", "maintained": "on", "server": "web1", "site": "book.example"}
    engineer.post("/security/code/new/", typed)
    made = CustomCode.objects.get()
    own = f"/security/code/{made.pk}/"
    assert "corrected by us" in page(engineer, own)
    engineer.post(f"{own}change/", {**typed, "note": "Since May.", "reason": "Asked."})
    assert "Since May." in page(engineer, own)
    engineer.post(f"{own}response/", {"kind": "finding", "title": "Form", "risk": "It lets anybody in."})
    response = SecurityResponse.objects.get()
    url = f"/security/{response.number}/"
    assert "Record labour" in page(engineer, url)
    engineer.post(f"{url}labour/", {"worked_at": "2026-03-10T09:00", "time": "50", "description": "Mended."})
    line = Labour.objects.get()
    assert "95.00 USD" in page(engineer, "/security/labour/?month=2026-03")
    assert "95.00" in csv(engineer, "/security/labour/labour.csv")
    engineer.post(f"/security/labour/{line.pk}/withdraw/", {"reason": "Twice."})
    assert "Mended." not in page(engineer, "/security/labour/")
    assert "Withdrawn" in page(engineer, "/security/labour/?lines=withdrawn")


def test_fees_are_the_holders_to_see(house: House, browser: Browser, tuesday: datetime) -> None:
    line = worked(house, opened(house, code=code(house)))
    for reader, sees in ((house.holder, True), (house.contact, False), (house.viewer, False)):
        client = browser(reader)
        for url in ("/security/labour/", f"/security/{line.response.number}/"):
            text = page(client, url)
            assert "Mended the form." in text
            assert ("95.00" in text) == sees, (reader, url)
        assert ("95.00" in csv(client, "/security/labour/labour.csv")) == sees


def test_a_site_is_shut_down_and_the_answer_lifts_it(house: House, browser: Browser, tuesday: datetime) -> None:
    engineer, contact = browser(house.engineer), browser(house.contact)
    response = opened(house, code=code(house, maintained=False))
    engineer.post(f"/security/{response.number}/shut-down/", {"reason": "It lets anybody in."})
    shutdown = Shutdown.objects.get()
    url = f"/security/shutdowns/{shutdown.pk}/"
    assert "your answer is what lifts it" in page(contact, url)
    assert shutdown.number in page(contact, "/security/shutdowns/?state=shut")
    assert "is shut down" in page(contact, f"/security/{response.number}/")
    contact.post(f"{url}answer/", {"answer": "The form is gone."})
    assert "serving again" in page(contact, url)
    assert contact.post(f"{url}lift/", {"reason": "x"}).status_code == 403


def test_a_test_is_announced_blocked_and_withdrawn(house: House, browser: Browser, tuesday: datetime) -> None:
    contact, engineer = browser(house.contact), browser(house.engineer)
    typed = {"tester": "Red Team", "starts_at": "2026-03-11T09:00", "ends_at": "2026-03-12T09:00"}
    assert "Range 1" in contact.post("/security/tests/new/", {**typed, "ranges": "home"}).content.decode()
    contact.post("/security/tests/new/", {**typed, "ranges": "203.0.113.0/24, 2001:db8::/32", "servers": "web1"})
    test = PenetrationTest.objects.get()
    url = f"/security/tests/{test.pk}/"
    assert "2001:db8::/32" in page(contact, url)
    assert "block it" in page(engineer, url)
    form = page(engineer, f"/security/blocks/new/?test={test.number}&account=harbor&range=203.0.113.0/24")
    assert "203.0.113.0/24" in form
    engineer.post("/security/blocks/new/", {"test": test.number, "range": "203.0.113.9", "reason": "Too loud."})
    block = Block.objects.get()
    assert "Too loud." in page(contact, f"/security/blocks/{block.pk}/")
    assert "203.0.113.9" in page(contact, "/security/blocks/?address=203.0.113.9")
    assert "Nothing matches" in page(contact, "/security/blocks/?address=203.0.113.10")
    engineer.post(f"/security/blocks/{block.pk}/lift/", {"reason": "Calmer."})
    contact.post(f"{url}withdraw/", {"reason": "Off."})
    assert "Withdrawn" in page(contact, url)


def test_customers_see_what_is_theirs_and_no_others_names(house: House, browser: Browser, tuesday: datetime) -> None:
    both = acted(house, servers=[house.server, house.nordic_server])
    theirs = opened(house, title="Elsewhere", servers=[house.nordic_server])
    contact = browser(house.contact)
    listed, shown = page(contact, "/security/"), page(contact, f"/security/{both.number}/")
    assert both.number in listed
    assert theirs.number not in listed
    for text in (listed, shown):
        assert house.nordic.name not in text
        assert house.nordic_server.hostname not in text
    assert "/clocks/" not in shown  # the clock is the provider's own
    assert contact.get(f"/security/{theirs.number}/").status_code == 404
    assert contact.get("/security/new/").status_code == 403
    assert contact.post(f"/security/{both.number}/close/", {"outcome": "x"}).status_code == 403


def test_the_lists_cost_the_same_for_many(house: House, browser: Browser, tuesday: datetime) -> None:
    def scene() -> None:
        opened(house, servers=[house.server, house.nordic_server])
        worked(house, opened(house, code=code(house, name=f"Code {CustomCode.objects.count()}")))
        announced(house, servers=[house.server])
        blocked(house, servers=[house.server])

    engineer = browser(house.engineer)
    shut(house)
    scene()
    lists = ("", "code/", "labour/", "shutdowns/", "tests/", "blocks/")
    counted = [_counted(engineer, f"/security/{name}") for name in lists]
    for _ in range(4):
        scene()
    assert [_counted(engineer, f"/security/{name}") for name in lists] == counted
    assert max(counted) <= 9, counted


def _counted(client: Any, url: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        page(client, url)
    return len(asked)


def test_a_pages_cost_does_not_follow_its_accounts(house: House, browser: Browser, tuesday: datetime) -> None:
    engineer = browser(house.engineer)
    one, two = acted(house), acted(house, servers=[house.server, house.nordic_server])
    assert _counted(engineer, f"/security/{one.number}/") == _counted(engineer, f"/security/{two.number}/")


def test_the_palette_finds_them(house: House, browser: Browser, tuesday: datetime) -> None:
    response = opened(house)
    engineer = browser(house.engineer)
    assert response.title in page(engineer, "/security/find/?q=port")
    assert response.title in page(engineer, f"/security/find/?q={response.number.lower()}")


def test_what_was_done_first_goes_with_why(house: House, browser: Browser, tuesday: datetime) -> None:
    engineer = browser(house.engineer)
    typed = {**TYPED, "servers": "web1", "action": "It is closed."}
    refused = engineer.post("/security/new/", typed).content.decode()
    assert "Choose why action came first" in refused
    assert "zero_day." not in refused
    engineer.post("/security/new/", typed | {"acted_reason": "zero_day"})
    response = SecurityResponse.objects.get()
    assert "before notice for a zero-day exploit" in page(engineer, f"/security/{response.number}/")


def test_no_account_is_taken_for_granted(house: House, browser: Browser, tuesday: datetime) -> None:
    engineer = browser(house.engineer)
    for url in ("/security/code/new/", "/security/tests/new/"):
        assert "Choose an account" in page(engineer, url)
    engineer.post("/security/code/new/", {"name": "Booking"})
    assert not CustomCode.objects.exists()


def test_nobody_confirms_blindly(house: House, browser: Browser, tuesday: datetime) -> None:
    engineer, line = browser(house.engineer), worked(house, opened(house, code=code(house)))
    for url, said in (
        (f"/security/labour/{line.pk}/withdraw/", "Mended the form. (95.00 USD)"),
        (f"/security/shutdowns/{shut(house, name='Old shop').pk}/lift/", "Old shop"),
        (f"/security/tests/{announced(house).pk}/withdraw/", "Red Team"),
        (f"/security/blocks/{blocked(house).pk}/lift/", "198.51.100.7"),
    ):
        assert said in page(engineer, url)
