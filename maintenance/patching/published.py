"""The releases of platforms that are patched only if there was one, for the periods that ask for them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from maintenance.patching.models import PatchPromise, Release
from maintenance.patching.rules.periods import Period
from maintenance.patching.rules.releasedperiods import Publication, is_owed

# A release counts for its own period or the next; the longest period is a quarter.
_FAR_ENOUGH = timedelta(days=200)


class Published:
    """The releases of these promises' platforms that may count for periods from `since` on. One statement at most."""

    def __init__(self, promises: Iterable[PatchPromise], since: datetime) -> None:
        names = {one.parsed.platform.name for one in promises if one.parsed.platform.only_if_release}
        self._by_platform: dict[str, list[Publication]] = defaultdict(list)
        self._known: dict[tuple[int, datetime], bool] = {}
        if names:
            rows = Release.objects.filter(platform__in=names, package="", withdrawn_at=None)
            rows = rows.filter(recorded_at__gte=since - _FAR_ENOUGH)
            for platform, *instants in rows.values_list("platform", "released_at", "recorded_at"):
                self._by_platform[platform].append(Publication(*instants))

    def is_owed(self, promise: PatchPromise, period: Period) -> bool:
        """Whether the period asks for a patch; thousands of servers share the answer."""
        key = (promise.pk, period.starts_at)
        if key not in self._known:
            self._known[key] = is_owed(promise.parsed, period, self._of(promise))
        return self._known[key]

    def _of(self, promise: PatchPromise) -> Sequence[Publication]:
        return self._by_platform.get(promise.parsed.platform.name, ())
