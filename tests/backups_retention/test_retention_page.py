"""The pages about how long copies are kept, as people read them."""

from datetime import datetime

from django.db import connection
from django.test.utils import CaptureQueriesContext

from backups.actions.expiring import Gone, copies_gone
from backups.actions.holding import hold_place
from backups.models import Hold, Run
from hostops.alerts.models import Alert
from hostops.policies.models import PolicyVersion
from tests.backups_retention.scene import DAY, copy, daily, nightly, schedule
from tests.house import House
from tests.tickets_pages.conftest import Browser

PAGE = "/backups/retention/"


def shown(browser: Browser, who: object, address: str = PAGE) -> str:
    answer = browser(who).get(address)  # type: ignore[arg-type]
    assert answer.status_code == 200
    page = " ".join(answer.content.decode().split())
    assert "style=" not in page
    return page


def test_staff_are_asked_whose_copies_first(house: House, browser: Browser) -> None:
    page = shown(browser, house.planner)
    assert "Choose an account, or name a server." in page
    assert '<option value="harbor">Harbor</option>' in page


def test_a_customer_sees_its_own_tiers_as_promised(
    house: House, iptor: PolicyVersion, itpdx: PolicyVersion, browser: Browser, tuesday: datetime
) -> None:
    copy(daily(house, iptor), tuesday - DAY)
    nightly(house, itpdx)
    page = shown(browser, house.stranger, f"{PAGE}?account=harbor")
    assert "Daily incremental backup" in page
    assert 'name="keep-daily" value="7 days"' in page
    assert "Nightly" not in page
    assert "With these values nothing would be otherwise" not in page  # nothing was asked


def test_other_values_say_what_would_go_and_what_would_be_there(
    house: House, iptor: PolicyVersion, browser: Browser, tuesday: datetime
) -> None:
    of = daily(house, iptor)
    runs = {age: copy(of, tuesday - age * DAY, bytes=1_000_000) for age in (1, 6, 8, 9)}
    copies_gone(actor=house.engineer, gone=[Gone(runs[9].pk)])
    longer = shown(browser, house.planner, f"{PAGE}?account=nordic&keep-daily=14+days")
    assert "+ 1 kept longer" in longer
    assert "+ 1 gone by now, would be there" in longer
    assert "1.9 MB more" in longer.replace("\xa0", " ")
    assert f'<a href="/backups/copies/{runs[8].pk}/">' in longer
    shorter = shown(browser, house.planner, f"{PAGE}?server=erp1&keep-daily=P5D")
    assert "− 1 might go sooner" in shorter
    assert "Might go, and are kept now: 1" in shorter
    same = shown(browser, house.planner, f"{PAGE}?server=erp1&keep-daily=1+week")
    assert "With these values nothing would be otherwise today." in same


def test_what_is_no_retention_is_told_at_its_field(
    house: House, iptor: PolicyVersion, browser: Browser, tuesday: datetime
) -> None:
    daily(house, iptor)
    for typed, said in (("7 hours", "Write how many days"), ("PT7H", "is not in days"), ("0", "no time at all")):
        page = shown(browser, house.stranger, f"{PAGE}?keep-daily={typed}")
        assert said in page
        assert 'aria-invalid="true"' in page


def test_a_value_that_cannot_be_read_leaves_the_others_as_asked(
    house: House, iptor: PolicyVersion, browser: Browser, tuesday: datetime
) -> None:
    copy(daily(house, iptor), tuesday - 8 * DAY)
    schedule(house.nordic_server, iptor, "snapshot")
    page = shown(browser, house.stranger, f"{PAGE}?keep-daily=14&keep-snapshot=7+hours")
    assert "+ 1 kept longer" in page
    assert "Write how many days" in page


def test_contracts_that_differ_are_left_as_they_are(
    house: House, iptor: PolicyVersion, browser: Browser, tuesday: datetime
) -> None:
    daily(house, iptor)
    house.nordic_server.pk = None
    house.nordic_server.hostname = "erp2"
    house.nordic_server.save()
    schedule(house.nordic_server, iptor, "daily", retention="P10D")
    page = shown(browser, house.stranger)
    assert ">10 days, 7 days<" in page or ">7 days, 10 days<" in page
    assert 'name="keep-daily" value=""' in page


