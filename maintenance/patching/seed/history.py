"""The runs of the demo's year, written at once: weekly ones, one a quarter, one for each release of a firewall."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from random import Random

from hostops.accounts.models import Person, Server
from hostops.accounts.roles import Role
from hostops.clocks.businesstime.wall import local_date, zone_named
from hostops.lib.now import moved_to
from maintenance.patching.closing import periods_close
from maintenance.patching.models import (
    PatchDuty,
    PatchException,
    PatchOwed,
    PatchResult,
    PatchRun,
    Release,
)
from maintenance.patching.owing import results_heard
from maintenance.patching.rules.periods import has_periods

_HOUR, _DAY, _WEEK = timedelta(hours=1), timedelta(days=1), timedelta(weeks=1)
# Each week's first ring is patched on a Tuesday evening (UTC).
_TUESDAY, _EVENING = 1, time(20, tzinfo=UTC)
_WEEKS = 52
_FAILS = 0.035
_SPARED = "wms1.southern-cross.example"
_WHY = "The warehouse's scanners certify each kernel; the vendor asks for three weeks."
_FROM, _UNTIL = timedelta(days=151), timedelta(days=130)
_FAILED = ("dpkg was interrupted; the lock was held by another program.", "The restart ran into a time-out.",
           "Not enough space on the system volume.")  # fmt: skip


@dataclass
class _Book:
    """Runs with their results and releases, kept until they are written at once."""

    engineer: Person
    runs: list[PatchRun] = field(default_factory=list)
    results: list[PatchResult] = field(default_factory=list)
    releases: list[tuple[PatchRun, Release]] = field(default_factory=list)

    def run(self, platform: str, title: str, at: datetime, release: Release | None = None) -> PatchRun:
        run = PatchRun(
            platform=platform, title=title, state="done", planned_at=at, started_at=at, finished_at=at + 2 * _HOUR,
            made_by=self.engineer, made_at=at - 2 * _DAY,
        )  # fmt: skip
        self.runs.append(run)
        if release:
            self.releases.append((run, release))
        return run

    def result(self, run: PatchRun, server: Server, chance: Random, failed: bool = False) -> None:
        at = run.planned_at + chance.uniform(0.2, 1.8) * _HOUR
        self.results.append(
            PatchResult(
                run=run,
                server=server,
                state="failed" if failed else "done",
                finished_at=at,
                message=chance.choice(_FAILED) if failed else "",
                reported_by=self.engineer,
                reported_at=at,
            )
        )
        if failed:
            run.state = "failed"

    def write(self) -> None:
        PatchRun.objects.bulk_create(self.runs)
        PatchResult.objects.bulk_create(self.results, batch_size=1000)
        through = PatchRun.releases.through
        through.objects.bulk_create(through(patchrun=run, release=release) for run, release in self.releases)


def runs(present: datetime, until: datetime, chance: Random) -> int:
    """Write the runs up to `until` and let them keep what they keep; how many."""
    book = _Book(Person.objects.filter(role=Role.ENGINEER).order_by("pk")[0])
    duties = list(PatchDuty.objects.filter(ended_at=None).select_related("server", "promise").order_by("pk"))
    spared = _spared(present, book.engineer)
    for platform in ("linux", "windows"):
        servers = [one.server for one in duties if one.platform == platform]
        _weekly(book, platform, servers, _instants(present, until), spared, chance)
    for duty in duties:
        if has_periods(duty.promise.parsed.platform.cadence):
            if duty.platform not in ("linux", "windows"):
                _in_periods(book, duty, until, chance)
        else:
            _by_release(book, duty, until, chance)
    book.write()
    results_heard(book.results, actor=None)
    _close(present, until)
    return len(book.runs)


def last_run(present: datetime) -> datetime:
    """The last Tuesday evening that is behind."""
    day = present - (present.weekday() - _TUESDAY) % 7 * _DAY
    at = datetime.combine(day.date(), _EVENING)
    return at if at < present - _HOUR else at - _WEEK


def _instants(present: datetime, until: datetime) -> Iterator[datetime]:
    """Of each week but those that are told one by one, the earliest first."""
    for back in range(_WEEKS, 0, -1):
        at = last_run(present) - back * _WEEK
        if at < until:
            yield at


def _weekly(
    book: _Book,
    platform: str,
    servers: Sequence[Server],
    instants: Iterator[datetime],
    spared: PatchException,
    chance: Random,
) -> None:
    for at in instants:
        run = book.run(
            platform, f"{platform.capitalize()}, week {local_date(at, zone_named('UTC')).isocalendar().week}", at
        )
        for server in servers:
            if not (server.hostname == _SPARED and spared.from_at <= at < spared.until_at):
                book.result(run, server, chance, failed=chance.random() < _FAILS)


def _in_periods(book: _Book, duty: PatchDuty, until: datetime, chance: Random) -> None:
    """In the middle of each quarter that was owed and is over; the last of a server came a week late."""
    rows = PatchOwed.objects.filter(duty=duty, what="period", due_at__lt=until - 2 * _WEEK).order_by("due_at")
    for row in rows:
        at = row.starts_at + (row.due_at - row.starts_at) * chance.uniform(0.4, 0.8)
        if duty.server.hostname == "erp1.pennine.example" and row == rows[0]:
            at = row.due_at + 6 * _DAY
        run = book.run(duty.platform, f"{duty.server.hostname}, {row.cause or 'the quarter'}", at)
        book.result(run, duty.server, chance)


def _by_release(book: _Book, duty: PatchDuty, until: datetime, chance: Random) -> None:
    """Some days after each release; a major one was planned in time, and then installed."""
    rows = PatchOwed.objects.filter(duty=duty, release__isnull=False).select_related("release")
    for row in rows.order_by("due_at"):
        if row.release and row.release.released_at + 12 * _DAY < until:
            at = row.release.released_at + chance.uniform(4, 11) * _DAY
            run = book.run(duty.platform, f"{duty.server.hostname}, {row.release}", at, row.release)
            book.result(run, duty.server, chance)


def _spared(present: datetime, engineer: Person) -> PatchException:
    """An exception of some weeks in summer, over long ago: what fell due in it names it."""
    server = Server.objects.get(hostname=_SPARED)
    manager = Person.objects.filter(role=Role.MANAGER).order_by("pk")[0]
    from_at, until_at = present - _FROM, present - _UNTIL
    made = PatchException.objects.create(
        account=server.account, reason=_WHY, from_at=from_at, until_at=until_at, asked_by=engineer,
        asked_at=from_at - _DAY, approved_by=manager, approved_at=from_at, settled_at=until_at,
    )  # fmt: skip
    made.servers.add(server)
    PatchOwed.objects.filter(duty__server=server, due_at__gte=from_at, due_at__lt=until_at).update(exception=made)
    return made


def _close(present: datetime, until: datetime) -> None:
    """Month after month, as it came."""
    at = present - _WEEKS * _WEEK
    while at <= until:
        with moved_to(at):
            periods_close()
        at += 4 * _WEEK
