"""Whether an alert need go no further: somebody sees to it, or it has gone on already.

Somebody sees to it who acknowledged it, one that it became, or a later one of the same cycle.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from hostops.alerts.models import Alert
from hostops.alerts.steps import passed_on, plain


class _Said(NamedTuple):
    clock: int
    cycle: int
    revision: int
    threshold: str
    instant: datetime
    acknowledged_at: datetime | None


_FIELDS = ("clock_id", "cycle", "revision", "threshold", "instant", "acknowledged_at")


def settled(alerts: Sequence[Alert]) -> set[int]:
    """The ids of those that need go no further; one query for all of them."""
    said = _said(alert.clock_id for alert in alerts)
    return {alert.pk for alert in alerts if _has_gone_on(alert, said) or _is_heard(alert, said)}


def is_heard(alert: Alert) -> bool:
    """Whether somebody sees to it."""
    return _is_heard(alert, _said([alert.clock_id]))


def _said(clocks: Iterable[int]) -> Mapping[int, list[_Said]]:
    by_clock: dict[int, list[_Said]] = defaultdict(list)
    for row in Alert.objects.filter(clock__in=set(clocks)).values_list(*_FIELDS):
        by_clock[row[0]].append(_Said(*row))
    return by_clock


def _chain(alert: Alert, said: Mapping[int, list[_Said]]) -> list[_Said]:
    """The alert as it was raised, and all that it became."""
    same = (alert.cycle, alert.revision, plain(alert.threshold))
    return [one for one in said[alert.clock_id] if (one.cycle, one.revision, plain(one.threshold)) == same]


def _has_gone_on(alert: Alert, said: Mapping[int, list[_Said]]) -> bool:
    return passed_on(alert.threshold) in {one.threshold for one in _chain(alert, said)}


def _is_heard(alert: Alert, said: Mapping[int, list[_Said]]) -> bool:
    chain = _chain(alert, said)
    raised = min((one.instant for one in chain), default=alert.instant)
    answered = [one for one in said[alert.clock_id] if one.acknowledged_at and one.cycle == alert.cycle]
    return any(one in chain or one.instant >= raised for one in answered)
