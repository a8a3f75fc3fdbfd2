"""What goes on around spans of time, for many at once: windows on the same servers, business events, freezes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q, QuerySet

from hostops.accounts.models import Account, Server
from maintenance.freezes import freezes_in
from maintenance.models import AffectedServer, BusinessEvent, Window, YearPlan
from maintenance.rules.terms import Occupied

Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class Surroundings:
    """What shares a moment with one of the spans asked for, in order."""

    windows: Sequence[Occupied] = ()
    events: Sequence[Occupied] = ()
    freezes: Sequence[Occupied] = ()


def surroundings(
    spans: Iterable[Span], servers: QuerySet[Server], accounts: Sequence[Account], besides: YearPlan | None = None
) -> Surroundings:
    """What stands beside the spans, in three statements however many they are. `besides` is the plan they are of."""
    wanted = [Q(starts_at__lt=ends_at, ends_at__gt=starts_at) for starts_at, ends_at in spans if starts_at < ends_at]
    if not wanted:
        return Surroundings()
    overlapping = reduce(or_, wanted)
    return Surroundings(
        _windows(overlapping, servers, besides),
        _events(overlapping, servers, accounts),
        freezes_in(overlapping, servers, accounts),
    )


def _windows(overlapping: Q, servers: QuerySet[Server], besides: YearPlan | None) -> list[Occupied]:
    same = AffectedServer.objects.filter(affected__window=OuterRef("pk"), server__in=servers.order_by().values("pk"))
    found = Window.objects.standing().filter(overlapping).filter(Exists(same))
    # a plan's windows are checked against each other by the plan's own rules
    if besides is not None:
        found = found.exclude(plan=besides)
    rows = found.order_by("starts_at", "id").only("title", "starts_at", "ends_at")
    return [Occupied(window.number, window.title, window.starts_at, window.ends_at) for window in rows]


def _events(overlapping: Q, servers: QuerySet[Server], accounts: Sequence[Account]) -> list[Occupied]:
    """Events on all of an account's servers, or on some that the spans are about (itpdx:5d)."""
    named = BusinessEvent.servers.through.objects.filter(businessevent=OuterRef("pk"))
    touched = named.filter(server__in=servers.order_by().values("pk"))
    found = BusinessEvent.objects.filter(overlapping, account__in=accounts, withdrawn_at=None)
    rows = found.filter(Q(~Exists(named)) | Q(Exists(touched))).select_related("account")
    return [
        Occupied(f"EV-{event.pk}", f"{event.account.name}: {event.title}", event.starts_at, event.ends_at)
        for event in rows.order_by("starts_at", "id")
    ]
