"""What is owed of releases: by the policy, the contract or a vulnerability, whichever comes first."""

from datetime import UTC, date, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from hostops.accounts.models import Server
from hostops.lib.now import moved_to
from hostops.policies.actions import contract_bind
from maintenance.patching.actions.duties import duties_follow
from maintenance.patching.models import PatchOwed, Release
from maintenance.patching.owing import plans_heard, plans_undone, releases_heard
from tests.house import BEGAN, House
from tests.patching.cases import exploited, lacking, ran, released
from tests.patching.scene import Patched, patched, platforms

DAY = timedelta(days=1)
CVE = "CVE-2026-1234"


def within(house: House, limit: str) -> None:
    """The house's nordic contract states a limit for security releases."""
    version = house.nordic_contract.bindings.get().version
    overrides = [("patching.release_limit.within", limit, "as agreed")]
    began = BEGAN + DAY
    contract_bind(actor=None, contract=house.nordic_contract, version=version, binds_from=began, overrides=overrides)


def bound_within(house: House, limit: str) -> Patched:
    within(house, limit)
    return patched(house)


def test_a_minor_release_is_owed_by_the_policys_own_time(house: House, tuesday: datetime) -> None:
    scene = patched(house)
    released("checkpoint", "R81.20", tuesday - DAY)
    (row,) = scene.owed("fw1", "release")
    # fourteen days later at 18:00 in Stockholm, still before summer time
    assert (row.starts_at, row.due_at) == (tuesday - DAY, tuesday + 13 * DAY)
    assert (row.because, row.clause, row.cause) == ("cadence", "iptor:4e", "14 days after its release")
    assert row.subject
    clock = row.subject.clocks.get()
    assert (clock.kind, clock.due_at, clock.clause) == ("patch", row.due_at, "iptor:4e")
    assert (row.subject.reference, row.subject.account) == (row.number, house.nordic)


def test_a_major_release_is_owed_as_a_plan_within_a_calendar_month(house: House) -> None:
    with moved_to(datetime(2026, 1, 31, 11, tzinfo=UTC)):
        scene = patched(house)
        release = released("checkpoint", "R82", kind="major")
        (row,) = scene.owed("fw1", "plan")
        assert scene.owed("fw1", "release") == []
        # the 28th is the last of February
        assert row.due_at == datetime(2026, 2, 28, 11, tzinfo=UTC)
        assert row.subject
        assert row.subject.clocks.get().kind == "plan_patch"
        run = ran([scene.servers["fw1"]], "checkpoint", [release])
        plans_heard(run, None)
        assert scene.owed("fw1", "plan")[0].done_at == row.starts_at
        run.state = "cancelled"
        run.save()
        plans_undone(run, None, "The run was cancelled.")
    (row,) = scene.owed("fw1", "plan")
    assert row.done_at is None
    assert row.subject
    assert row.subject.clocks.get().stopped_at is None


def test_a_weekly_server_owes_nothing_more_of_a_release_that_its_week_brings(house: House, tuesday: datetime) -> None:
    scene = patched(house)
    lacking(scene.servers["erp1"], released("linux", "3.0.1", package="openssl", security=True))
    assert scene.owed("erp1", "release") == []


def test_a_contract_may_be_earlier_than_the_quarter(house: House, tuesday: datetime) -> None:
    scene = bound_within(house, "P7D")
    released("openshift", "4.16.3", security=True)
    (row,) = scene.owed("ocp1", "release")
    assert (row.because, row.clause, row.cause) == ("contract", "iptor:5c", "7 days after its release")
    assert row.due_at == tuesday + 7 * DAY
    released("openshift", "4.16.4")
    assert len(scene.owed("ocp1", "release")) == 1


