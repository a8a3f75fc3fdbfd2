"""Where a server cannot be brought back although that is promised, and whose gap it is."""

from collections.abc import Sequence
from dataclasses import replace

from backups.rules.faults import Fault
from backups.rules.gaps import Faults, Gap
from backups.rules.restorable import Restorable, restorable
from backups.rules.wanted import Span, Wanted
from backups.rules.words import fault_words, gap_words, verdict_words
from hostops.policies.loading import DOCUMENTS, load
from tests.backups_restorable.samples import IPTOR, STOCKHOLM, Made, missed, november


def gaps(found: Restorable, scope: str = "data_drives") -> list[Gap]:
    return [gap for of, gap in found.gaps if of == scope]


def test_a_week_as_promised_has_no_gap() -> None:
    made = Made()
    made.week(8)
    made.week(15, days=range(1, 6))
    found = made.look("20T12:00", "daily", "weekly", since="2026-11-08T00:00")
    # of the week before the last full, nothing can be restored any more, by the policy itself
    assert [gap.fault.cause for gap in gaps(found)] == ["outlived"]
    assert [point.copy.id for point in found.instants] == [9, 10, 11, 12, 13, 14]


def test_the_gap_that_weekly_fulls_under_daily_incrementals_leave() -> None:
    made = Made()
    made.week(8)
    made.week(15, days=())
    found = made.look("15T12:00", "daily", "weekly", since="2026-11-08T00:00")
    assert [point.copy.tier for point in found.instants] == ["weekly"]
    [gap] = gaps(found)
    assert (gap.fault.cause, gap.fault.breaks, gap.fault.left_by) == ("outlived", "", ("iptor:2a", "iptor:2b"))
    assert (gap.starts_at, gap.ends_at, gap.slots) == (november("09T00:00"), november("15T00:00"), 6)
    assert (gap.before, gap.after) == (None, november("15T01:40"))
    assert verdict_words(gap.fault) == "Left by the policy (iptor:2a, iptor:2b)"
    assert "“Weekly full backup” that is needed besides is past its own time" in gap_words(gap)
    # a copy is there of each day, and it says so
    assert [point.worth for point in found.points] == ["unsure"] * 7 + ["restorable"]


def test_a_missed_day_breaks_its_clause() -> None:
    made = Made()
    made.week(15, days=(1, 2, 4))
    [gap] = gaps(made.look("19T12:00", "daily", since="2026-11-16T00:00"))
    assert (gap.fault.cause, gap.fault.breaks, gap.slots) == ("missed", "iptor:2a", 1)
    assert (gap.starts_at, gap.ends_at) == (november("18T00:00"), november("19T00:00"))
    assert (gap.before, gap.after) == (november("17T00:20"), november("19T00:20"))


def test_what_is_not_yet_due_is_no_gap_and_the_last_one_ends_now() -> None:
    made = Made()
    made.week(15, days=(1, 2))
    assert not gaps(made.look("18T03:59", "daily", since="2026-11-16T00:00"))
    [gap] = gaps(made.look("18T04:00", "daily", since="2026-11-16T00:00"))
    assert (gap.starts_at, gap.ends_at, gap.after) == (november("18T00:00"), november("18T04:00"), None)


def test_what_is_past_its_retention_is_missed_no_more() -> None:
    made = Made()
    made.add("weekly", "15T01:40", kept_until=None)
    for day in range(17, 24):
        made.add("daily", f"{day}T00:20")
    before = gaps(made.look("22T23:59", "daily", since="2026-11-16T00:00"))
    assert [(gap.starts_at, gap.slots) for gap in before] == [(november("16T00:00"), 1)]
    assert not gaps(made.look("23T00:00", "daily", since="2026-11-16T00:00"))


def test_nothing_was_promised_before_the_terms_or_after_them() -> None:
    made = Made()
    assert not gaps(made.look("19T12:00", "daily", since="2026-11-19T00:01"))
    assert len(gaps(made.look("19T12:00", "daily", since="2026-11-19T00:00"))) == 1


def test_neighbours_with_the_same_reason_are_one_gap_and_others_two() -> None:
    made = Made()
    made.week(15, days=(1, 6))

    def silence(empty: Sequence[Wanted]) -> Faults:
        quiet = Fault("quiet", left_by=("iptor:2a",), detail="SW-7")
        return dict(missed(empty)) | {one.key: quiet for one in empty if one.slot == november("20T00:00")}

    found = gaps(made.look("21T12:00", "daily", since="2026-11-16T00:00", silence=silence))
    assert [(gap.fault.cause, gap.slots) for gap in found] == [("missed", 3), ("quiet", 1)]
    assert "SW-7" in fault_words(found[1].fault)


def test_another_copy_of_the_scope_fills_the_gap() -> None:
    made = Made()
    made.week(15, days=(1, 2, 4))
    made.add("snapshot", "18T04:10")
    found = made.look("19T12:00", since="2026-11-16T00:00")
    assert not [gap for gap in gaps(found) if gap.tier.name == "daily"]
    # the snapshots of the other days were missed, on their own line
    assert [gap.tier.name for gap in gaps(found, "system")] == ["snapshot", "snapshot"]


