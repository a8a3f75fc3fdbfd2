"""The year, a check and an announcement, with 1,000 windows over 5,000 servers and 200 accounts."""

import json
import time
from datetime import UTC, datetime, timedelta
from typing import Any

from hostops.accounts.token_actions import token_make
from hostops.alerts.models import Delivery
from tests.bench.figures.faces import session_cookie, statements
from tests.bench.measure import Figure, milliseconds
from tests.bench.serving import Client
from tests.bench.windows import Planned, build_windows
from tests.bench.world import World


def maintenance(client: Client, world: World) -> list[Figure]:
    planned = build_windows(world)
    api = client.sibling(Authorization=f"Bearer {token_make(actor=None, person=planned.planner, name='bench')[1]}")
    browser = client.sibling(Cookie=session_cookie(planned.planner))
    return [*_year(browser, planned), *_check(api, planned), *_announce(api, planned)]


def _year(browser: Client, planned: Planned) -> list[Figure]:
    path = f"/windows/year/{planned.year}/"
    status, body = browser.get(path)
    assert status == 200, f"{path} answered {status}"
    p50, p95 = milliseconds(lambda: browser.get(path), 40)
    return [
        Figure("year page p50", p50, "ms"),
        Figure("year page p95", p95, "ms", 150.0),
        Figure("year page statements", statements(planned.planner, path), ""),
        Figure("year page bytes", len(body), "B"),
    ]


def _check(api: Client, planned: Planned) -> list[Figure]:
    """Of an emergency over everything: every account and server, and what else there is on that day."""
    body = _emergency(datetime(planned.year, 6, 1, 8, tzinfo=UTC))

    def check() -> None:
        status, answer = api.post("/api/v1/windows/check/", body)
        assert status == 200, answer[:500]

    return [Figure("window check p95", milliseconds(check, 40)[1], "ms", 100.0)]


def _announce(api: Client, planned: Planned) -> list[Figure]:
    """The time of the call, with a letter for the holder and the contact of each of 200 accounts in the outbox."""
    number = _made(api, _emergency(datetime.now(UTC).replace(microsecond=0) + timedelta(hours=3)))
    _step(api, number, "plan", {})
    before = Delivery.objects.filter(channel="email").count()
    began = time.perf_counter()
    _step(api, number, "announce", {})
    taken = time.perf_counter() - began
    told = Delivery.objects.filter(channel="email").count() - before
    assert told == 2 * len(_accounts(api, number)), told
    return [Figure("announcing to 200 accounts", taken, "s", 2.0), Figure("letters in the outbox", told, "")]


def _emergency(starts: datetime) -> dict[str, Any]:
    return {
        "kind": "emergency",
        "title": "Kernel fix",
        "starts_at": starts.isoformat(),
        "ends_at": (starts + timedelta(hours=2)).isoformat(),
        "timezone": "Europe/Stockholm",
        "scope": {"all": True},
        "decision": "used",
        "effect": "Each server restarts once.",
        "impact": "outage",
        "expected_downtime": "PT10M",
        "justification": "It is exploited.",
        "advisory": "Vendor advisory 2026-14",
        "answers": {"wider_effect": "It closes the way in everywhere.", "proportion": "Ten minutes against the data."},
    }


def _made(api: Client, body: dict[str, Any]) -> str:
    status, answer = api.post("/api/v1/windows/", body)
    assert status == 201, answer[:500]
    number: str = json.loads(answer)["number"]
    return number


def _step(api: Client, number: str, step: str, body: dict[str, Any]) -> None:
    status, answer = api.post(f"/api/v1/windows/{number}/{step}/", body)
    assert status == 200, answer[:500]


def _accounts(api: Client, number: str) -> list[str]:
    affected: list[str] = json.loads(api.get(f"/api/v1/windows/{number}/")[1])["affected"]
    return affected
