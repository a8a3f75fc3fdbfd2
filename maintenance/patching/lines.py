"""The lines of compliance: an account's servers of one platform that are patched by one cadence in one zone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Min

from hostops.policies.schema.patching import Cadence, Platform
from maintenance.patching.models import PatchDuty, PatchPromise
from maintenance.patching.promises import Promised
from maintenance.patching.rules.periods import has_periods


@dataclass(frozen=True)
class Line:
    """`since` is when the first of its duties began; `promises` are the ids of those that they stand under."""

    account: int
    platform: Platform
    timezone: str
    since: datetime
    promises: frozenset[int]

    @property
    def key(self) -> tuple[int, str, Cadence, str]:
        return self.account, self.platform.name, self.platform.cadence, self.timezone

    @property
    def counting(self) -> Cadence:
        """The periods in which it is counted: what is owed by release, by the calendar month."""
        return self.platform.cadence if has_periods(self.platform.cadence) else "calendar_month"

    @property
    def may_be_idle(self) -> bool:
        """Whether a period can go by in which nothing is owed."""
        return self.platform.only_if_release or not has_periods(self.platform.cadence)

    def __hash__(self) -> int:
        return hash(self.key)


def lines_of(accounts: Sequence[int], at: datetime) -> list[Line]:
    """Those that had begun by then, by account and by name. Two statements."""
    rows = PatchDuty.objects.filter(server__account__in=accounts, created_at__lte=at)
    began = rows.order_by().values_list("server__account", "promise").annotate(since=Min("created_at"))
    found = list(began)
    promises = PatchPromise.objects.in_bulk({promise for _, promise, _ in found})
    parsed = {pk: promise.parsed for pk, promise in promises.items()}
    return sorted(_joined(found, parsed), key=lambda line: line.key)


def _joined(found: Sequence[tuple[int, int, datetime]], parsed: dict[int, Promised]) -> Iterator[Line]:
    """Promises that differ in a limit alone are one line; the newest gives its words."""
    several: dict[tuple[int, str, Cadence, str], list[tuple[int, datetime]]] = {}
    for account, promise, since in found:
        platform = parsed[promise].platform
        key = (account, platform.name, platform.cadence, parsed[promise].timezone)
        several.setdefault(key, []).append((promise, since))
    for (account, _, _, timezone), some in several.items():
        newest = max(promise for promise, _ in some)
        since = min(since for _, since in some)
        yield Line(account, parsed[newest].platform, timezone, since, frozenset(promise for promise, _ in some))
