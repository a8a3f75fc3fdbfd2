"""A restore is asked for: a case that names the copy and what it builds on, linked with its schedule."""

from datetime import datetime, timedelta

import pytest

from backups.actions.asking import RESTORES, restore_ask
from hostops.journal.models import Entry
from hostops.lib.errors import BadField, NotAllowed, NotPossible
from hostops.subjects.models import SubjectLink
from tests.api.conftest import Signed
from tests.backups.house import ran
from tests.backups_restorable.scene import DAY, SUNDAY, Weeks
from tests.browsing import HTMX, browser_of, text_of
from tests.house import House
from tickets.models import Case

pytestmark = pytest.mark.usefixtures("tuesday")
URL = "/api/v1/backups/restores/"


@pytest.fixture
def weeks(house: House) -> Weeks:
    house.stranger.timezone = "Europe/Stockholm"
    house.stranger.save()
    made = Weeks(house)
    made.as_promised()
    return made


def test_from_a_copy(house: House, weeks: Weeks) -> None:
    run = weeks.schedules["daily"].runs.get(finished_at=SUNDAY + DAY + timedelta(minutes=20))
    case = restore_ask(actor=house.stranger, server=house.nordic_server, run=run.pk, what="The folder /srv/erp.")
    assert case.title == "Restore erp1 to 9 Mar 2026, 01:20 CET"
    assert case.server == house.nordic_server
    said = case.description
    assert said.startswith("The folder /srv/erp.\n\n")
    assert f"Daily incremental backup (iptor:2a), {weeks.schedules['daily'].number}, run {run.pk}." in said
    assert "It builds on Weekly full backup of 8 Mar 2026, 02:40 CET" in said
    assert "It can be restored until 15 Mar 2026, 02:40 CET" in said
    link = SubjectLink.objects.get(source=case.subject, relation=RESTORES)
    assert link.target == weeks.schedules["daily"].subject
    entry = Entry.objects.get(verb="backups.restore.asked")
    assert (entry.reference, entry.after["case"]) == (weeks.schedules["daily"].number, case.number)


def test_to_an_instant_takes_the_last_copy_before_it(house: House, weeks: Weeks) -> None:
    case = restore_ask(actor=house.stranger, server=house.nordic_server, to=SUNDAY + DAY, what="All.")
    assert case.title == "Restore erp1 to 8 Mar 2026, 05:05 CET"
    assert "As it was at 9 Mar 2026, 01:00 CET." in case.description
    assert "Daily snapshot (iptor:2e)" in case.description


def test_before_the_first_copy_a_case_is_opened_all_the_same(house: House, weeks: Weeks) -> None:
    case = restore_ask(actor=house.stranger, server=house.nordic_server, to=SUNDAY - 90 * DAY, what="All.")
    assert "No copy that is known goes back so far." in case.description
    assert "The earliest that can be restored is of 1 Mar 2026, 03:40 CET." in case.description


def test_a_copy_of_no_use_is_refused_with_the_nearest(house: House, weeks: Weeks, tuesday: datetime) -> None:
    full = weeks.schedules["weekly"].runs.latest("finished_at")
    full.deleted_at = tuesday
    full.save()
    run = weeks.schedules["daily"].runs.latest("finished_at")
    with pytest.raises(NotPossible, match="was removed before its time") as refusal:
        restore_ask(actor=house.stranger, server=house.nordic_server, run=run.pk, what="All.")
    assert "The latest that can be restored is of 10 Mar 2026, 05:05 CET." in refusal.value.detail


def test_a_copy_that_may_be_gone_is_asked_for_with_the_doubt_in_words(house: House, weeks: Weeks) -> None:
    run = weeks.schedules["daily"].runs.get(finished_at=SUNDAY - 3 * DAY + timedelta(minutes=20))
    case = restore_ask(actor=house.stranger, server=house.nordic_server, run=run.pk, what="All.")
    assert "Kept, but what it needs may be gone" in case.description


def test_a_copy_of_another_server_is_none(house: House, weeks: Weeks, tuesday: datetime) -> None:
    foreign = ran(weeks.every["web1", "nightly_code"], tuesday - DAY)
    with pytest.raises(NotPossible, match="no such copy"):
        restore_ask(actor=house.stranger, server=house.nordic_server, run=foreign.pk, what="All.")


