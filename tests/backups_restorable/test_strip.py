"""Lines drawn: tiers of like reach share a strip, marks and gaps at their places, labels that fit a phone."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from backups.rules.restorable import Line
from backups.rules.strip import Strip, strips_of
from hostops.policies.loading import DOCUMENTS, load
from tests.backups_restorable.samples import IPTOR, STOCKHOLM, Made, november

ZONE = ZoneInfo(STOCKHOLM)
DAYS = dict.fromkeys(IPTOR, STOCKHOLM)


def drawn(made: Made, at: str, scope: str = "data_drives", since: str = "2026-01-01T00:00") -> list[Strip]:
    [line] = [line for line in made.look(at, since=since).lines if line.scope == scope]
    return strips_of(line, DAYS, november(at), ZONE)


def test_tiers_of_a_week_and_of_a_year_stand_on_two_strips() -> None:
    near, far = drawn(Made(), "18T11:00")
    assert [lane.tier.name for lane in near.lanes] == ["daily", "weekly", "snapshot"]
    assert [lane.tier.name for lane in far.lanes] == ["monthly", "yearly"]
    assert (near.words, far.words) == ("The last 7 days", "The last 370 days")
    assert near.starts_at == november("11T11:00")


def test_a_mark_stands_at_its_place_and_inside_the_edges() -> None:
    made = Made()
    made.add("daily", "14T23:00")
    made.add("daily", "18T10:59")
    near, _ = drawn(made, "18T11:00")
    first, last = near.lanes[0].marks
    assert first.x == 50.0
    assert 98 < last.x <= 98.5


def test_a_gap_says_whose_it_is_and_reaches_up_to_now() -> None:
    made = Made()
    near, _ = drawn(made, "18T11:00", since="2026-11-01T00:00")
    [band] = near.lanes[0].bands
    assert (band.look, band.x) == ("breaks", 9.01)
    assert band.x + band.width == 98.5
    assert band.x < band.sign < band.x + band.width


def test_labels_are_few_and_at_midnights_of_the_readers_zone() -> None:
    near, far = drawn(Made(), "18T11:00")
    assert [tick.label for tick in near.ticks] == [f"{day} Nov" for day in range(18, 11, -1)]
    hours = (november("18T11:00") - november("17T23:00")) / timedelta(days=7)
    assert near.ticks[0].x == round(1.5 + 97 * (1 - hours), 2)
    assert 2 < len(far.ticks) <= 7
    assert all(tick.label.isalpha() or tick.label.endswith("2026") for tick in far.ticks)


def test_a_month_is_labelled_by_days_that_are_not_crowded() -> None:
    tiers = {tier.name: tier for tier in load(DOCUMENTS / "itpdx.yaml").backups.tiers}  # type: ignore[union-attr]
    made = Made(tiers)
    lines: list[Line] = list(made.look("18T11:00").lines)
    [strip] = strips_of(lines[0], dict.fromkeys(tiers, STOCKHOLM), november("18T11:00"), ZONE)
    assert (strip.words, [lane.tier.name for lane in strip.lanes]) == (
        "The last 30 days", ["nightly_code", "occasional_code"],
    )  # fmt: skip
    assert 4 <= len(strip.ticks) <= 7
