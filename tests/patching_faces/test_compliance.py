"""What was owed and what became of it, per account, platform and period, as it was known at an instant."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hostops.accounts.models import Server
from hostops.policies.models import PolicyVersion
from maintenance.patching.compliance import PlatformFigures, compliance
from maintenance.patching.models import PatchDuty, PatchOwed
from maintenance.patching.rules.compliance import Counts, counted
from tests.house import BEGAN, House
from tests.patching_faces.rows import (
    DAY,
    HOUR,
    closed,
    duty,
    exception,
    owed,
    owed_release,
    release,
    result,
    weeks_before,
)

Duties = Mapping[str, PatchDuty]


def of(house: House, at: datetime, platform: str = "linux") -> PlatformFigures:
    (figures,) = compliance([house.nordic], at)
    return next(one for one in figures.platforms if one.platform.name == platform)


def counts(figures: PlatformFigures) -> list[Counts]:
    return [one.counts for one in figures.periods]


def test_each_state_is_counted_in_the_period_it_falls_due_in(house: House, duties: Duties, tuesday: datetime) -> None:
    one = duties["erp1"]
    kept, late, never, spared, present = weeks_before(one, tuesday, 5)
    owed(one, kept, kept.ends_at)
    owed(one, late, late.ends_at + HOUR)
    owed(one, never)
    owed(one, spared, exception=exception(house, [one.server], spared.starts_at, spared.ends_at + DAY))
    owed(one, present)
    found = of(house, tuesday)
    assert counts(found)[-5:] == [Counts(on_time=1), Counts(late=1), Counts(late=1), Counts(excepted=1), Counts(open=1)]
    assert [period.period.name for period in found.periods[-2:]] == ["2026-W10", "2026-W11"]
    assert (found.total, found.total.percentage) == (Counts(1, 2, 1, 1), Decimal("33.33"))


def test_twelve_periods_and_none_before_the_first_duty(house: House, duties: Duties, tuesday: datetime) -> None:
    names = [period.period.name for period in of(house, tuesday).periods]
    assert (len(names), names[0], names[-1]) == (12, "2025-W52", "2026-W11")
    quarters = [period.period.name for period in of(house, tuesday, "openshift").periods]
    assert quarters == ["2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1"]


def test_what_a_release_owes_counts_where_it_falls_due(house: House, duties: Duties, tuesday: datetime) -> None:
    owed_release(duties["erp1"], release(), tuesday + HOUR)
    assert of(house, tuesday).present.counts == Counts(open=1)
    owed_release(duties["fw1"], release("checkpoint", "R81.20"), tuesday - HOUR, because="cadence")
    firewall = of(house, tuesday, "checkpoint")
    assert (firewall.present.period.name, firewall.present.counts) == ("2026-03", Counts(late=1))


def test_a_quarter_without_a_release_is_told_apart(house: House, duties: Duties, tuesday: datetime) -> None:
    before, _ = weeks_before(duties["ibm1"], tuesday, 2)
    owed(duties["ibm1"], before, before.starts_at + DAY)
    assert [one.idle for one in of(house, tuesday, "powervs").periods[-2:]] == [False, True]
    assert not of(house, tuesday, "openshift").present.idle


def test_a_closed_period_is_told_as_it_was_frozen(house: House, duties: Duties, tuesday: datetime) -> None:
    one = duties["erp1"]
    (period, _, _) = weeks_before(one, tuesday, 3)
    owed(one, period, period.starts_at + DAY)
    frozen = closed(house.nordic, period, late=1)
    found = of(house, tuesday).periods[-3]
    assert (found.counts, found.closed) == (Counts(late=1), frozen)
    before = of(house, frozen.closed_at - HOUR).periods[-2]
    assert (before.counts, before.closed) == (Counts(on_time=1), None)


def test_the_past_is_told_as_it_was_known(house: House, duties: Duties, tuesday: datetime) -> None:
    """A run of Sunday that was reported on Monday."""
    one = duties["erp1"]
    before, _ = weeks_before(one, tuesday, 2)
    done = before.ends_at - 6 * HOUR
    ran = result(house, one.server, done, before.ends_at + 6 * HOUR)
    owed(one, before, done, done_by=ran)
    assert of(house, before.ends_at - HOUR).present.counts == Counts(open=1)
    assert of(house, before.ends_at + HOUR).periods[-2].counts == Counts(late=1)
    assert of(house, before.ends_at + 7 * HOUR).periods[-2].counts == Counts(on_time=1)


def test_an_exception_that_ended_early_covers_what_fell_due_before(
    house: House, duties: Duties, tuesday: datetime
) -> None:
    one = duties["erp1"]
    first, second, _ = weeks_before(one, tuesday, 3)
    spared = exception(house, [one.server], first.starts_at, tuesday + DAY)
    spared.ended_at = second.ends_at - HOUR
    spared.save()
    owed(one, first, exception=spared)
    owed(one, second, exception=spared)
    assert counts(of(house, tuesday))[-3:-1] == [Counts(excepted=1), Counts(late=1)]


def test_what_was_dropped_is_none_of_it(house: House, duties: Duties, tuesday: datetime) -> None:
    one = duties["erp1"]
    before, _ = weeks_before(one, tuesday, 2)
    owed(one, before, dropped_at=before.starts_at + DAY, dropped_reason="The server left.")
    assert of(house, tuesday).periods[-2].counts == Counts()


def test_it_says_of_each_row_what_the_row_says_of_itself(house: House, duties: Duties, tuesday: datetime) -> None:
    one = duties["erp1"]
    spared = exception(house, [one.server], tuesday - 30 * DAY, tuesday - 9 * DAY)
    for number, period in enumerate(weeks_before(one, tuesday, 10)):
        done = [None, period.starts_at + DAY, period.ends_at, period.ends_at + HOUR, period.ends_at + 9 * DAY][
            number % 5
        ]
        covered = spared if number % 2 else None
        dropped = period.ends_at - HOUR if number == 6 else None
        owed(one, period, done, exception=covered, dropped_at=dropped)
    for hours in (0, 30, 200, 500, 900):
        at = tuesday - hours * HOUR
        known = PatchOwed.objects.filter(starts_at__lte=at).select_related("exception")
        assert of(house, at).total == counted(row.state_at(at) for row in known)


def test_servers_without_a_promise_are_named(house: House, duties: Duties, tuesday: datetime) -> None:
    harbor, nordic = compliance([house.harbor, house.nordic], tuesday)
    assert (harbor.platforms, harbor.unpromised, nordic.unpromised) == ([], 1, 0)
    assert harbor.total.percentage is None


@pytest.mark.parametrize("number", [1, 12])
def test_it_costs_the_same_for_many(
    house: House, duties: Duties, iptor: PolicyVersion, tuesday: datetime, number: int
) -> None:
    for place in range(number):
        server = Server.objects.create(
            account=house.nordic, contract=house.nordic_contract, hostname=f"s{place}", registered_at=BEGAN,
            online_at=BEGAN, platform="linux",
        )  # fmt: skip
        owed(duty(server, iptor), weeks_before(duties["erp1"], tuesday, 1)[0])
    with CaptureQueriesContext(connection) as caught:
        compliance([house.nordic, house.harbor], tuesday)
    # duties, promises, closed periods, what is owed, servers without a promise
    assert len(caught) == 5
