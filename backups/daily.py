"""The daily checks that are owed: a day of each provider that is over is put before a person, and a clock runs.

The portal's own work, safe to do twice and by two at once:

1. Each day that is over since the last gets its row. What was before the first schedule is nobody's.
2. The policy's clock (kind `daily_check`) has a cycle for each time by which days are to be signed.
   It stops when the last of its days is signed; unsigned at its due instant it alerts by the sweep.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from backups.models import DayCheck, Terms
from backups.rules.days import due_at, last_ended, looked_at_with, span_of
from hostops.clocks.actions import clock_of, clock_open, clock_renew, clock_stop
from hostops.clocks.belated import cycle_stop
from hostops.clocks.models import Clock, Cycle
from hostops.clocks.rules import Rule
from hostops.lib.now import now
from hostops.policies.models import Policy, PolicyVersion
from hostops.policies.schema.backups import DailyCheck
from hostops.subjects.models import Subject

KIND = "daily_check"
_DAY = timedelta(days=1)
# After a long rest the rest follows in the next rounds.
_MOST_AT_ONCE = 62


def checks_open() -> int:
    """Put every day that is over before whoever signs. How many days were new."""
    return sum(_opened(policy) for policy in Policy.objects.all())


def rule_of(policy: Policy) -> tuple[PolicyVersion, DailyCheck] | None:
    """The newest version of the policy with its daily check; None where it has none."""
    version = policy.versions.order_by("-number").first()
    backups = version.parsed.backups if version else None
    return (version, backups.daily_check) if version and backups and backups.daily_check else None


@transaction.atomic
def _opened(policy: Policy) -> int:
    known = rule_of(policy)
    if known is None:
        return 0
    version, rule = known
    zone = version.parsed.policy.timezone
    Policy.objects.select_for_update(no_key=True).get(pk=policy.pk)  # one at a time
    days = list(_new_days(policy, zone))
    for day in days:
        check = DayCheck.objects.create(policy=policy, day=day, due_at=due_at(rule, day, zone))
        _let_run(check, version, rule, zone)
    return len(days)


def _new_days(policy: Policy, zone: str) -> Iterator[date]:
    last = last_ended(now(), zone)
    known = DayCheck.objects.filter(policy=policy).order_by("-day").values_list("day", flat=True).first()
    day = known + _DAY if known else last
    for _ in range(_MOST_AT_ONCE):
        if day > last:
            return
        if known or Terms.objects.filter(promise__version__policy=policy, from_at__lt=span_of(day, zone)[1]).exists():
            yield day
        day += _DAY


def _let_run(check: DayCheck, version: PolicyVersion, rule: DailyCheck, zone: str) -> None:
    """The clock's cycle for the day's due instant, from the end of the first day that is signed by then."""
    subject = _subject(check.policy, version)
    clock = clock_of(subject, KIND)
    if clock and clock.due_at and clock.due_at >= check.due_at:
        return
    start = span_of(looked_at_with(rule, check.day)[0], zone)[1]
    thresholds = version.parsed.alerts.for_kind(KIND)
    terms: dict[str, Any] = {
        "clause": rule.clause,
        "version": version,
        # any calendar does: the time of a check counts day and night
        "rule": Rule("elapsed", _lasting(start, check.due_at), next(iter(version.parsed.calendars))),
        "thresholds": thresholds,
        "start": start,
    }
    if clock is None:
        clock_open(actor=None, subject=subject, kind=KIND, **terms)
    else:
        clock_renew(actor=None, clock=clock, **terms)


def _lasting(start: datetime, end: datetime) -> str:
    """`PT12H`, `PT11H` where the clocks went forward: so long that it ends at the wall-clock time of the rule."""
    hours, rest = divmod(int((end - start).total_seconds()), 3_600)
    minutes, seconds = divmod(rest, 60)
    parts = ((hours, "H"), (minutes, "M"), (seconds, "S"))
    return "PT" + ("".join(f"{number}{unit}" for number, unit in parts if number) or "0S")


def _subject(policy: Policy, version: PolicyVersion) -> Subject:
    title = f"Daily check of the backups, {version.parsed.policy.provider}"
    return Subject.objects.get_or_create(kind=KIND, reference=policy.slug, defaults={"title": title})[0]


def check_signed(check: DayCheck, *, actor: Any) -> None:
    """Stop the clock's cycle where this was the last of its days; of a cycle that made room too."""
    subject = Subject.objects.filter(kind=KIND, reference=check.policy.slug).first()
    clock = clock_of(subject, KIND) if subject else None
    if clock is None or not _all_signed(check, clock.version.parsed.policy.timezone):
        return
    if clock.due_at == check.due_at:
        clock_stop(actor=actor, clock=clock, at=now(), reason="signed")
    elif earlier := Cycle.objects.filter(clock=clock, due_at=check.due_at).first():
        cycle_stop(actor=actor, clock=clock, cycle=earlier.cycle, at=now(), reason="signed late")


def _all_signed(check: DayCheck, zone: str) -> bool:
    """Told from the rows alone, since the rule may have changed since they were made."""
    together = DayCheck.objects.filter(policy=check.policy, due_at=check.due_at)
    last = last_ended(check.due_at, zone)
    return together.filter(day=last).exists() and not together.filter(signed_at=None).exists()


def clock_of_checks(policy: Policy) -> Clock | None:
    """The policy's clock, for its page."""
    return Clock.objects.filter(subject__kind=KIND, subject__reference=policy.slug, kind=KIND).first()