def test_a_full_that_never_came_breaks_its_own_clause_not_the_incrementals() -> None:
    made = Made()
    made.week(8)
    made.add("daily", "16T00:20")
    made.add("daily", "17T00:20")
    found = gaps(made.look("17T12:00", "daily", "weekly", since="2026-11-14T12:00"))
    assert {(gap.tier.name, gap.fault.cause, gap.fault.breaks, gap.slots) for gap in found} == {
        ("weekly", "missed", "iptor:2b", 1),
        ("daily", "outlived", "", 1),  # that of the Sunday, an hour before the full was due
        ("daily", "full_missed", "iptor:2b", 2),
    }


def test_a_full_that_never_came_and_would_be_gone_by_now_is_nobodys_fault() -> None:
    made = Made()
    made.week(8)
    for day in range(16, 23):
        made.add("daily", f"{day}T00:20")
    made.add("weekly", "22T01:40")
    found = gaps(made.look("22T12:00", "daily", "weekly", since="2026-11-14T12:00"))
    assert {(gap.tier.name, gap.fault.cause, gap.fault.left_by, gap.slots) for gap in found} == {
        ("daily", "outlived", ("iptor:2a", "iptor:2b"), 6),
    }


def test_a_full_that_would_not_have_helped_is_not_to_blame() -> None:
    made = Made()
    made.add("weekly", "01T01:40")
    for day in range(2, 10):
        made.add("daily", f"{day:02}T00:20")
    # the monthly of the first never came; with it each daily would need that of the second, which is past its time
    found = gaps(made.look("09T12:00", "daily", "weekly", "monthly", since="2026-10-30T00:00"))
    assert next(gap.fault.cause for gap in found if gap.tier.name == "daily") == "outlived"


def test_before_the_first_full_is_due_the_policy_leaves_it() -> None:
    made = Made()
    made.add("daily", "17T00:20")
    [gap] = gaps(made.look("17T12:00", "daily", "weekly", since="2026-11-16T12:00"))
    assert (gap.fault.cause, gap.fault.left_by) == ("no_full_yet", ("iptor:2a", "iptor:2b"))


def test_a_policy_without_fulls_leaves_it_and_a_tool_that_needs_none_does_not() -> None:
    made = Made()
    made.add("daily", "17T00:20")
    [gap] = gaps(made.look("17T12:00", "daily", since="2026-11-16T12:00"))
    assert (gap.fault.cause, gap.fault.left_by) == ("no_full", ("iptor:2a",))
    made = Made()
    made.add("daily", "17T00:20", needs=())
    assert not gaps(made.look("17T12:00", "daily", since="2026-11-16T12:00"))


def test_a_full_that_was_removed_early_breaks_its_clause() -> None:
    made = Made()
    made.add("weekly", "15T01:40", deleted_at=november("17T10:00"))
    made.add("daily", "16T00:20")
    assert not gaps(made.look("16T12:00", "daily", since="2026-11-16T00:00"))
    found = made.look("17T12:00", "daily", "weekly", since="2026-11-15T00:00")
    causes = {(gap.tier.name, gap.fault.cause, gap.fault.breaks) for gap in gaps(found)}
    assert causes == {
        ("weekly", "removed", "iptor:2b"),
        ("daily", "needed_removed", "iptor:2b"),
        ("daily", "missed", "iptor:2a"),
    }
    assert found.points[0].worth == "broken"


def test_what_a_held_copy_needs_is_told_as_held_or_not() -> None:
    made = Made()
    made.add("weekly", "01T01:40")
    made.add("daily", "02T00:20", kept_until=None)
    found = made.look("20T12:00", "daily", "weekly", since="2026-11-19T12:00")
    assert [(point.copy.tier, point.worth) for point in found.points] == [("daily", "unsure")]
    assert found.past == 1


def test_copies_past_their_time_are_counted_until_they_are_said_to_be_gone() -> None:
    made = Made()
    made.add("snapshot", "10T04:10")
    made.add("snapshot", "11T04:10", deleted_at=november("14T05:00"))
    found = made.look("20T12:00", "snapshot", since="2026-11-20T00:00")
    assert (found.past, found.points) == (1, [])


def test_an_occasional_copy_is_a_point_and_never_missed() -> None:
    tiers = {tier.name: tier for tier in load(DOCUMENTS / "itpdx.yaml").backups.tiers}  # type: ignore[union-attr]
    made = Made(tiers)
    made.add("occasional_code", "10T04:10")
    found = made.look("20T12:00", "occasional_code")
    assert [line.scope for line in found.lines] == ["code"]
    assert (len(found.instants), found.gaps) == (1, [])


def test_a_look_back_knows_nothing_of_what_came_later() -> None:
    made = Made()
    made.week(8)
    made.copies[0] = replace(made.copies[0], deleted_at=november("12T00:00"))
    found = made.look("11T12:00", "daily", "weekly", since="2026-11-08T00:00")
    assert [point.copy.id for point in found.instants] == [1, 2, 3, 4]
    assert not gaps(found)


def test_a_tier_whose_scope_was_changed_is_on_the_line_of_the_new_one() -> None:
    made = Made()
    made.week(15, days=(1, 2, 3))
    before = IPTOR["daily"].model_copy(update={"scope": "system"})
    change = november("17T12:00")
    spans = [
        Span(before, STOCKHOLM, STOCKHOLM, november("14T12:00"), change),
        *(Span(IPTOR[name], STOCKHOLM, STOCKHOLM, change) for name in ("daily", "weekly")),
    ]
    found = restorable(made.copies, spans, november("19T12:00"), missed)
    assert [line.scope for line in found.lines] == ["data_drives"]
    assert [(gap.starts_at.day, gap.slots) for gap in gaps(found)] == [(19, 1)]
