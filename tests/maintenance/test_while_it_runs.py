"""While a window runs: alerts are kept with it, clocks are held where the policy says so, its end is told."""

from datetime import datetime
from typing import Any

import pytest

from hostops.alerts.models import Delivery
from hostops.clocks.models import Clock
from hostops.journal.models import Entry
from hostops.lib.now import moved_to
from hostops.policies.actions import contract_bind, policy_publish
from hostops.policies.models import PolicyVersion
from hostops.policies.schema.document import Document
from hostops.subjects.models import SubjectLink
from hostops.subjects.quiet import kept_elsewhere
from maintenance.actions import consultation_log, window_finish
from maintenance.models import KeptAlert
from maintenance.overrun import tell_overruns
from maintenance.scope import Scope
from tests.house import House
from tests.maintenance.scene import HOUR, SUNDAY, announced, begun
from tests.tickets.cases import clock, file
from tests.tickets_api.conftest import Callers
from tickets.actions import KeptElsewhere, case_resume, case_wait
from tickets.models import Case

pytestmark = pytest.mark.django_db
TESTS = {"wider_effect": "All hosts.", "proportion": "It is small."}


def alert(house: House, **more: Any) -> Case:
    given = {"actor": house.engineer, "reporter": None, "account": house.nordic, "server": house.nordic_server, **more}
    return file(house, None, channel="monitoring", **given)


def test_monitoring_opens_no_case_of_a_server_that_is_worked_on(house: House, tuesday: datetime) -> None:
    window = begun(house, announced(house))
    with moved_to(SUNDAY + HOUR):
        with pytest.raises(KeptElsewhere, match=window.number):
            alert(house)
        kept = KeptAlert.objects.get()
        assert (kept.window, kept.server, kept.title, kept.at) == (
            window,
            house.nordic_server,
            "Shop is down",
            SUNDAY + HOUR,
        )
        assert file(house, 3, actor=house.engineer, channel="monitoring", reporter=None).pk
        assert file(house, None, actor=house.stranger, account=house.nordic, server=house.nordic_server).pk


def test_before_and_after_a_case_is_opened(house: House, tuesday: datetime) -> None:
    window = announced(house)
    assert alert(house).pk
    begun(house, window)
    with moved_to(SUNDAY + HOUR):
        window_finish(actor=house.engineer, window=window, done="Done.")
        assert kept_elsewhere(house.nordic_server, "x", "", SUNDAY + HOUR) is None


@pytest.mark.parametrize("headers", [{}, {"Idempotency_Key": "a1"}])
def test_by_rest_the_answer_names_the_window_and_it_is_kept(
    calls: Callers, house: House, tuesday: datetime, headers: dict[str, str]
) -> None:
    window = begun(house, announced(house))
    body = {
        "account": "nordic",
        "server": "erp1",
        "channel": "monitoring",
        "subject": "Down",
        "description": "No ping.",
    }
    with moved_to(SUNDAY + HOUR):
        answer = calls.engineer.post("/api/v1/cases/", body, **headers)
    assert answer.status_code == 409
    assert window.number in answer.json()["detail"]
    assert KeptAlert.objects.count() == 1
    assert not Case.objects.exists()


@pytest.fixture
def holding(house: House, iptor: PolicyVersion, tuesday: datetime) -> None:
    """Nordic's contract says that responses are held during short windows."""
    sets: Any = [("windows.holds.clocks", ["response"], "SOW 4"), ("windows.holds.during", ["short"], "SOW 4")]
    contract_bind(actor=None, contract=house.nordic_contract, version=iptor, binds_from=tuesday, overrides=sets)


def test_where_the_policy_says_nothing_no_clock_is_held(house: House, tuesday: datetime) -> None:
    with moved_to(SUNDAY):
        case = file(house, None, actor=house.stranger, account=house.nordic, server=house.nordic_server)
    begun(house, announced(house))
    assert clock(case).paused_at is None


