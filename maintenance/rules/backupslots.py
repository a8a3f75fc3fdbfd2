"""At which instants a policy's backup tiers fall into a span of time: what a service window runs into."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from hostops.clocks.businesstime.wall import local_date, same_wall_time, zone_named
from hostops.policies.schema.backups import Tier
from hostops.policies.schema.calendars import WEEKDAYS

_DAY = timedelta(days=1)


def slots_within(
    tiers: Sequence[Tier], zone: str, starts_at: datetime, ends_at: datetime
) -> Iterator[tuple[datetime, Tier]]:
    """Each slot from `starts_at` up to, and not at, `ends_at`, by the wall clock of the policy's zone; by date."""
    place = zone_named(zone)
    day = local_date(starts_at, place)
    while day <= local_date(ends_at, place):
        for tier in tiers:
            if tier.time_of_day is None or not _is_on(tier, day):
                continue
            slot = same_wall_time(datetime.combine(day, time.fromisoformat(tier.time_of_day)), place)
            if starts_at <= slot < ends_at:
                yield slot, tier
        day += _DAY


def _is_on(tier: Tier, day: date) -> bool:
    """Whether the tier has a slot on the date; what its cadence does not name holds on every date."""
    on_weekday = tier.weekday is None or day.weekday() == WEEKDAYS.index(tier.weekday)
    on_day = tier.day_of_month is None or day.day == tier.day_of_month
    return on_weekday and on_day and (tier.month is None or day.month == tier.month)
