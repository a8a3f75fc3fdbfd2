"""Pages and REST calls, measured from outside over one kept connection; statements counted inside."""

import itertools
import json
import threading
import time
from collections.abc import Callable

from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.test import Client as Inside
from django.test.utils import CaptureQueriesContext, override_settings

from hostops.accounts.models import Person
from hostops.accounts.token_actions import token_make
from tests.bench.load import FIRST_NUMBER
from tests.bench.measure import Figure, milliseconds
from tests.bench.serving import Client
from tests.bench.world import World


def session_cookie(person: Person) -> str:
    """A session as sign-in makes it, without the form."""
    session = SessionStore()
    session["_auth_user_id"] = str(person.pk)
    session["_auth_user_backend"] = "django.contrib.auth.backends.ModelBackend"
    session["_auth_user_hash"] = person.get_session_auth_hash()
    session.save()
    return f"sessionid={session.session_key}"


def statements(person: Person, path: str) -> int:
    """SQL statements of one page, counted in this process on the same database."""
    inside = Inside(SERVER_NAME="127.0.0.1")
    inside.force_login(person)
    with override_settings(SECURE_SSL_REDIRECT=False), CaptureQueriesContext(connection) as captured:
        inside.get(path)
    return len(captured)


def pages(client: Client, world: World) -> list[Figure]:
    """The queue of 50 rows, and a case with ten messages."""
    engineer = world.engineers[0]
    browser = client.sibling(Cookie=session_cookie(engineer))
    case = f"/cases/HC-{FIRST_NUMBER}/"
    figures = []
    for name, path, p95, most in (("queue page", "/cases/", 50.0, 12), ("case page", case, 45.0, 15)):
        status, body = browser.get(path)
        assert status == 200, f"{path} answered {status}"
        p50, high = milliseconds(lambda path=path: browser.get(path), 60)  # type: ignore[misc]
        figures += [
            Figure(f"{name} p50", p50, "ms"),
            Figure(f"{name} p95", high, "ms", p95, ratio_aim=1.3 if path == "/cases/" else None),
            Figure(f"{name} statements", statements(engineer, path), "", most),
        ]
        if path == "/cases/":
            figures.append(Figure(f"{name} bytes", len(body), "B", 60_000))
    return figures


def listing(client: Client, world: World) -> list[Figure]:
    """50 cases by next due: the first page, and the hundredth, reached by its cursors."""
    api = client.sibling(Authorization=f"Bearer {token_make(actor=None, person=world.engineers[0], name='bench')[1]}")
    first = "/api/v1/cases/?ordering=next_due&limit=50"
    hundredth = _follow(api, first, 99)
    return [
        Figure("GET /cases/ first page p95", milliseconds(lambda: api.get(first), 60)[1], "ms", 40.0),
        Figure("GET /cases/ 100th page p95", milliseconds(lambda: api.get(hundredth), 60)[1], "ms", 40.0),
    ]


def _follow(api: Client, path: str, pages_on: int) -> str:
    for _ in range(pages_on):
        following = json.loads(api.get(path)[1])["next"]
        if not following:
            return path
        path = following.split(str(api.port), 1)[1]
    return path


def search(client: Client, world: World) -> list[Figure]:
    browser = client.sibling(Cookie=session_cookie(world.engineers[0]))
    words = itertools.cycle(("certificate", "latency", "invoice", "kernel"))
    return [
        Figure(
            "search for a word p95", milliseconds(lambda: browser.get(f"/cases/?q={next(words)}"), 40)[1], "ms", 150.0
        )
    ]


def filing(client: Client, world: World) -> list[Figure]:
    """`POST /cases/` with one client and with four, each its own account's contact."""
    alone = _filed_a_second(client, world, clients=1, seconds=5)
    four = _filed_a_second(client, world, clients=4, seconds=5)
    return [
        Figure("POST /cases/ 1 client", alone, "/s", 80.0, higher=True),
        Figure("POST /cases/ 4 clients", four, "/s", 150.0, higher=True),
    ]


def _filed_a_second(client: Client, world: World, *, clients: int, seconds: float) -> float:
    tokens = [token_make(actor=None, person=world.tenants[n].contact, name="bench")[1] for n in range(clients)]
    posters = [_poster(client.sibling(Authorization=f"Bearer {token}"), f"web-{n}") for n, token in enumerate(tokens)]
    counts = [0] * clients
    ends = time.perf_counter() + seconds

    def run(number: int) -> None:
        while time.perf_counter() < ends:
            posters[number]()
            counts[number] += 1

    began = time.perf_counter()
    threads = [threading.Thread(target=run, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / (time.perf_counter() - began)


def _poster(api: Client, server: str) -> Callable[[], None]:
    body = {
        "subject": "Slow",
        "description": "Pages take ten seconds.",
        "server": server,
        "software": None,
        "requested_severity": 3,
    }

    def post() -> None:
        status, answer = api.post("/api/v1/cases/", body)
        assert status == 201, answer[:500]

    return post
