"""Rows made by hand: what the REST face shows, whatever would write it."""

from datetime import datetime, timedelta
from typing import Any

from hostops.accounts.models import Account
from hostops.alerts.models import Alert
from hostops.clocks.models import Clock
from hostops.policies.models import PolicyVersion
from hostops.subjects.models import Subject


def subject(account: Account | None, reference: str = "X-1", kind: str = "thing") -> Subject:
    return Subject.objects.create(account=account, kind=kind, reference=reference, title=f"About {reference}")


def clock(version: PolicyVersion, about: Subject, opened_at: datetime, **more: Any) -> Clock:
    """A response clock that started when it was opened and is due an hour later, unless told otherwise."""
    given: dict[str, Any] = {
        "kind": "response",
        "clause": "itpdx:4c",
        "started_at": opened_at,
        "due_at": opened_at + timedelta(hours=1),
        **more,
    }
    return Clock.objects.create(version=version, subject=about, opened_at=opened_at, **given)


def alert(of: Clock, at: datetime, threshold: str = "breach", **more: Any) -> Alert:
    given: dict[str, Any] = {"cycle": of.cycle, "revision": of.revision, "instant": at, "raised_at": at, **more}
    return Alert.objects.create(clock=of, threshold=threshold, **given)
