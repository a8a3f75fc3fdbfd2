"""Downtimes of half a year, some excluded, one corrected after its month was closed; and the closed months."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from hostops.accounts.models import Account, Person, Server
from hostops.lib.demo import Demo
from hostops.lib.now import now
from hostops.policies.binding import NothingBinds, bound
from maintenance.actions.downtimes import downtime_correct, downtime_record
from maintenance.actions.exclusions import downtime_exclude, exclusion_approve
from maintenance.actions.months import month_close
from maintenance.models import Downtime
from maintenance.rules.months import month_of, month_span, moved

_CLOSED = 5
_CLOSED_AFTER = timedelta(minutes=20)
_WRITTEN_AFTER = timedelta(minutes=35)


class Outage(NamedTuple):
    """So many days ago, for so many seconds. `excluded` is the cause of the policy and the reason."""

    server: str
    days: float
    seconds: int
    cause: str
    source: str = "monitoring"
    excluded: tuple[str, str] | None = None
    approved: bool = True


OUTAGES = (
    Outage("web1.harbor.example", 151.4, 94, "The web server was restarted after it had run out of memory."),
    Outage("web2.harbor.example", 118.2, 41, "A deployment took the pool down for a moment.", "hand"),
    Outage("db1.harbor.example", 83.6, 612, "A full disk stopped the database; space was freed."),
    Outage("web1.harbor.example", 34.3, 77, "The certificate had to be loaded again.", "hand"),
    Outage("web1.harbor.example", 5.7, 128, "A worker process hung and was replaced."),
    Outage(
        "shop1.cascade.example", 97.1, 2_940, "No route from the west coast to the data centre.",
        excluded=("internet_outage", "The exchange in Portland was dark for 49 minutes; its report is with the case."),
    ),
    Outage("shop2.cascade.example", 61.5, 186, "The host machine rebooted after a kernel fault."),
    Outage("reports1.cascade.example", 12.2, 1_260, "A report filled the temporary space."),
    Outage(
        "books1.lakeside.example", 20.8, 3_780, "The building lost power in the storm.",
        excluded=("force_majeure", "The storm of that night; the county declared an emergency."), approved=False,
    ),
    Outage("portal1.tamarack.example", 45.9, 205, "A failed disk was taken out of the mirror."),
    Outage("erp1.nordic.example", 129.3, 5_400, "A storage path failed; the partition was restarted."),
    Outage("app1.nordic.example", 68.7, 900, "Windows updates needed a second restart.", "hand"),
    Outage("edi1.nordic.example", 8.4, 1_500, "The message queue was full; the partner sent twice."),
    # so long that its month is missed on any date, also where a month's end divides it into halves
    Outage("erp1.rheinwerk.example", 53.2, 28_800, "A firmware fault; the vendor replaced a controller."),
    Outage("app1.pennine.example", 27.6, 2_100, "An expired licence stopped the application server."),
    Outage("wms1.southern-cross.example", 40.1, 3_300, "The warehouse link to the zone was cut by works."),
)  # fmt: skip


def seed(demo: Demo) -> None:
    for outage in OUTAGES:
        demo.stage.enlist(demo.ago(days=outage.days) + timedelta(seconds=outage.seconds), _story(outage))
    for account in Account.objects.filter(servers__registered_at__isnull=False).distinct():
        _close(demo, account)
    demo.stage.enlist(demo.ago(hours=30), _corrected())
    demo.say(f"{len(OUTAGES)} downtimes in half a year")


def _story(outage: Outage) -> Iterator[datetime]:
    """Down until now; written down a little later, and by then excused where it is."""
    ended = now()
    yield ended + _WRITTEN_AFTER
    row = downtime_record(
        actor=_named("engineer"), server=Server.objects.get(hostname=outage.server),
        starts_at=ended - timedelta(seconds=outage.seconds), ends_at=ended, cause=outage.cause, source=outage.source,
    )  # fmt: skip
    if outage.excluded:
        yield now() + timedelta(hours=5)
        exclusion, reason = outage.excluded
        row = downtime_exclude(actor=_named("engineer"), downtime=row, exclusion=exclusion, reason=reason)
        if outage.approved:
            yield now() + timedelta(hours=20)
            exclusion_approve(actor=_named("manager"), downtime=row, note="Read and agreed.")


def _close(demo: Demo, account: Account) -> None:
    """The months that were over, each as soon as it was, in the zone that it is counted in."""
    zone = _zone_of(account)
    present = month_of(demo.present, zone)
    for back in range(_CLOSED, 0, -1):
        month = moved(present, -back)
        ended = month_span(month, zone).end + _CLOSED_AFTER
        if ended < demo.present:
            demo.stage.enlist(ended, _closing(account, month))


def _closing(account: Account, month: date) -> Iterator[datetime]:
    month_close(actor=None, account=account, month=month)
    yield from ()


def _zone_of(account: Account) -> ZoneInfo:
    """That of the policy of its first contract; each account of the demo has one policy."""
    for contract in account.contracts.all():
        try:
            return ZoneInfo(bound(contract, now()).document.policy.timezone)
        except NothingBinds:
            continue
    return ZoneInfo("UTC")


def _corrected() -> Iterator[datetime]:
    """What a log showed later: a month that was closed gets a revision."""
    row = Downtime.objects.current().get(server__hostname="web1.harbor.example", cause__startswith="The certificate")
    assert row.ends_at
    downtime_correct(
        actor=_named("engineer"), downtime=row, ends_at=row.ends_at + timedelta(seconds=63),
        reason="The proxy's log shows that the first request came through a minute later.",
    )  # fmt: skip
    yield from ()


def _named(username: str) -> Person:
    found: Person = Person.objects.get(username=username)
    return found