def test_one_of_both_and_what_for(house: House, weeks: Weeks, tuesday: datetime) -> None:
    for given in ({}, {"run": 1, "to": tuesday}):
        with pytest.raises(BadField, match="to: Choose one of the copies"):
            restore_ask(actor=house.stranger, server=house.nordic_server, what="All.", **given)  # type: ignore[arg-type]
    with pytest.raises(BadField, match="still ahead"):
        restore_ask(actor=house.stranger, server=house.nordic_server, what="All.", to=tuesday + DAY)
    with pytest.raises(BadField, match="what: Say what"):
        restore_ask(actor=house.stranger, server=house.nordic_server, what=" \0 ", to=tuesday)
    with pytest.raises(BadField, match="what: Keep it under"):
        restore_ask(actor=house.stranger, server=house.nordic_server, what="x" * 200_000, to=tuesday)
    assert not Case.objects.exists()


def test_who_may(house: House, weeks: Weeks, tuesday: datetime) -> None:
    for who in (house.viewer, house.planner, house.contact):
        with pytest.raises(NotAllowed):
            restore_ask(actor=who, server=house.nordic_server, to=tuesday, what="All.")


def test_a_policy_with_levels_asks_for_one(house: House, tuesday: datetime) -> None:
    weeks = Weeks(house)
    ran(weeks.every["web1", "nightly_code"], tuesday - DAY)
    with pytest.raises(BadField, match="requested_severity"):
        restore_ask(actor=house.contact, server=house.server, to=tuesday, what="All.")
    case = restore_ask(actor=house.contact, server=house.server, to=tuesday, what="All.", requested_severity=3)
    assert case.severity == 3


def test_by_rest(house: House, weeks: Weeks, signed: Signed) -> None:
    run = weeks.schedules["daily"].runs.latest("finished_at")
    answer = signed(house.stranger).post(URL, {"server": "erp1", "run": run.pk, "what": "All."}, format="json")
    assert answer.status_code == 201
    assert answer.json()["title"] == "Restore erp1 to 10 Mar 2026, 01:20 CET"
    case = Case.objects.get()
    assert (case.number, case.channel) == (answer.json()["case"], "api")


def test_by_rest_what_is_wrong(house: House, weeks: Weeks, signed: Signed) -> None:
    ask = signed(house.stranger).post
    for body in ({}, {"server": "web1", "what": "x", "run": 1}, {"server": "erp1", "what": "x"}, {"servr": "erp1"}):
        assert ask(URL, body, format="json").status_code == 400
    assert ask(URL, {"server": "erp1", "what": "x", "run": 10**17}, format="json").status_code == 409
    assert signed(house.viewer).post(URL, {"server": "web1"}, format="json").status_code == 403


def test_in_the_browser(house: House, weeks: Weeks) -> None:
    browser, address = browser_of(house.stranger), f"/backups/servers/{house.nordic_server.pk}/restore/"
    page = browser.get(address)
    assert "10 Mar 2026, 05:05 CET, Daily snapshot" in text_of(page)
    assert "How urgent" not in text_of(page)
    wrong = browser.post(address, {"copy": "", "to": "", "what": ""}, headers=HTMX)
    assert wrong.status_code in (200, 422)
    assert "Choose one of the copies, or give an instant." in text_of(wrong)
    run = weeks.schedules["daily"].runs.latest("finished_at")
    done = browser.post(address, {"copy": run.pk, "to": "", "what": "All."})
    assert done["Location"] == f"/cases/{Case.objects.get().number}/"
    assert Case.objects.get().number in text_of(browser.get(f"/backups/servers/{house.nordic_server.pk}/"))
    assert "Restores BK-" in " ".join(text_of(browser_of(house.engineer).get(done["Location"])).split())


def test_an_instant_that_is_typed_counts_instead_of_the_copy_that_is_chosen(house: House, weeks: Weeks) -> None:
    run = weeks.schedules["snapshot"].runs.latest("finished_at")
    typed = {"copy": run.pk, "to": "2026-03-09T12:00", "what": "All."}
    browser_of(house.stranger).post(f"/backups/servers/{house.nordic_server.pk}/restore/", typed)
    assert Case.objects.get().title == "Restore erp1 to 9 Mar 2026, 05:05 CET"


def test_the_copy_of_the_address_is_chosen(house: House, weeks: Weeks) -> None:
    run = weeks.schedules["weekly"].runs.latest("finished_at")
    address = f"/backups/servers/{house.nordic_server.pk}/restore/"
    chosen = browser_of(house.stranger).get(address, {"copy": run.pk}).content.decode()
    assert f'<option value="{run.pk}" selected>' in chosen
    assert browser_of(house.stranger).get(address, {"copy": "9" * 30}).status_code == 200
    assert browser_of(house.viewer).get(address).status_code == 404
    assert browser_of(house.engineer).get(address).status_code == 403
