"""For which period a release counts, where a platform is patched only if there was one in it (iptor:4a). Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from maintenance.patching.promises import Promised
from maintenance.patching.rules.periods import Period, counting_period


@dataclass(frozen=True, slots=True)
class Publication:
    """When a vendor published it, and when that was recorded."""

    released_at: datetime
    recorded_at: datetime


def period_for(promised: Promised, release: Publication) -> Period:
    """The period in which it was published; nearer to the end than the least delay for planning, the next.

    Recorded only when that period was over, it counts from when it was: nobody could have patched before.
    """
    minimum = promised.plan_distance.minimum if promised.plan_distance else None
    cadence, zone = promised.platform.cadence, promised.timezone
    period = counting_period(cadence, zone, minimum, release.released_at)
    return (
        period if release.recorded_at < period.ends_at else counting_period(cadence, zone, minimum, release.recorded_at)
    )


def is_owed(promised: Promised, period: Period, releases: Iterable[Publication]) -> bool:
    """Whether anything is to be done in the period: always, unless it waits for a release and none counts for it."""
    return not promised.platform.only_if_release or any(period_for(promised, one) == period for one in releases)
