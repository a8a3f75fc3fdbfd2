"""A clock that was set aside is looked at again once its cause is mended."""

from datetime import datetime
from io import StringIO

import pytest
from django.core.management import call_command

from hostops.alerts.actions import clock_watch_again
from hostops.alerts.sweep import sweep
from hostops.clocks.models import Clock
from hostops.journal.models import Entry
from hostops.lib.errors import NotAllowed, NotPossible
from tests.alerts.scene import clock, entry, said
from tests.house import House


def _set_aside(house: House, tuesday: datetime) -> Clock:
    broken = clock(house, entry("breach", tuesday))
    Clock.objects.filter(pk=broken.pk).update(thresholds=["nonsense"])
    sweep()
    return broken


def test_mended_it_says_what_it_owed(house: House, tuesday: datetime) -> None:
    broken = _set_aside(house, tuesday)
    Clock.objects.filter(pk=broken.pk).update(thresholds=[entry("breach", tuesday)])
    clock_watch_again(actor=house.engineer, clock=broken)
    assert sweep() == 1
    assert [key for key, *_ in said(broken)] == ["set_aside", "breach"]
    kept = Entry.objects.get(verb="alerts.clock.watch_again")
    assert (kept.actor, kept.reference) == (house.engineer, "S-1")
    assert "TypeError" in kept.before["set_aside"]


def test_not_mended_it_is_set_aside_again(house: House, tuesday: datetime) -> None:
    broken = _set_aside(house, tuesday)
    clock_watch_again(actor=house.engineer, clock=broken)
    sweep()
    broken.refresh_from_db()
    assert broken.set_aside


@pytest.mark.parametrize("who", ["contact", "stranger", "planner"])
def test_others_may_not(house: House, tuesday: datetime, who: str) -> None:
    with pytest.raises(NotAllowed):
        clock_watch_again(actor=getattr(house, who), clock=_set_aside(house, tuesday))


def test_clock_that_is_well_or_over_is_left_alone(house: House, tuesday: datetime) -> None:
    with pytest.raises(NotPossible):
        clock_watch_again(actor=house.engineer, clock=clock(house, entry("breach", tuesday)))
    over = _set_aside(house, tuesday)
    Clock.objects.filter(pk=over.pk).update(stopped_at=tuesday)
    with pytest.raises(NotPossible):
        clock_watch_again(actor=house.engineer, clock=over)


def test_command_shows_why_and_tries_again(house: House, tuesday: datetime) -> None:
    broken = _set_aside(house, tuesday)
    seen = StringIO()
    call_command("clocks_set_aside", stdout=seen)
    assert f"{broken.pk}  S-1  response  TypeError" in seen.getvalue()
    assert sweep() == 0
    call_command("clocks_set_aside", "--again", stdout=seen)
    assert sweep() == 1
