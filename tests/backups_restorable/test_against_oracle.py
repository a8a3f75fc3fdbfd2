"""Random histories across changes of the clock: chains, points and gaps agree with an oracle of their own."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from backups.rules.chains import Copy, stands
from backups.rules.restorable import restorable
from backups.rules.wanted import Span
from hostops.policies.schema.backups import Tier
from tests.backups_restorable import oracle
from tests.backups_restorable.samples import missed

# Around the night in which Stockholm's clocks go back, and the one in which they go forward.
BEGINS = (datetime(2026, 10, 20, tzinfo=UTC), datetime(2026, 3, 24, tzinfo=UTC))
ZONE = "Europe/Stockholm"
HOURS = 12 * 24
TIERS = {"inc": ("incremental", "data_drives"), "weekly": ("full", "data_drives"), "all": ("full", "system")}
TIERS |= {"other": ("full", "code"), "snap": ("snapshot", "system"), "inc2": ("incremental", "system")}

hours = st.integers(0, HOURS)


@st.composite
def copies(draw: st.DrawFn) -> list[Copy]:
    begin = draw(st.sampled_from(BEGINS))
    return [_copy(draw, number, begin) for number in range(1, draw(st.integers(0, 14)) + 1)]


def _copy(draw: st.DrawFn, number: int, begin: datetime) -> Copy:
    tier = draw(st.sampled_from(sorted(TIERS)))
    kind, scope = TIERS[tier]
    end = begin + timedelta(hours=draw(hours))
    names = st.lists(st.sampled_from("ABCD"), max_size=2).map(tuple)
    given: dict[str, Any] = {
        "began_at": end - timedelta(hours=draw(st.sampled_from([0, 1, 5]))),
        "kept_until": draw(st.one_of(st.none(), st.integers(1, 200).map(lambda more: end + timedelta(hours=more)))),
        "deleted_at": draw(st.one_of(st.none(), st.none(), hours.map(lambda more: end + timedelta(hours=more)))),
        "external_id": draw(st.sampled_from(["", "", "A", "B", "C"])),
        "needs": draw(st.one_of(st.none(), st.none(), st.none(), names)),
    }
    return Copy(id=number, tier=tier, kind=kind, scope=scope, finished_at=end, **given)  # type: ignore[arg-type]


@given(copies(), hours)
@settings(max_examples=400, deadline=None)
def test_what_can_be_restored(made: Sequence[Copy], hour: int) -> None:
    at = (made[0].finished_at if made else BEGINS[0]) + timedelta(hours=hour)
    told = [copy for copy in made if copy.finished_at <= at]
    found = {number for number, stand in stands(told).items() if stand.restorable(at)}
    assert found == oracle.restorable_ids(made, at)


PROMISES = (
    oracle.Daily("inc", "data_drives", 2, 30, 4, 7),
    oracle.Daily("snap", "system", 5, 0, 2, 3),
    oracle.Daily("weekly", "data_drives", 23, 45, 1, 5),
)


def _tier(promise: oracle.Daily) -> Tier:
    kind, scope = TIERS[promise.name]
    return Tier(
        clause="x:1",
        name=promise.name,
        title=promise.name,
        cadence="daily",
        kind=kind,
        scope=scope,
        retention=f"P{promise.kept}D",
        time_of_day=f"{promise.hour:02}:{promise.minute:02}",
        grace=f"PT{promise.grace}H",
    )


@given(copies(), hours, hours)
@settings(max_examples=60, deadline=None)
def test_where_the_gaps_are(made: Sequence[Copy], hour: int, first: int) -> None:
    begin = min((copy.finished_at for copy in made), default=BEGINS[0])
    at, since = begin + timedelta(hours=hour), begin + timedelta(hours=first - 100)
    tiers = {promise.name: _tier(promise) for promise in PROMISES}
    spans = [Span(tier, ZONE, ZONE, since) for tier in tiers.values()]
    over = [oracle.Daily(name, TIERS[name][1], 0, 0, 1, 1) for name in TIERS if name not in tiers]
    spans += [Span(_tier(promise), ZONE, ZONE, begin, begin) for promise in over]
    found = restorable(made, spans, at, missed)
    good = oracle.restorable_ids(made, at)
    for promise in PROMISES:
        line = [copy.finished_at for copy in made if copy.id in good and copy.scope in ("system", promise.scope)]
        wanted = oracle.empty_slots(promise, ZONE, since, at, line)
        gaps = [gap for _, gap in found.gaps if gap.tier.name == promise.name]
        assert {slot for _, slot in wanted} == {
            slot for _, slot in wanted for gap in gaps if gap.starts_at <= slot < gap.ends_at
        }
        assert sum(gap.slots for gap in gaps) == len(wanted)
