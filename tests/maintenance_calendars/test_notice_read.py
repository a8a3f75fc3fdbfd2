"""Customers' programs read every notice: its account, its servers, its impact, its state, its times."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from circuit_maintenance_parser.output import Impact as ReadImpact
from circuit_maintenance_parser.output import Status as ReadStatus
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from hostops.lib.text import clean_line, clean_text
from maintenance.calendars.attachment import invitation
from maintenance.calendars.document import document
from maintenance.calendars.event import Audience, event
from maintenance.calendars.notices import notice_calendar, with_servers
from maintenance.calendars.said import Said, Status, said_of_window
from maintenance.models import Affected, Window
from maintenance.states import Decision, Impact, Kind, State
from tests.house import House
from tests.maintenance_calendars.reading import as_customers_read, plainly
from tests.maintenance_calendars.scene import affects, notice, window

STATUSES = {
    "draft": "TENTATIVE", "proposed": "TENTATIVE", "countered": "TENTATIVE", "planned": "TENTATIVE",
    "accepted": "CONFIRMED", "announced": "CONFIRMED", "in_progress": "IN-PROCESS",
    "completed": "COMPLETED", "reported": "COMPLETED", "cancelled": "CANCELLED",
}  # fmt: skip


def calendar_of(made: Window) -> bytes:
    return notice_calendar(made, list(with_servers(Affected.objects.filter(window=made))))


@pytest.mark.parametrize("state", [state.value for state in State])
def test_every_state(house: House, tuesday: datetime, state: str, settings: Any) -> None:
    settings.PUBLIC_URL = "https://portal.example"
    made = window(state)
    affects(made, house.harbor, house.server, house.unregistered)
    read = as_customers_read(calendar_of(made))
    assert (read.provider, read.account, read.maintenance_id) == ("portal.example", "harbor", made.number)
    assert read.status == ReadStatus(STATUSES[state])
    assert [(one.circuit_id, one.impact) for one in read.circuits] == [
        ("new1", ReadImpact.DEGRADED),
        ("web1", ReadImpact.DEGRADED),
    ]
    assert (read.start, read.end) == (made.starts_at.timestamp(), made.ends_at.timestamp())
    assert read.stamp == made.updated_at.timestamp()
    assert (read.uid, read.sequence) == (f"{made.number}@portal.example", 0)


@pytest.mark.parametrize("kind", [kind.value for kind in Kind])
@pytest.mark.parametrize("impact", [impact.value for impact in Impact])
def test_every_kind_and_impact(house: House, tuesday: datetime, kind: str, impact: str) -> None:
    made = window(kind=kind, impact=impact)
    affects(made, house.harbor, house.server)
    [circuit] = as_customers_read(calendar_of(made)).circuits
    expected = {"none": "NO-IMPACT", "reduced_redundancy": "REDUCED-REDUNDANCY"}
    assert circuit.impact == ReadImpact(expected.get(impact, impact.upper()))


@pytest.mark.parametrize("why", ["first", "changed", "told", "cancelled", "reported"])
@pytest.mark.parametrize("decision", [decision.value for decision in Decision])
def test_every_notice_as_it_hangs_on_a_mail(house: House, tuesday: datetime, why: str, decision: str) -> None:
    made = window(decision=decision)
    row = affects(made, house.harbor, house.server)
    _, content, _ = invitation(notice(made, why), row, house.contact)
    read = as_customers_read(content.encode())
    assert read.status == ReadStatus({"cancelled": "CANCELLED", "reported": "COMPLETED"}.get(why, "CONFIRMED"))
    impact = "NO-IMPACT" if decision == "not_used" else "DEGRADED"
    assert [one.impact for one in read.circuits] == [ReadImpact(impact)]


def test_an_account_without_servers_is_itself_the_object(house: House, tuesday: datetime) -> None:
    made = window()
    affects(made, house.harbor)
    assert [one.circuit_id for one in as_customers_read(calendar_of(made)).circuits] == ["harbor"]


def test_for_all_accounts_at_once_it_is_in_the_providers_name(house: House, tuesday: datetime, settings: Any) -> None:
    settings.PUBLIC_URL = "https://portal.example"
    made = window()
    affects(made, house.harbor, house.server)
    affects(made, house.nordic, house.nordic_server)
    read = as_customers_read(calendar_of(made))
    assert read.account == "portal.example"
    assert [one.circuit_id for one in read.circuits] == ["harbor/web1", "nordic/erp1"]


def test_to_an_account_that_it_no_longer_touches_it_is_cancelled(house: House, tuesday: datetime) -> None:
    made = window()
    row = affects(made, house.harbor, house.server)
    Affected.objects.filter(pk=row.pk).update(dropped_at=tuesday)
    row.refresh_from_db()
    assert as_customers_read(calendar_of(made)).status == ReadStatus.CANCELLED
    _, content, media_type = invitation(notice(made, "changed"), row, house.contact)
    assert media_type == "text/calendar; method=CANCEL"
    assert "no longer touches your servers" in plainly(content.encode())["DESCRIPTION"][0]


def test_one_id_one_impact_and_no_space_before_the_status(house: House, tuesday: datetime) -> None:
    made = window()
    affects(made, house.harbor, house.server)
    content = calendar_of(made)
    assert (
        content.count(b"\r\nX-MAINTNOTE-MAINTENANCE-ID:") == content.count(b"\r\nX-MAINTNOTE-IMPACT:DEGRADED\r\n") == 1
    )
    assert b"\r\nX-MAINTNOTE-STATUS:CONFIRMED\r\n" in content
    assert b"METHOD" not in content
    assert b"VALUE=DATE" not in content


TEXTS = st.text(st.characters(codec="utf-8"), max_size=400) | st.text(
    st.sampled_from(list(",;:\\\"'\n\r\t nN^=%2Cä漢🛠️👩🏽‍🔧")), max_size=300
)
START = datetime.fromisoformat("2026-03-29T00:30:00Z")


def said(title: str, effect: str) -> Said:
    return Said(
        number="SW-12", kind="short", title=title, starts_at=START, ends_at=START + timedelta(hours=6),
        timezone="Europe/Stockholm", status=Status.CONFIRMED, decision=Decision.USED, effect=effect,
        impact=Impact.OUTAGE, expected_downtime=90, sequence=3, stamp=START,
    )  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(TEXTS, TEXTS, st.text(st.sampled_from("abc-.,;"), min_size=1, max_size=120))
@example("Kernel,; C:\\New\\name \U0001f6e0", "one\ntwo\r\nthree " + "long " * 200, "web1")
def test_any_words_arrive_as_they_are(title: str, effect: str, server: str) -> None:
    content = document([event(said(title, effect), Audience("harbor", "America/Los_Angeles", (server,)))])
    read = as_customers_read(content)
    assert (read.account, read.maintenance_id, read.sequence) == ("harbor", "SW-12", 3)
    assert (read.start, read.end) == (START.timestamp(), (START + timedelta(hours=6)).timestamp())
    assert content.endswith(b"\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    plain = plainly(content)
    assert plain["SUMMARY"] == [f"{clean_line(title)} (SW-12)"]
    assert clean_text(effect) in plain["DESCRIPTION"][0]
    assert plain["X-MAINTNOTE-OBJECT-ID"] == [server]


def test_the_same_facts_make_the_same_bytes(house: House, tuesday: datetime) -> None:
    made = window()
    affects(made, house.harbor, house.server)
    assert calendar_of(made) == calendar_of(Window.objects.get(pk=made.pk))
    assert said_of_window(made).sequence == 0
