"""Servers by weeks: which cells there are, and what each shows."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hostops.accounts.models import Server
from hostops.policies.models import PolicyVersion
from maintenance.patching.board import Board, Cell, board
from maintenance.patching.boardlooks import SIGNS
from maintenance.patching.drawing import CLASSES
from maintenance.patching.models import PatchDuty
from maintenance.patching.rules.weeks import Columns
from tests.house import BEGAN, House
from tests.patching_faces.rows import DAY, HOUR, duty, exception, owed, owed_release, release, weeks_before

Duties = Mapping[str, PatchDuty]


def cells(found: Board, one: PatchDuty) -> list[Cell]:
    return next(list(line.cells) for row in found.rows for line in row.duties if line.duty.pk == one.pk)


def signs(found: Board, one: PatchDuty) -> list[str]:
    return [cell.sign for cell in cells(found, one)]


def test_half_a_year_up_to_the_present_week(house: House, duties: Duties, tuesday: datetime) -> None:
    found = board([duties["erp1"].server], tuesday)
    assert (found.weeks[0], found.last, found.present, len(found.weeks)) == (
        date(2025, 9, 15), date(2026, 3, 9), date(2026, 3, 9), 26,
    )  # fmt: skip


def test_each_state_has_its_sign(house: House, duties: Duties, tuesday: datetime) -> None:
    one = duties["erp1"]
    kept, late, never, spared, present = weeks_before(one, tuesday, 5)
    rows = [
        owed(one, kept, kept.ends_at),
        owed(one, late, late.ends_at + HOUR),
        owed(one, never),
        owed(one, spared, exception=exception(house, [one.server], spared.starts_at, spared.ends_at + DAY)),
        owed(one, present),
    ]
    shown = cells(board([one.server], tuesday), one)
    assert [cell.sign for cell in shown] == ["kept", "late", "overdue", "excepted", "open"]
    assert [cell.owed for cell in shown] == [row.pk for row in rows]
    assert [cell.place.first for cell in shown] == [21, 22, 23, 24, 25]


def test_a_quarter_takes_its_weeks(house: House, duties: Duties, tuesday: datetime) -> None:
    one = duties["ocp1"]
    before, present = weeks_before(one, tuesday, 2)
    done, still = owed(one, before, before.starts_at + 40 * DAY), owed(one, present)
    assert cells(board([one.server], tuesday), one) == [
        Cell(Columns(2, 13), "kept", "2025-Q4", done.pk),
        Cell(Columns(15, 11), "open", "2026-Q1", still.pk),
    ]


def test_a_quarter_without_a_release_says_so(house: House, duties: Duties, tuesday: datetime) -> None:
    shown = cells(board([duties["ibm1"].server], tuesday), duties["ibm1"])
    assert [(cell.name, cell.sign, cell.owed) for cell in shown] == [
        ("2025-Q3", "none", None), ("2025-Q4", "none", None), ("2026-Q1", "none", None),
    ]  # fmt: skip


def test_what_is_owed_by_release_stands_where_it_falls_due(house: House, duties: Duties, tuesday: datetime) -> None:
    one = duties["fw1"]
    row = owed_release(one, release("checkpoint"), tuesday - 8 * DAY, because="cadence")
    assert cells(board([one.server], tuesday), one) == [Cell(Columns(24, 1), "overdue", "2026-W10", row.pk)]


def test_a_cell_shows_the_loudest(house: House, duties: Duties, tuesday: datetime) -> None:
    """The week was kept, and then a vulnerability was listed that falls due in it."""
    one = duties["erp1"]
    _, present = weeks_before(one, tuesday, 2)
    owed(one, present, present.starts_at + HOUR)
    listed = owed_release(one, release(), tuesday - HOUR)
    (cell,) = cells(board([one.server], tuesday), one)
    assert (cell.sign, cell.owed) == ("overdue", listed.pk)


def test_what_was_dropped_leaves_no_cell(house: House, duties: Duties, tuesday: datetime) -> None:
    one = duties["erp1"]
    owed(one, weeks_before(one, tuesday, 1)[0], dropped_at=tuesday - HOUR)
    assert cells(board([one.server], tuesday), one) == []


def test_a_week_that_began_earlier_elsewhere(house: House, duties: Duties) -> None:
    """Sunday evening in London is Monday in Stockholm: the present week is the later one."""
    sunday = datetime.fromisoformat("2026-03-08T23:30:00Z")
    assert board([duties["erp1"].server], sunday).present == date(2026, 3, 9)


def test_further_back_and_never_ahead(house: House, duties: Duties, tuesday: datetime) -> None:
    server = duties["erp1"].server
    assert board([server], tuesday, until=date(2026, 1, 14)).last == date(2026, 1, 12)
    assert board([server], tuesday, until=date(2030, 1, 1)).last == date(2026, 3, 9)


def test_one_platform_alone(house: House, duties: Duties, tuesday: datetime) -> None:
    servers = [one.server for one in duties.values()]
    (row,) = board(servers, tuesday, platform="windows").rows
    assert row.server.hostname == "win1"


def test_what_ended_stays_as_long_as_its_weeks(house: House, duties: Duties, tuesday: datetime) -> None:
    one = duties["erp1"]
    owed(one, weeks_before(one, tuesday, 4)[0])
    PatchDuty.objects.filter(pk=one.pk).update(ended_at=tuesday - 14 * DAY)
    assert len(board([one.server], tuesday).rows) == 1
    assert board([one.server], tuesday + timedelta(weeks=60)).rows == []


def test_no_two_signs_look_alike() -> None:
    assert len({look.sign for look in SIGNS.values()}) == len({look.label for look in SIGNS.values()}) == len(SIGNS)
    assert {*CLASSES, "kept"} == set(SIGNS)
    assert len(set(CLASSES.values())) == len(CLASSES)


@pytest.mark.parametrize("number", [1, 20])
def test_it_costs_the_same_for_many(
    house: House, duties: Duties, iptor: PolicyVersion, tuesday: datetime, number: int
) -> None:
    for place in range(number):
        server = Server.objects.create(
            account=house.nordic, contract=house.nordic_contract, hostname=f"s{place}", registered_at=BEGAN,
            online_at=BEGAN, platform="linux",
        )  # fmt: skip
        owed(duty(server, iptor), weeks_before(duties["erp1"], tuesday, 1)[0])
    servers = list(Server.objects.all())
    with CaptureQueriesContext(connection) as caught:
        board(servers, tuesday)
    # duties with their promises; periods; what releases owe
    assert len(caught) == 3