def test_what_may_go_is_listed_with_what_builds_on_it(
    house: House, iptor: PolicyVersion, browser: Browser, tuesday: datetime
) -> None:
    of = daily(house, iptor)
    over = copy(of, tuesday - 8 * DAY, external_id="full")
    copy(of, tuesday - 2 * DAY, external_id="next", needs=["full"])
    page = shown(browser, house.engineer, "/backups/expirable/")
    assert f"/backups/copies/{over.pk}/" in page
    assert "1 kept copy builds on it" in page
    assert "Nordic" in page
    assert "full" not in shown(browser, house.contact, "/backups/expirable/")
    file = b"".join(browser(house.stranger).get("/backups/expirable/expirable.csv")).decode()
    assert f"{over.pk},erp1,nordic,daily,full,,,2026-03-02T17:00:00Z,2026-03-09T17:00:00Z" in file


def test_a_copy_is_held_and_released_on_its_page(
    house: House, iptor: PolicyVersion, browser: Browser, tuesday: datetime
) -> None:
    run = copy(daily(house, iptor), tuesday - 8 * DAY)
    address = f"/backups/copies/{run.pk}/"
    page = shown(browser, house.engineer, address)
    assert "7 days from the end of its run, by the calendar of Europe/Stockholm" in page
    assert "/policies/iptor/" in page
    staff = browser(house.engineer)
    form = staff.post(f"{address}hold/", {"kind": "legal", "reason": ""})
    assert "Write something here" in form.content.decode()
    assert staff.post(f"{address}hold/", {"kind": "legal", "reason": "A court asks."}).status_code == 302
    hold = Hold.objects.get()
    page = shown(browser, house.stranger, address)
    assert "A hold keeps it, whatever its retention says: A court asks." in page
    assert "Release the hold" not in page  # theirs to read
    assert "A court asks." in shown(browser, house.stranger, "/backups/holds/")
    assert "A court asks." not in shown(browser, house.contact, "/backups/holds/")
    assert staff.post(f"/backups/holds/{hold.pk}/release/", {"reason": "Over."}).status_code == 302
    assert "A court asks." not in shown(browser, house.engineer, "/backups/holds/?over=no")


def test_that_a_copy_is_gone_is_told_by_hand_and_one_too_early_is_warned_of(
    house: House, iptor: PolicyVersion, browser: Browser, tuesday: datetime
) -> None:
    run = copy(daily(house, iptor), tuesday - 2 * DAY)
    address = f"/backups/copies/{run.pk}/"
    contact = browser(house.stranger)
    assert "that it went sooner is an alert" in contact.get(f"{address}gone/").content.decode()
    late = contact.post(f"{address}gone/", {"deleted_at": "2026-03-11T09:00"})
    assert "This is still to come." in late.content.decode()
    assert contact.post(f"{address}gone/", {"deleted_at": ""}).status_code == 302
    assert Run.objects.get().deleted_at == tuesday
    assert Alert.objects.count() == 1
    page = shown(browser, house.engineer, address)
    assert "before its time." in page
    assert "It was removed" not in page


def test_foreign_copies_are_not_there(house: House, iptor: PolicyVersion, browser: Browser, tuesday: datetime) -> None:
    run = copy(daily(house, iptor), tuesday - 2 * DAY)
    hold = hold_place(actor=house.engineer, run=run, kind="hand", reason="An audit.")
    for address in ("", "hold/", "gone/"):
        assert browser(house.contact).get(f"/backups/copies/{run.pk}/{address}").status_code == 404
    assert browser(house.contact).get(f"/backups/holds/{hold.pk}/release/").status_code == 404
    assert browser(house.stranger).get(f"/backups/copies/{run.pk}/hold/").status_code == 403


def test_the_lists_cost_the_same_however_long_they_are(
    house: House, iptor: PolicyVersion, browser: Browser, tuesday: datetime
) -> None:
    """Session, person, menu's bell, rows; the accounts to filter by; of what may go, what builds on it."""
    of, client = daily(house, iptor), browser(house.engineer)
    counts: dict[str, list[int]] = {"/backups/expirable/": [], "/backups/holds/": [], f"{PAGE}?server=erp1": []}
    for number in range(2):
        copy(of, tuesday - (8 + number) * DAY, external_id=f"n{number}")
        held = copy(of, tuesday - number * DAY)
        hold_place(actor=house.engineer, run=held, kind="hand", reason="An audit.")
        for address, found in counts.items():
            client.get(address)
            with CaptureQueriesContext(connection) as done:
                client.get(address)
            found.append(len(done))
    assert counts == {"/backups/expirable/": [6, 6], "/backups/holds/": [5, 5], f"{PAGE}?server=erp1": [7, 7]}
