"""The backup desk with 5,000 servers, five tiers, a year of history: its pages, what comes in, what a night costs."""

import itertools
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from backups.models import Schedule
from backups.turning import slots_turn
from hostops.accounts.token_actions import token_make
from hostops.lib.now import moved_to
from tests.bench.figures.faces import session_cookie, statements
from tests.bench.measure import Figure, milliseconds
from tests.bench.nights import Nights, build_nights
from tests.bench.serving import Client
from tests.bench.world import World

_AT_ONCE, _CALLS = 1000, 10
_BATCH = 1000


def backups(client: Client, world: World, size: int) -> list[Figure]:
    nights = build_nights(world, size)
    engineer = world.engineers[0]
    browser = client.sibling(Cookie=session_cookie(engineer))
    api = client.sibling(Authorization=f"Bearer {token_make(actor=None, person=engineer, name='bench')[1]}")
    return [*_built(nights), *_pages(browser, world), *_copies(api, world), *_ingest(api), *_evaluation()]


def _built(nights: Nights) -> list[Figure]:
    return [
        Figure("runs of backups", nights.runs, ""),
        Figure("schedules made", nights.schedules / nights.following, "/s"),
        Figure("last copies heard by clocks", nights.heard / nights.hearing, "/s", 2000.0, higher=True),
    ]


def _pages(browser: Client, world: World) -> Iterator[Figure]:
    """The grid of 50 servers, the exceptions, the list of schedules, and an account's month."""
    for name, path, p95 in (
        ("backup grid", "/backups/", 200.0),
        ("backup grid, troubled servers", "/backups/?only=failed", 200.0),
        ("backup exceptions", "/backups/exceptions/", 150.0),
        ("backup schedules", "/backups/schedules/", 150.0),
        ("backup month report", "/backups/report/?account=account-1", None),
    ):
        status, body = browser.get(path)
        assert status == 200, f"{path} answered {status}"
        yield Figure(f"{name} p95", milliseconds(lambda path=path: browser.get(path), 40)[1], "ms", p95)  # type: ignore[misc]
        yield Figure(f"{name} statements", statements(world.engineers[0], path), "")
        if name == "backup grid":
            yield Figure(f"{name} bytes", len(body), "B", 100_000)


def _copies(api: Client, world: World) -> Iterator[Figure]:
    """What can be restored of servers, and which copies may go: of all, and of servers and accounts one after another.

    Nobody of the bench has removed a copy: millions may go.
    """
    servers = itertools.cycle([f"server={tenant.server.hostname}" for tenant in world.tenants])
    accounts = itertools.cycle([f"account={tenant.account.slug}" for tenant in world.tenants])
    for name, called, asked in (
        ("restorable of a server", "restorable", servers),
        ("runs of a server", "runs", servers),
        ("expirable, all", "expirable", itertools.repeat("")),
        ("expirable of a server", "expirable", servers),
        ("expirable of an account", "expirable", accounts),
    ):
        yield Figure(f"{name} p95", milliseconds(partial(_listed, api, called, asked), 40)[1], "ms", 200.0)


def _listed(api: Client, called: str, asked: Iterator[str]) -> None:
    status, answer = api.get(f"/api/v1/backups/{called}/?{next(asked)}")
    assert status == 200, f"{called} answered {status}: {answer[:500]!r}"


def _ingest(api: Client) -> list[Figure]:
    """A thousand runs in a call, each of another schedule, with their clocks."""
    names = itertools.cycle([one.number for one in Schedule.objects.filter(tier="daily").order_by("pk")])
    ended = datetime.now(UTC).replace(microsecond=0) - timedelta(minutes=5)
    bodies = [{"runs": [_run(next(names), ended, call) for _ in range(_AT_ONCE)]} for call in range(_CALLS)]
    began = time.perf_counter()
    for body in bodies:
        status, answer = api.post("/api/v1/backups/runs/bulk/", body)
        assert status == 201, answer[:500]
    taken = time.perf_counter() - began
    return [Figure("bulk ingest of runs", _AT_ONCE * _CALLS / taken, "/s", 2000.0, higher=True)]


def _run(schedule: str, ended: datetime, call: int) -> dict[str, Any]:
    return {
        "schedule": schedule,
        "started_at": (ended - timedelta(minutes=20)).isoformat(),
        "finished_at": ended.isoformat(),
        "status": "ok",
        "bytes": 20_000_000_000,
        "external_id": f"bench-{call}-{schedule}",
    }


def _evaluation() -> list[Figure]:
    """The night after: every slot that has come; then once more, when nothing has."""
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    with moved_to(tomorrow):
        turned, taken = _turned()
        nothing, none = _turned()
    assert nothing == 0
    return [
        Figure("nightly evaluation of all slots", taken, "s", 60.0),
        Figure("schedules that it looked at", turned, ""),
        Figure("evaluation when nothing has come", none * 1000, "ms", 50.0),
    ]


def _turned() -> tuple[int, float]:
    began = time.perf_counter()
    turned = looked = slots_turn(_BATCH)
    while looked == _BATCH:
        looked = slots_turn(_BATCH)
        turned += looked
    return turned, time.perf_counter() - began
