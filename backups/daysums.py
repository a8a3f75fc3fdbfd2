"""What a day of one provider came to: slots kept and not kept, and its exceptions as they are signed."""

from datetime import date
from typing import Any

from django.db.models import Count

from backups.excepted import Shown, shown
from backups.exceptions import Question, counts, found
from backups.rules.days import span_of
from backups.rules.exceptions import Row
from hostops.clocks.models import Clock, Cycle
from hostops.clocks.querysets import KEPT, decided_between
from hostops.lib.now import now
from hostops.policies.models import Policy


def zone_of(policy: Policy) -> str:
    """The zone whose days the policy's checks are of: that of its newest version."""
    version = policy.versions.order_by("-number").first()
    return version.parsed.policy.timezone if version else "UTC"


def rows_of_day(policy: Policy, day: date, reader: Any = None) -> list[Row]:
    start, end = span_of(day, zone_of(policy))
    return found(Question(start=start, end=end, at=now(), reader=reader, policy=policy))


def sums(policy: Policy, day: date, rows: list[Row]) -> dict[str, int]:
    """How many slots were promised and kept, and how many exceptions there are of each state."""
    kept = kept_in(policy, day)
    told = counts(rows)
    unkept = sum(told.get(state, 0) for state in ("missed", "failed", "late"))
    return {"promised": kept + unkept, "kept": kept, **told}


def kept_in(policy: Policy, day: date) -> int:
    """Slots that were decided in the day, and kept; by the indexes of decided cycles."""
    start, end = span_of(day, zone_of(policy))
    at = now()
    clocks = Clock.objects.filter(kind="backup", version__policy=policy)
    cycles = Cycle.objects.filter(clock__kind="backup", version__policy=policy)
    both = (decided_between(rows, start, end, at).filter(KEPT) for rows in (clocks, cycles))
    return sum(rows.aggregate(number=Count("pk"))["number"] for rows in both)


def as_signed(policy: Policy, day: date, rows: list[Row]) -> dict[str, Any]:
    """The figures as they are put under a signature: they change no more."""
    return {"slots": sums(policy, day, rows), "exceptions": [_exception(each) for each in shown(rows)]}


def _exception(each: Shown) -> dict[str, Any]:
    row = each.row
    return {
        "schedule": each.schedule.number,
        "server": each.schedule.server.hostname,
        "account": each.schedule.server.account.slug,
        "tier": each.schedule.tier,
        "title": each.title,
        "slot": row.slot_at.isoformat(),
        "due_at": row.due_at.isoformat() if row.due_at else None,
        "came_at": row.stopped_at.isoformat() if row.stopped_at else None,
        "late": each.late,
        "states": list(row.states),
        "remarks": [
            {"reason": remark.reason, "words": remark.words, "by": remark.written_by.display_name,
             "at": remark.written_at.isoformat()}
            for remark in each.remarks
        ],
    }  # fmt: skip
