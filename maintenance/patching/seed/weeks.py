"""The demo's last weeks: each platform's run in two rings, planned, begun and reported by the desk's own actions."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from hostops.accounts.models import Person, Server
from hostops.accounts.roles import Role
from hostops.lib.now import now
from hostops.lib.stage import Story
from maintenance.patching.actions.releasing import release_record
from maintenance.patching.actions.results import Told, run_report
from maintenance.patching.actions.runs import run_finish, run_plan, run_start
from maintenance.patching.closing import periods_close
from maintenance.patching.excepting import exceptions_follow
from maintenance.patching.models import PatchDuty, PatchException, PatchRun, Release
from maintenance.patching.seed.history import BEFORE
from maintenance.patching.seed.releases import Published, coming, released_at, version
from maintenance.patching.turning import periods_turn

_PLAYED = 4
_HOUR, _DAY, _WEEK = timedelta(hours=1), timedelta(days=1), timedelta(weeks=1)
# The second ring follows after the wait of the policy.
_WAITED = timedelta(hours=25)
# Two weeks ago something went wrong, and was mended a week later.
_FAILED_ON, _FAILED_BACK = "app1.rheinwerk.example", 2
_FAILED = "The restart ran into a time-out; the update was taken back by Windows itself."
_PACKAGES = {
    "linux": ({"package": "linux-image-amd64", "from": "6.1.140-1", "to": "6.1.147-1"},),
    "windows": ({"package": "KB5066835", "from": "", "to": "1"},),
}


def begins(present: datetime) -> datetime:
    """Before the first of the weeks that are told, a little before its runs are planned."""
    return present - BEFORE - _PLAYED * _WEEK + _DAY


def story(present: datetime) -> Story:
    """1. Each week at its time the platforms' runs: the pilots, a day later the rest.
    2. In between what vendors publish, periods that come, exceptions that end and periods that are closed.
    """
    staff = _Staff()
    news = coming(present, now())
    for back in range(_PLAYED - 1, -1, -1):
        at = present - BEFORE - back * _WEEK
        yield at - _DAY
        _routine()
        while news and news[0][0] <= now():
            staff.record(news.pop(0)[1], present)
        found = [staff.plan(platform, at) for platform in ("linux", "windows")]
        yield at
        for run in found:
            staff.begin(run)
        yield at + 2 * _HOUR
        for run in found:
            staff.report(run, 0, back)
        yield at + _WAITED
        _routine()
        for run in found:
            staff.report(run, 1, back)
            if run.state == PatchRun.State.RUNNING:
                run_finish(actor=staff.engineer, run=run)


def _routine() -> None:
    periods_turn()
    exceptions_follow()
    periods_close()


class _Staff:
    """Who does it, and on which servers."""

    def __init__(self) -> None:
        staff = Person.objects.filter(account=None).order_by("pk")
        self.engineer, self.planner = staff.filter(role=Role.ENGINEER)[0], staff.filter(role=Role.PLANNER)[0]

    def record(self, one: Published, present: datetime) -> Release:
        return release_record(
            actor=self.planner, platform=one.platform, release_version=version(one, present), kind=one.kind, title=one.title,
            released_at=released_at(one, present),
        )  # fmt: skip

    def plan(self, platform: str, at: datetime) -> PatchRun:
        servers = _servers(platform)
        week = at.isocalendar().week
        return run_plan(
            actor=self.planner, platform=platform, title=f"{platform.capitalize()}, week {week}", planned_at=at,
            rings=[ring for ring in (servers[:1], servers[1:]) if ring],
        )  # fmt: skip

    def begin(self, run: PatchRun) -> None:
        run_start(actor=self.engineer, run=run)

    def report(self, run: PatchRun, ring: int, back: int) -> None:
        """How it went on the servers of the ring; those that an exception spares were left out."""
        running = PatchException.objects.filter(from_at__lte=now(), until_at__gt=now(), ended_at=None)
        spared = set(running.exclude(approved_at=None).values_list("servers", flat=True))
        rows = run.results.filter(ring=ring, state="pending").exclude(server__in=spared).select_related("server")
        told = [_told(run, row.server, back) for row in rows]
        if told:
            run_report(actor=self.engineer, run=run, results=told)
            run.refresh_from_db()


def _told(run: PatchRun, server: Server, back: int) -> Told:
    if server.hostname == _FAILED_ON and back == _FAILED_BACK:
        return Told(server, "failed", message=_FAILED)
    return Told(server, "done", installed=_PACKAGES[run.platform])


def _servers(platform: str) -> Sequence[Server]:
    duties = PatchDuty.objects.filter(platform=platform, ended_at=None).order_by("server__hostname")
    return [one.server for one in duties.select_related("server__account", "server__contract")]
