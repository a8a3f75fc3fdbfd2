"""Runs that were kept aside are given to a schedule, or put away with words."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from backups.actions.hearing import runs_record
from backups.actions.straying import stray_assign, stray_put_away
from backups.models import Run, Stray
from backups.told import Told
from hostops.journal.models import Entry
from hostops.lib.errors import BadField, NotAllowed, NotPossible
from tests.api.conftest import Signed
from tests.backups_hearing.scene import NIGHT, Schedules, told
from tests.house import House

STRAYS = "/api/v1/backups/strays/"


def astray(house: House, name: str = "a1", **more: object) -> Stray:
    given: dict[str, object] = {"server": "web9", "tier": "nightly", "finished_at": NIGHT, "bytes": 5, **more}
    run = Told(status="ok", external_id=name, **given)  # type: ignore[arg-type]
    stray = runs_record(actor=house.contact, told=[run])[0].stray
    assert stray is not None
    return stray


def test_it_becomes_a_run(house: House, schedules: Schedules) -> None:
    stray = stray_assign(actor=house.engineer, stray=astray(house), schedule=schedules["web1", "nightly_code"])
    run = Run.objects.get()
    assert (run.schedule, run.bytes, run.finished_at, run.via) == (
        schedules["web1", "nightly_code"], 5, NIGHT, "hand",
    )  # fmt: skip
    assert (stray.run, stray.settled_by) == (run, house.engineer)
    assert Entry.objects.filter(verb="backups.stray.assigned", object_id=stray.pk).exists()


def test_all_that_are_alike_go_with_it(house: House, schedules: Schedules) -> None:
    first, other = astray(house), astray(house, "b", tier="weekly")
    astray(house, "c")
    stray_assign(actor=house.engineer, stray=first, schedule=schedules["web1", "nightly_code"], alike=True)
    assert Run.objects.count() == 2
    assert list(Stray.objects.filter(settled_at=None)) == [other]


def test_what_is_known_by_then_is_no_second_run(house: House, schedules: Schedules) -> None:
    schedule = schedules["web1", "nightly_code"]
    runs_record(actor=None, told=[told(schedule, bytes=5)])
    stray_assign(actor=house.engineer, stray=astray(house), schedule=schedule)
    stray_assign(actor=house.engineer, stray=astray(house, tier="other"), schedule=schedule)
    assert Run.objects.count() == 1
    assert Stray.objects.filter(settled_at__isnull=False).count() == 2


def test_one_that_differs_can_only_be_put_away(house: House, schedules: Schedules) -> None:
    schedule = schedules["web1", "nightly_code"]
    runs_record(actor=None, told=[told(schedule)])
    differs = runs_record(actor=None, told=[told(schedule, bytes=7)])[0].stray
    assert differs is not None
    with pytest.raises(NotPossible):
        stray_assign(actor=house.engineer, stray=differs, schedule=schedule)
    put = stray_put_away(actor=house.engineer, stray=differs, words="The first figures are right.")
    assert put.words == "The first figures are right."
    with pytest.raises(NotPossible, match="settled already"):
        stray_put_away(actor=house.engineer, stray=differs, words="Again.")


def test_one_from_the_future_is_given_its_real_end(house: House, schedules: Schedules, tuesday: datetime) -> None:
    schedule = schedules["web1", "nightly_code"]
    stray = runs_record(actor=None, told=[told(schedule, finished_at=tuesday + timedelta(days=1))])[0].stray
    assert stray is not None
    with pytest.raises(NotPossible, match="future"):
        stray_assign(actor=house.engineer, stray=stray, schedule=schedule)
    assert not Run.objects.exists()
    stray_assign(actor=house.engineer, stray=stray, schedule=schedule, finished_at=NIGHT)
    assert Run.objects.get().finished_at == NIGHT


def test_words_are_needed_and_a_role(house: House, schedules: Schedules) -> None:
    stray = astray(house)
    with pytest.raises(BadField):
        stray_put_away(actor=house.engineer, stray=stray, words=" \0")
    with pytest.raises(NotAllowed):
        stray_put_away(actor=house.contact, stray=stray, words="No.")
    with pytest.raises(NotAllowed):
        stray_assign(actor=house.contact, stray=stray, schedule=schedules["web1", "nightly_code"])


def test_by_rest(house: House, schedules: Schedules, signed: Signed) -> None:
    first, second = astray(house), astray(house, "b")
    client = signed(house.engineer)
    rows = client.get(f"{STRAYS}?settled=false&server=WEB9&account=harbor").json()["results"]
    assert {row["id"] for row in rows} == {first.pk, second.pk}
    number = schedules["web1", "nightly_code"].number
    answer = client.post(f"{STRAYS}{first.pk}/assign/", {"schedule": number}, format="json")
    assert (answer.status_code, answer.json()["run"]) == (200, Run.objects.get().pk)
    assert client.post(f"{STRAYS}{first.pk}/assign/", {"schedule": number}, format="json").status_code == 409
    assert client.post(f"{STRAYS}{second.pk}/away/", {"words": "A test."}, format="json").json()["words"] == "A test."
    assert client.post(f"{STRAYS}{second.pk}/assign/", {"schedule": "BK-1x"}, format="json").status_code == 400
    assert signed(house.contact).get(STRAYS).json()["results"] == []
    assert signed(house.contact).get(f"{STRAYS}{first.pk}/").status_code == 404


def test_by_the_pages(house: House, schedules: Schedules, client: Client) -> None:
    hostile = astray(house, server="<script>alert(1)</script>", tier="x")
    client.force_login(house.engineer)
    page = client.get("/backups/strays/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
    assert "alert" in client.get(f"/backups/strays/{hostile.pk}/").content.decode()
    number = schedules["web1", "nightly_code"].number
    where = f"/backups/strays/{hostile.pk}/assign/"
    assert "no such schedule" in client.post(where, {"schedule": "BK-99999999"}).content.decode()
    assert client.post(where, {"schedule": number}).status_code == 302
    assert f"Recorded for {number}" in client.get("/backups/strays/?settled=yes").content.decode()
    assert "Nothing" in client.get("/backups/strays/").content.decode()


def test_pages_are_the_staffs(house: House, schedules: Schedules, client: Client) -> None:
    stray = astray(house)
    client.force_login(house.contact)
    for below in ("", f"{stray.pk}/", f"{stray.pk}/assign/", f"{stray.pk}/away/"):
        assert client.get(f"/backups/strays/{below}").status_code == 404


def test_a_list_costs_the_same_however_long(
    house: House, schedules: Schedules, client: Client, django_assert_max_num_queries: object
) -> None:
    for number in range(12):
        astray(house, str(number))
    client.force_login(house.engineer)
    # session, person, the rows, the bell
    with django_assert_max_num_queries(6):  # type: ignore[operator]
        client.get("/backups/strays/")


def test_the_days_exceptions_lead_staff_to_them(house: House, schedules: Schedules, client: Client) -> None:
    link = 'href="/backups/strays/"'
    client.force_login(house.engineer)
    assert link in client.get("/backups/exceptions/").content.decode()
    client.force_login(house.contact)
    assert link not in client.get("/backups/exceptions/").content.decode()
