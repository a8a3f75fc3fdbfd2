"""The sweep says each threshold once, dated with its own instant."""

from datetime import datetime

import pytest
from django.db import IntegrityError, transaction

from hostops.alerts.models import Alert
from hostops.alerts.sweep import sweep
from hostops.lib.now import moved_to
from tests.alerts.scene import MINUTE, clock, entry, running, said
from tests.house import House


def test_nothing_is_said_before_its_instant(house: House, tuesday: datetime) -> None:
    watched = running(house, tuesday)
    assert sweep() == 0
    assert said(watched) == []


def test_threshold_is_said_at_its_instant_and_dated_with_it(house: House, tuesday: datetime) -> None:
    watched = running(house, tuesday)
    with moved_to(tuesday + 6 * MINUTE):
        assert sweep() == 1
    alert = Alert.objects.get()
    assert (alert.threshold, alert.instant, alert.raised_at) == ("50%", tuesday + 5 * MINUTE, tuesday + 6 * MINUTE)
    watched.refresh_from_db()
    assert watched.next_at == tuesday + 8 * MINUTE
    assert [one["said"] for one in watched.thresholds] == [True, False, False]


def test_second_round_says_nothing_again(house: House, tuesday: datetime) -> None:
    running(house, tuesday)
    with moved_to(tuesday + 6 * MINUTE):
        assert [sweep(), sweep(), sweep()] == [1, 0, 0]
    assert Alert.objects.count() == 1


def test_of_several_behind_all_are_recorded_and_the_highest_is_told(house: House, tuesday: datetime) -> None:
    watched = running(house, tuesday)
    with moved_to(tuesday + 60 * MINUTE):
        sweep()
    assert said(watched) == [
        ("50%", tuesday + 5 * MINUTE, []),
        ("80%", tuesday + 8 * MINUTE, []),
        ("breach", tuesday + 10 * MINUTE, ["engineers", "managers"]),
    ]
    watched.refresh_from_db()
    assert watched.next_at is None


@pytest.mark.parametrize("order", [1, -1])
def test_breach_is_highest_even_where_another_shares_its_instant(house: House, tuesday: datetime, order: int) -> None:
    both = [entry("breach", tuesday, "managers"), entry("100%", tuesday, "engineers")]
    watched = clock(house, *both[::order])
    sweep()
    assert {key: tell for key, _, tell in said(watched)} == {"breach": ["managers"], "100%": []}


def test_what_is_only_recorded_leaves_nothing_to_the_router(house: House, tuesday: datetime) -> None:
    running(house, tuesday)
    with moved_to(tuesday + 60 * MINUTE):
        sweep()
    assert list(Alert.objects.filter(routed_at=None).values_list("threshold", flat=True)) == ["breach"]


def test_hundred_rounds_after_a_breach_repeat_nothing(house: House, tuesday: datetime) -> None:
    running(house, tuesday)
    for minute in range(100):
        with moved_to(tuesday + minute * MINUTE):
            sweep()
    assert Alert.objects.count() == 3


def test_looks_again_before_it_believes(house: House, tuesday: datetime) -> None:
    """A `next_at` that is stale brings the sweep here for nothing: it says nothing and corrects it."""
    watched = running(house, tuesday, next_at=tuesday - MINUTE)
    assert sweep() == 1
    watched.refresh_from_db()
    assert (said(watched), watched.next_at) == ([], tuesday + 5 * MINUTE)


def test_paused_entries_without_instant_wait(house: House, tuesday: datetime) -> None:
    watched = clock(house, entry("50%", tuesday), entry("80%", None), due_at=None)
    sweep()
    watched.refresh_from_db()
    assert ([key for key, *_ in said(watched)], watched.next_at) == (["50%"], None)


def test_alert_has_the_revision_of_its_threshold(house: House, tuesday: datetime) -> None:
    """A new due instant moves the breach alone; what the 50% said stays said."""
    unmoved, moved = entry("50%", tuesday - MINUTE, said=True), entry("breach", tuesday, revision=3)
    clock(house, unmoved, moved, revision=3)
    sweep()
    assert list(Alert.objects.values_list("threshold", "revision")) == [("breach", 3)]


def test_new_revision_is_said_anew_and_an_old_one_never_twice(house: House, tuesday: datetime) -> None:
    watched = clock(house, entry("breach", tuesday))
    sweep()
    for revision in (0, 1):
        again = entry("breach", tuesday, revision=revision)
        type(watched).objects.filter(pk=watched.pk).update(thresholds=[again], next_at=tuesday)
        sweep()
    assert list(Alert.objects.order_by("id").values_list("revision", flat=True)) == [0, 1]


def test_database_itself_refuses_a_double(house: House, tuesday: datetime) -> None:
    clock(house, entry("breach", tuesday))
    sweep()
    alert = Alert.objects.get()
    alert.pk = None
    with pytest.raises(IntegrityError, match="alert_once"), transaction.atomic():
        alert.save(force_insert=True)


def test_stops_at_its_time_and_the_next_round_goes_on(house: House, tuesday: datetime) -> None:
    for _ in range(5):
        clock(house, entry("breach", tuesday))
    assert sweep(limit=2, seconds=0) == 2
    assert sweep(limit=2) == 3
