"""What a copy needs to be restored: its full, the incrementals between, or what the tool says."""

from dataclasses import replace
from datetime import timedelta

from backups.rules.chains import Copy, Stand, covers, stands
from tests.backups_restorable.samples import Made, november


def ids(stand: Stand) -> list[int]:
    return [one.id for one in stand.on]


def test_a_full_and_a_snapshot_stand_by_themselves() -> None:
    made = Made()
    for tier in ("weekly", "monthly", "snapshot"):
        assert not stands([made.add(tier, "08T01:40")])[len(made.copies)].on


def test_an_incremental_stands_on_the_last_full_and_on_those_between() -> None:
    made = Made()
    made.add("weekly", "01T01:40")
    made.add("daily", "02T00:20")
    full = made.add("weekly", "08T01:40")
    first, second = made.add("daily", "09T00:20"), made.add("daily", "10T00:20")
    found = stands(made.copies)
    assert ids(found[first.id]) == [full.id]
    assert ids(found[second.id]) == [full.id, first.id]


def test_a_full_of_another_tier_does_as_well_if_its_scope_covers() -> None:
    made = Made()
    made.add("weekly", "01T01:40")
    monthly = made.add("monthly", "01T02:40")
    daily = made.add("daily", "02T00:20")
    assert ids(stands(made.copies)[daily.id]) == [monthly.id]
    code = [replace(one, scope="code") if one.id == monthly.id else one for one in made.copies]
    assert ids(stands(code)[daily.id]) == [1]


def test_the_system_covers_everything_and_nothing_covers_the_system() -> None:
    assert covers("system", "database")
    assert covers("data_drives", "data_drives")
    assert not covers("data_drives", "system")
    assert not covers("code", "database")


def test_a_full_that_had_not_ended_when_it_began_is_not_its_full() -> None:
    made = Made()
    made.add("weekly", "01T01:40")
    made.add("weekly", "08T01:40")
    daily = made.add("daily", "08T01:50", began_at=november("08T01:30"))
    assert ids(stands(made.copies)[daily.id]) == [1]


def test_one_that_was_under_way_while_the_full_ended_is_not_between() -> None:
    made = Made()
    made.add("weekly", "01T01:40")
    made.add("daily", "08T01:50", began_at=november("08T01:30"))
    full = made.add("weekly", "08T01:40")
    daily = made.add("daily", "09T00:20")
    assert ids(stands(made.copies)[daily.id]) == [full.id]


def test_a_full_that_was_removed_before_it_began_is_not_its_full() -> None:
    made = Made()
    made.add("weekly", "01T01:40")
    made.add("weekly", "08T01:40", deleted_at=november("08T12:00"))
    daily = made.add("daily", "09T00:20")
    assert ids(stands(made.copies)[daily.id]) == [1]


def test_what_the_tool_says_goes_before_the_rule() -> None:
    made = Made()
    made.add("weekly", "08T01:40", external_id="F1")
    alone = made.add("daily", "09T00:20", needs=())
    named = made.add("daily", "10T00:20", needs=("F1",))
    found = stands(made.copies)
    assert ids(found[alone.id]) == []
    assert ids(found[named.id]) == [1]


def test_a_name_that_nobody_reported_is_inherited() -> None:
    made = Made()
    first = made.add("daily", "09T00:20", external_id="I1", needs=("F0",))
    second = made.add("daily", "10T00:20", needs=("I1",))
    found = stands(made.copies)
    assert (found[first.id].unheard, found[second.id].unheard) == ("F0", "F0")
    assert not found[second.id].restorable(november("10T12:00"))


def test_nothing_needs_itself_or_what_came_after() -> None:
    made = Made()
    first = made.add("daily", "09T00:20", external_id="A", needs=("B",))
    made.add("daily", "10T00:20", external_id="B", needs=("A", "B"))
    found = stands(made.copies)
    assert found[first.id].unheard == "B"
    assert found[2].unheard == "B"


def test_the_same_name_in_two_tiers_means_the_own_one() -> None:
    made = Made()
    made.add("snapshot", "09T00:20", external_id="X")
    made.add("weekly", "08T01:40", external_id="X")
    made.add("daily", "09T00:10", external_id="X", needs=())
    last = made.add("daily", "10T00:20", needs=("X",))
    assert ids(stands(made.copies)[last.id]) == [3]


def test_it_is_of_use_until_the_first_of_its_chain_is_past_its_time() -> None:
    made = Made()
    made.week(8)
    last = stands(made.copies)[8]
    assert last.copy.finished_at == november("15T00:20")
    assert last.weakest.tier == "weekly"
    assert last.until == november("15T01:40")
    assert last.restorable(november("15T01:39"))
    assert not last.restorable(november("15T01:40"))
    assert last.copy.kept(november("15T01:40"))


def test_a_hold_on_the_full_alone_makes_the_incrementals_the_weak_ones() -> None:
    made = Made()
    made.week(8)
    held = [replace(made.copies[0], kept_until=None), *made.copies[1:]]
    assert stands(held)[8].until == november("16T00:20")
    assert stands(held)[1].until is None


def test_removed_is_removed_whatever_was_promised() -> None:
    made = Made()
    made.week(8)
    gone: list[Copy] = [replace(made.copies[0], deleted_at=november("12T00:00")), *made.copies[1:]]
    found = stands(gone)
    assert found[4].restorable(november("11T23:59"))
    assert not found[4].restorable(november("12T00:00"))


def test_an_incremental_without_any_full_is_of_no_use_and_so_are_those_on_it() -> None:
    made = Made()
    first = made.add("daily", "09T00:20", external_id="I1")
    second = made.add("daily", "10T00:20", needs=("I1",))
    found = stands(made.copies)
    assert found[first.id].baseless == found[second.id].baseless == first


def test_thousands_of_incrementals_on_one_full_are_reckoned_at_once() -> None:
    made = Made()
    full = made.add("yearly", "2026-01-02T02:00")
    for hour in range(8_000):
        at = november("2026-01-03T00:00") + timedelta(hours=hour)
        made.add("daily", at, kept_until=None)
    found = stands(made.copies)
    assert len(found) == 8_001
    assert found[8_001].weakest == full
