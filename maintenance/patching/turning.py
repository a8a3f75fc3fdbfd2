"""Moving the clocks of duties to the periods that have come.

A clock's present cycle is that of one period, whose end is its due instant.

1. A patch in the period stops the cycle (`owing.results_heard`); it stands so until the next one.
2. When the next period has come it is put on record, and the clock turns to it, kept or not; the sweep
   told of a miss when it was due.
3. A period that waits for a release is put on record with it, and not at all where none comes (iptor:4a).

`PatchDuty.look_at` says when the next period begins, so that the cost follows what has come. A
duty's row is locked before its clock's, here and everywhere.
"""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction

from hostops.alerts.halving import in_halves
from hostops.lib.now import now
from maintenance.patching.models import PatchDuty
from maintenance.patching.periodrows import Pairs, periods_open
from maintenance.patching.places import look_again, places_of
from maintenance.patching.published import Published
from maintenance.patching.rules.periods import has_periods

logger = logging.getLogger(__name__)

CAME = "Its period has begun."
# A duty whose look raises is looked at again after this time, and meanwhile stops nobody else.
_AGAIN = timedelta(minutes=15)


def periods_turn(limit: int = 1000) -> int:
    """Put the periods that have come on record and turn the clocks to them; how many duties were looked at.

    One transaction; what another worker holds is skipped.
    """
    with transaction.atomic():
        instant = now()
        due = PatchDuty.objects.filter(look_at__lte=instant).order_by("look_at").select_related("subject")
        duties = list(due.select_for_update(of=("self",), skip_locked=True, no_key=True)[:limit])
        in_halves(duties, duties_move, partial(_set_aside, instant=instant))
    return len(duties)


def duties_move(duties: Sequence[PatchDuty]) -> None:
    """Period after period, until each of these duties, which are locked, stands at the one that it is."""
    instant = now()
    if not duties:
        return
    places = [place for place in places_of(duties) if has_periods(place.promised.platform.cadence)]
    left: Pairs = [(place, place.period_at(place.duty.look_at or instant)) for place in places]
    published = Published({one.promise for one in duties}, min(one.look_at or instant for one in duties))
    looks: dict[PatchDuty, datetime | None] = dict.fromkeys(duties)
    while left:
        owed = [(place, period) for place, period in left if published.is_owed(place.duty.promise, period)]
        periods_open(owed, actor=None, reason=CAME)
        looks |= {place.duty: period.ends_at for place, period in left}
        left = [(place, place.period_at(period.ends_at)) for place, period in left if period.ends_at <= instant]
    look_again(looks.items())


def _set_aside(duty: PatchDuty, error: Exception, *, instant: datetime) -> None:
    logger.error("patch duty not looked at", exc_info=error, extra={"duty": duty.number})
    PatchDuty.objects.filter(pk=duty.pk).update(look_at=instant + _AGAIN)
