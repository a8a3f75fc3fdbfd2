"""The pages of the desk's books as people use them."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.http import urlencode

from backups.daily import checks_open
from backups.models import DayCheck, Remark, Trial
from backups.trials import trials_follow
from hostops.accounts.models import Server
from hostops.lib.now import moved_to
from hostops.policies.models import PolicyVersion
from tests.backups_book.scene import DAY, HOUR, SLOT, kept, ran, scheduled
from tests.house import House
from tests.tickets_pages.conftest import Browser

EXCEPTIONS, CHECKS, TESTS = "/backups/exceptions/", "/backups/checks/", "/backups/restore-tests/"
MORNING = datetime(2026, 3, 11, 7, tzinfo=UTC)


def test_the_exceptions_stand_with_what_happened(
    house: House, iptor: PolicyVersion, browser: Browser, tuesday: datetime
) -> None:
    schedule = scheduled(house.nordic_server, iptor)
    client = browser(house.engineer)
    assert "has not come" in client.get(EXCEPTIONS).content.decode()
    run = ran(schedule, SLOT + HOUR, "failed", message="<b>disk full</b>")
    page = client.get(EXCEPTIONS).content.decode()
    assert "&lt;b&gt;disk full" in page
    assert f'value="{schedule.number}@{SLOT.isoformat()}"' in page
    kept(schedule, SLOT + 6 * HOUR, suspicious=[{"what": "size", "percent": 3, "runs": 9, "bound": 50}])
    page = client.get(EXCEPTIONS).content.decode()
    assert "its size is 3 % of the median of the last 9 good runs; below 50 % is suspicious" in page
    lines = client.get(f"{EXCEPTIONS}exceptions.csv").getvalue().decode().splitlines()
    assert lines[1].startswith(f"{schedule.number},nordic,erp1,daily,2026-03-10T00:00:00Z,2026-03-10T04:00:00Z,")
    assert run.pk


def test_nothing_is_wrong(house: House, browser: Browser, tuesday: datetime) -> None:
    assert "Everything is as promised." in browser(house.engineer).get(EXCEPTIONS).content.decode()
    assert "Nothing matches these filters." in browser(house.engineer).get(f"{EXCEPTIONS}?state=late").content.decode()
    assert browser(house.engineer).get(f"{EXCEPTIONS}?state=odd&day=x").status_code == 200
    assert browser(house.engineer).get(f"{EXCEPTIONS}?after=guessed").status_code == 400


def test_said_about_the_chosen_and_about_all(
    house: House, itpdx: PolicyVersion, browser: Browser, tuesday: datetime
) -> None:
    code, database = (scheduled(house.server, itpdx, tier) for tier in ("nightly_code", "nightly_database"))
    client = browser(house.engineer)
    chosen = urlencode({"slot": f"{code.number}@{SLOT.isoformat()}", "back": f"{EXCEPTIONS}?state=missed"})
    form = client.get(f"{EXCEPTIONS}remark/?{chosen}").content.decode()
    assert "Nightly backup of code of web1" in form
    assert "The resources available on the server" in form
    assert "Say what was done, in at most" in client.post(f"{EXCEPTIONS}remark/?{chosen}", {}).content.decode()
    done = client.post(f"{EXCEPTIONS}remark/?{chosen}", {"words": "Disk full.", "reason": "resources"})
    assert done["Location"] == f"{EXCEPTIONS}?state=missed"
    rest = urlencode({"all": datetime.now(UTC).isoformat(), "back": "//evil.example/"})
    done = client.post(f"{EXCEPTIONS}remark/?{rest}", {"words": "The same."})
    assert done["Location"] == EXCEPTIONS
    told = set(Remark.objects.values_list("schedule", "words", "reason"))
    assert told == {(code.pk, "Disk full.", "resources"), (database.pk, "The same.", "")}
    assert "closed: resources" in client.get(EXCEPTIONS).content.decode()
    for wrong in ("", "slot=BK-1", f"slot=BK-999999@{SLOT.isoformat()[:-6]}Z", "slot=x@y", "all=soon"):
        assert client.get(f"{EXCEPTIONS}remark/?{wrong}").status_code == 404, wrong


def test_customers_read_their_own_exceptions(
    house: House, itpdx: PolicyVersion, browser: Browser, tuesday: datetime
) -> None:
    code = scheduled(house.server, itpdx, "nightly_code")
    assert code.number in browser(house.viewer).get(EXCEPTIONS).content.decode()
    assert "Everything is as promised." in browser(house.stranger).get(EXCEPTIONS).content.decode()
    named = f"{EXCEPTIONS}remark/?{urlencode({'slot': f'{code.number}@{SLOT.isoformat()}'})}"
    for who in (house.holder, house.stranger):
        assert browser(who).get(named).status_code == 403


def test_a_day_is_signed_and_followed_by_a_note(house: House, iptor: PolicyVersion, browser: Browser) -> None:
    with moved_to(MORNING):
        schedule = scheduled(house.nordic_server, iptor)
        checks_open()
        check = DayCheck.objects.get()
        client = browser(house.engineer)
        assert "Not signed yet" in client.get(CHECKS).content.decode()
        page = client.get(f"{CHECKS}{check.pk}/").content.decode()
        assert "Of 1 broken promise nobody has said yet" in page
        refused = client.post(f"{CHECKS}{check.pk}/sign/", {"words": ""})
        assert (refused.status_code, "Say first what was done" in refused.content.decode()) == (409, True)
        remark = urlencode({"slot": f"{schedule.number}@{SLOT.isoformat()}"})
        client.post(f"{EXCEPTIONS}remark/?{remark}", {"words": "Started by hand."})
        assert client.post(f"{CHECKS}{check.pk}/sign/", {"words": "As well as can be."}).status_code == 302
        page = client.get(f"{CHECKS}{check.pk}/").content.decode()
        for words in ("As well as can be.", "Started by hand.", "as they were signed", "Write a note"):
            assert words in page, words
        client.post(f"{CHECKS}{check.pk}/note/", {"words": "It came on Thursday."})
        assert "It came on Thursday." in client.get(f"{CHECKS}{check.pk}/").content.decode()
        assert "0 of 1 slots kept, 1 missed" in client.get(f"{CHECKS}?state=signed").content.decode()
        assert "Nothing matches" in client.get(f"{CHECKS}?state=overdue&policy=iptor").content.decode()


def test_the_checks_are_the_staffs_own(house: House, iptor: PolicyVersion, browser: Browser) -> None:
    with moved_to(MORNING):
        scheduled(house.nordic_server, iptor)
        checks_open()
        check = DayCheck.objects.get()
        for who in (house.holder, house.stranger):
            client = browser(who)
            assert client.get(CHECKS).status_code == 403
            for step in ("", "sign/", "note/"):
                assert client.get(f"{CHECKS}{check.pk}/{step}").status_code == 404


def test_a_restore_test_is_recorded(house: House, iptor: PolicyVersion, browser: Browser, tuesday: datetime) -> None:
    copy = kept(scheduled(house.nordic_server, iptor), SLOT + HOUR)
    trials_follow()
    client = browser(house.engineer)
    page = client.get(TESTS).content.decode()
    assert "never" in page
    assert f"{TESTS}new/?server=erp1&amp;account=nordic" in page
    sent = {"server": "ERP1", "what": "All of it.", "succeeded": "yes", "checked_by": "Me", "run": str(copy.pk)}
    sent |= {"started_at": "2026-03-10T12:00", "finished_at": "2026-03-10T12:30"}
    for wrong, words in [
        ({"server": "erp9"}, "There is no server erp9"), ({"run": "999999"}, "There is no such run"),
        ({"finished_at": "2026-03-10T11:00"}, "This ends before it starts."),
        ({"succeeded": ""}, "This field is required"),
        ({"succeeded": "no"}, "Say what went wrong"),
    ]:  # fmt: skip
        assert words in client.post(f"{TESTS}new/", {**sent, **wrong}).content.decode(), words
    where = client.post(f"{TESTS}new/", sent)["Location"]
    assert where == f"{TESTS}{Trial.objects.get().pk}/"
    page = client.get(where).content.decode()
    assert f"run {copy.pk} of" in page
    assert "30 min" in page
    assert "Came back" in client.get(TESTS).content.decode()
    assert "All of it." in client.get(f"{TESTS}done/?succeeded=yes").content.decode()
    assert "Nothing matches" in client.get(f"{TESTS}done/?succeeded=no").content.decode()
    assert "nordic,erp1" in client.get(f"{TESTS}done/restore-tests.csv").getvalue().decode()


def test_customers_see_the_tests_of_their_own_servers(
    house: House, iptor: PolicyVersion, browser: Browser, tuesday: datetime
) -> None:
    scheduled(house.nordic_server, iptor)
    trials_follow()
    browser(house.engineer).post(
        f"{TESTS}new/",
        {"server": "erp1", "what": "All.", "succeeded": "yes", "checked_by": "Me", "started_at": "2026-03-10T12:00",
         "finished_at": "2026-03-10T12:30"},
    )  # fmt: skip
    trial = Trial.objects.get()
    for who, there in ((house.stranger, True), (house.viewer, False)):
        client = browser(who)
        assert ("erp1" in client.get(TESTS).content.decode()) is there
        assert ("erp1" in client.get(f"{TESTS}done/").content.decode()) is there
        assert client.get(f"{TESTS}{trial.pk}/").status_code == (200 if there else 404)
        assert client.get(f"{TESTS}new/").status_code == 403


@pytest.mark.parametrize(("where", "most"), [(EXCEPTIONS, 17), (CHECKS, 6), (TESTS, 6), (f"{TESTS}done/", 5)])
def test_lists_cost_the_same_however_long(
    house: House, iptor: PolicyVersion, browser: Browser, where: str, most: int
) -> None:
    with moved_to(MORNING):
        for name in range(8):
            server = Server.objects.create(account=house.nordic, contract=house.nordic_contract, hostname=f"n{name}")
            ran(scheduled(server, iptor), SLOT + HOUR, "failed")
            Trial.objects.create(
                server=server, what="x", started_at=SLOT, finished_at=SLOT, succeeded=True, checked_by="x",
                recorded_by=house.engineer, recorded_at=SLOT,
            )  # fmt: skip
        checks_open()
        trials_follow()
    with moved_to(MORNING + 3 * DAY):
        checks_open()
        client = browser(house.engineer)
        client.get(where)
        with CaptureQueriesContext(connection) as caught:
            client.get(where)
        assert len(caught) <= most, [query["sql"][:120] for query in caught.captured_queries]
