"""Results that were told of after their period was closed: they are kept, and change nothing of it."""

from collections.abc import Iterable

from maintenance.patching.models import ClosedPeriod, PatchResult, PatchRun


def closed_before(run: PatchRun, rows: Iterable[PatchResult]) -> set[int]:
    """Those, by id, whose period was closed when they were told of; `rows` have their server. One statement."""
    told = [row for row in rows if row.finished_at and row.reported_at]
    if not told:
        return set()
    first, last = min(row.finished_at for row in told), max(row.finished_at for row in told)  # type: ignore[type-var]
    accounts = {row.server.account_id for row in told}
    closed = list(
        ClosedPeriod.objects.filter(
            account__in=accounts, platform=run.platform, starts_at__lte=last, ends_at__gt=first
        ).defer("figures")
    )
    return {row.pk for row in told if any(_is_belated(row, period) for period in closed)}


def _is_belated(row: PatchResult, period: ClosedPeriod) -> bool:
    assert row.finished_at
    assert row.reported_at
    inside = row.server.account_id == period.account_id and period.starts_at <= row.finished_at < period.ends_at
    return inside and period.closed_at < row.reported_at
