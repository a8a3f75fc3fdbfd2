"""The demo's last weeks: each platform's run in two rings, planned, begun and reported by the desk's own actions."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from hostops.accounts.models import Person, Server
from hostops.accounts.roles import Role
from hostops.lib.now import now
from hostops.lib.stage import Story
from maintenance.models import Window
from maintenance.patching.actions.releasing import release_record
from maintenance.patching.actions.results import Told, run_report
from maintenance.patching.actions.runs import run_finish, run_plan, run_start
from maintenance.patching.closing import periods_close
from maintenance.patching.excepting import exceptions_follow
from maintenance.patching.models import PatchDuty, PatchException, PatchRun, Release
from maintenance.patching.seed.history import last_run
from maintenance.patching.seed.releases import Published, coming, released_at, version
from maintenance.patching.turning import periods_turn

_PLAYED = 3
_HOUR, _DAY, _WEEK = timedelta(hours=1), timedelta(days=1), timedelta(weeks=1)
# The second ring follows after the wait of the policy.
_WAITED = timedelta(hours=25)
_TIMED_OUT = "The restart ran into a time-out; the update was taken back by Windows itself."
_FULL = "Not enough space on the system volume."
# What went wrong, by server and by how many weeks ago: one was mended a week later, one is not mended yet.
_FAILED = {
    ("app1.rheinwerk.example", 2): _TIMED_OUT,
    ("app1.southern-cross.example", 1): _FULL,
    ("app1.southern-cross.example", 0): _FULL,
}
# Of these nothing is heard of the last week yet.
_AWAITED = ("app1.rheinwerk.example",)
_PACKAGES = {
    "linux": ({"package": "linux-image-amd64", "from": "6.1.140-1", "to": "6.1.147-1"},),
    "windows": ({"package": "KB5066835", "from": "", "to": "1"},),
}


def begins(present: datetime) -> datetime:
    """Before the first of the weeks that are told, a little before its runs are planned."""
    return last_run(present) - _PLAYED * _WEEK + _DAY * 3


def story(present: datetime) -> Story:
    """1. Each week at its time the platforms' runs: the pilots, a day later the rest. The last is not over yet.
    2. In between what vendors publish, periods that come, exceptions that end and periods that are closed.
    """
    staff = _Staff()
    news = coming(present, now())
    for back in range(_PLAYED - 1, -1, -1):
        at = last_run(present) - back * _WEEK
        yield at - _DAY
        _routine()
        while news and news[0][0] <= now():
            _record(news.pop(0)[1], present)
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
            if back and run.state == PatchRun.State.RUNNING:
                run_finish(actor=staff.engineer, run=run)


def ahead(present: datetime) -> Story:
    """What is planned next, where customers are affected in a window.

    A story of its own: in the day after a run's first ring that of the weeks stands where it waits for the second.
    """
    staff = _Staff()
    _routine()
    for platform in ("linux", "windows"):
        staff.plan(platform, last_run(present) + _WEEK)
    staff.plan_in_a_window(_in_a_window(present))
    yield from ()


def _in_a_window(present: datetime) -> Window | None:
    """The next one over everything that may be used."""
    ahead = Window.objects.filter(scope_all=True, starts_at__gt=present, state__in=("planned", "announced"))
    return ahead.exclude(decision="not_used").order_by("starts_at").first()


def _routine() -> None:
    periods_turn()
    exceptions_follow()
    periods_close()


class _Staff:
    """Who does it, and on which servers."""

    def __init__(self) -> None:
        staff = Person.objects.filter(account=None).order_by("pk")
        self.engineer, self.planner = staff.filter(role=Role.ENGINEER)[0], staff.filter(role=Role.PLANNER)[0]

    def plan(self, platform: str, at: datetime) -> PatchRun:
        servers = _servers(platform)
        week = at.isocalendar().week
        return run_plan(
            actor=self.planner, platform=platform, title=f"{platform.capitalize()}, week {week}", planned_at=at,
            rings=[ring for ring in (servers[:1], servers[1:]) if ring],
        )  # fmt: skip

    def plan_in_a_window(self, window: Window | None) -> None:
        """The newest PTF, with an outage: by the rules it needs a window, and a reason to wait for that one."""
        release = Release.objects.filter(platform="powervs").order_by("-released_at").first()
        servers = _servers("powervs")
        if window and release and servers:
            run_plan(
                actor=self.planner, platform="powervs", title=f"{release.title} on all partitions",
                planned_at=window.starts_at + _HOUR, rings=[servers[-1:], servers[:-1]], releases=[release],
                impact="outage", window=window, reason="The partitions restart: it waits for the next window of all.",
            )  # fmt: skip

    def begin(self, run: PatchRun) -> None:
        run_start(actor=self.engineer, run=run)

    def report(self, run: PatchRun, ring: int, back: int) -> None:
        """How it went on the servers of the ring; those that an exception spares were left out."""
        running = PatchException.objects.filter(from_at__lte=now(), until_at__gt=now(), ended_at=None)
        spared = set(running.exclude(approved_at=None).values_list("servers", flat=True))
        rows = run.results.filter(ring=ring, state="pending").exclude(server__in=spared).select_related("server")
        told = [_told(run, row.server, back) for row in rows if back or row.server.hostname not in _AWAITED]
        if told:
            run_report(actor=self.engineer, run=run, results=told)
            run.refresh_from_db()


def _record(one: Published, present: datetime) -> None:
    release_record(
        actor=None, platform=one.platform, release_version=version(one, present), kind=one.kind, title=one.title,
        released_at=released_at(one, present),
    )  # fmt: skip


def _told(run: PatchRun, server: Server, back: int) -> Told:
    if message := _FAILED.get((server.hostname, back)):
        return Told(server, "failed", message=message)
    return Told(server, "done", installed=_PACKAGES[run.platform])


def _servers(platform: str) -> Sequence[Server]:
    duties = PatchDuty.objects.filter(platform=platform, ended_at=None).order_by("server__hostname")
    return [one.server for one in duties.select_related("server__account", "server__contract")]