def test_clocks_are_held_while_it_runs_and_go_on_afterwards(house: House, tuesday: datetime, holding: None) -> None:
    window = announced(house)
    with moved_to(SUNDAY - HOUR):
        case = file(house, None, actor=house.stranger, account=house.nordic, server=house.nordic_server)
    begun(house, window)
    assert clock(case).paused_at == SUNDAY
    assert SubjectLink.objects.get(source=case.subject).target == window.subject
    with moved_to(SUNDAY + HOUR):
        window_finish(actor=house.engineer, window=window, done="Done.")
    assert clock(case).paused_at is None
    assert not SubjectLink.objects.exists()


def test_what_is_answered_while_it_is_held_is_answered(house: House, tuesday: datetime, holding: None) -> None:
    window = announced(house)
    with moved_to(SUNDAY - 2 * HOUR):
        case = file(house, None, actor=house.stranger, account=house.nordic, server=house.nordic_server)
    begun(house, window)
    with moved_to(SUNDAY + HOUR):
        case_wait(actor=house.engineer, case=case, question="Which?")
        window_finish(actor=house.engineer, window=window, done="Done.")
        case_resume(actor=house.engineer, case=case)
    assert clock(case).stopped_at == SUNDAY + HOUR
    assert not Clock.objects.live().filter(subject=case.subject, paused_at__isnull=False).exists()


def test_a_case_that_is_filed_meanwhile_begins_held(house: House, tuesday: datetime, holding: None) -> None:
    window = begun(house, announced(house))
    with moved_to(SUNDAY + HOUR):
        case = file(house, None, actor=house.stranger, account=house.nordic, server=house.nordic_server)
        assert clock(case).paused_at == SUNDAY + HOUR
        entry = Entry.objects.get(object_kind="case", object_id=case.pk, verb="tickets.case.clocks_held")
        assert entry.after["held_by"] == window.number
    with moved_to(SUNDAY + 2 * HOUR):
        window_finish(actor=house.engineer, window=window, done="Done.")
    assert clock(case).paused_at is None


def test_its_end_is_told_once_before_and_once_at_it(house: House, tuesday: datetime) -> None:
    window = begun(house, announced(house))
    ends = window.ends_at
    with moved_to(ends - HOUR):
        assert tell_overruns() == 0
    with moved_to(ends - HOUR / 4):
        assert tell_overruns() == 3  # two engineers and a planner
        assert tell_overruns() == 0
    with moved_to(ends):
        assert tell_overruns() == 4
        assert tell_overruns() == 0
    assert "runs past its end" in Delivery.objects.filter(recipient=house.manager, channel="email").get().title


def test_how_long_before_is_the_policys_and_the_earliest_counts(
    house: House, iptor: PolicyVersion, tuesday: datetime
) -> None:
    sets: Any = [("windows.end_told.ahead", "PT2H", "SOW 4")]
    contract_bind(actor=None, contract=house.nordic_contract, version=iptor, binds_from=tuesday, overrides=sets)
    servers = Scope(servers=[house.nordic_server, house.server])
    given = {"scope": servers, "justification": "A known fault.", "advisory": "CVE.", "answers": TESTS}
    window = announced(house, "emergency", starts_at=tuesday + HOUR, **given)
    consultation_log(actor=house.planner, window=window, account=house.nordic, spoken_with="Ada", said="Go ahead.")
    window = begun(house, window)
    with moved_to(window.ends_at - 2 * HOUR - HOUR / 60):
        assert tell_overruns() == 0
    with moved_to(window.ends_at - 2 * HOUR):
        assert tell_overruns() == 3


def test_a_policy_that_says_nothing_has_its_end_told_at_the_end(
    house: House, iptor: PolicyVersion, tuesday: datetime
) -> None:
    data = iptor.parsed.model_dump(mode="json")
    del data["windows"]["end_told"]
    silent = policy_publish(actor=None, document=Document.model_validate(data))
    contract_bind(actor=None, contract=house.nordic_contract, version=silent, binds_from=tuesday)
    window = begun(house, announced(house))
    with moved_to(window.ends_at - HOUR / 60):
        assert tell_overruns() == 0
    with moved_to(window.ends_at):
        assert tell_overruns() == 4