def test_a_vulnerability_may_be_earlier_and_moves_what_is_owed(house: House, tuesday: datetime) -> None:
    scene = bound_within(house, "P7D")
    release = released("openshift", "4.16.3", security=True, cves=[CVE])
    listed = exploited(CVE, date(2026, 3, 13))
    (row,) = scene.owed("ocp1", "release")
    # its last day ends at midnight in Stockholm
    assert (row.because, row.clause, row.cause) == ("kev", "", CVE)
    assert row.due_at == datetime(2026, 3, 13, 23, tzinfo=UTC)
    assert row.subject
    clock = row.subject.clocks.get()
    assert (clock.due_at, clock.revision, clock.cycle) == (row.due_at, 1, 1)
    listed.removed_at = tuesday
    listed.save()
    releases_heard([release.pk], None)
    row.refresh_from_db()
    assert (row.because, row.due_at) == ("contract", tuesday + 7 * DAY)


def test_a_day_that_is_past_when_heard_is_broken_at_once(house: House, tuesday: datetime) -> None:
    scene = patched(house)
    released("openshift", "4.16.3", cves=[CVE])
    exploited(CVE, date(2026, 3, 1))
    (row,) = scene.owed("ocp1", "release")
    assert row.due_at == datetime(2026, 3, 1, 23, tzinfo=UTC)
    assert row.state_at(tuesday) == "late"
    assert row.subject
    assert row.subject.clocks.get().due_at == row.due_at


def test_what_is_withdrawn_is_owed_no_more(house: House, tuesday: datetime) -> None:
    scene = patched(house)
    release = released("checkpoint", "R81.20")
    release.withdrawn_at, release.withdrawn_reason = tuesday, "It does not boot."
    release.save()
    releases_heard([release.pk], None)
    (row,) = scene.owed("fw1", "release")
    assert (row.dropped_at, row.dropped_reason) == (tuesday, "The release was withdrawn: It does not boot.")
    assert row.subject
    assert row.subject.clocks.get().cancelled_at == tuesday


def test_a_quarter_waits_for_a_release(house: House, tuesday: datetime) -> None:
    scene = patched(house)
    release = released("powervs", "V7R5 PTF 12")
    (quarter,) = scene.owed("ibm1")
    assert (quarter.cause, quarter.clause) == ("2026-Q1", "iptor:4a")
    assert scene.clock("ibm1").due_at == quarter.due_at == datetime(2026, 3, 31, 22, tzinfo=UTC)
    release.withdrawn_at = tuesday
    release.save()
    releases_heard([release.pk], None)
    assert scene.owed("ibm1")[0].dropped_at == tuesday
    released("powervs", "V7R5 PTF 13")
    assert scene.owed("ibm1")[0].dropped_at is None
    assert scene.clock("ibm1").cancelled_at is None


def test_a_release_from_before_the_server_is_not_owed(house: House, tuesday: datetime) -> None:
    scene = patched(house)
    released("checkpoint", "R80", BEGAN - DAY)
    assert scene.owed("fw1", "release") == []


def test_other_terms_are_reckoned_anew(house: House, tuesday: datetime) -> None:
    scene = patched(house)
    released("openshift", "4.16.3", security=True)
    assert scene.owed("ocp1", "release") == []
    within(house, "P7D")
    assert duties_follow(actor=None) == 5
    assert [row.because for row in scene.owed("ocp1", "release")] == ["contract"]
    assert scene.clock("erp1").cycle == 1


@pytest.mark.parametrize("many", [3, 30])
def test_many_servers_cost_no_more_statements(
    house: House, tuesday: datetime, many: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    platforms(house)
    model = house.nordic_server
    Server.objects.bulk_create(
        Server(
            account=model.account, contract=model.contract, hostname=f"fw-{number}", platform="checkpoint",
            online_at=BEGAN, registered_at=BEGAN,
        )
        for number in range(many)
    )  # fmt: skip
    with django_assert_max_num_queries(45):
        duties_follow(actor=None)
    release = Release.objects.create(
        platform="checkpoint", release_version="R81.20", source="entered", released_at=tuesday, recorded_at=tuesday
    )
    with django_assert_max_num_queries(28):
        releases_heard([release.pk], None)
    assert PatchOwed.objects.filter(what="release").count() == many + 1
    with django_assert_max_num_queries(16):
        releases_heard([release.pk], None)
