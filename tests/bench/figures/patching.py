"""Patching with 5,000 servers and two years of weeks: the board, what is overdue, compliance of all accounts."""

from collections.abc import Iterator

from hostops.accounts.token_actions import token_make
from tests.bench.cadences import Cadences, build_cadences
from tests.bench.figures.faces import session_cookie, statements
from tests.bench.measure import Figure, milliseconds
from tests.bench.serving import Client
from tests.bench.world import World

_BOARD, _COMPLIANCE = "/patching/", "/patching/compliance/"


def patching(client: Client, world: World, size: int) -> list[Figure]:
    built = build_cadences(world, size)
    engineer = world.engineers[0]
    browser = client.sibling(Cookie=session_cookie(engineer))
    api = client.sibling(Authorization=f"Bearer {token_make(actor=None, person=engineer, name='patching')[1]}")
    return [*_built(built), *_pages(browser, world), *_all_accounts(api)]


def _built(built: Cadences) -> list[Figure]:
    return [
        Figure("patches owed", built.owed, ""),
        Figure("patch duties made", built.duties / built.following, "/s"),
    ]


def _pages(browser: Client, world: World) -> Iterator[Figure]:
    """The board of 50 servers, those overdue, and 25 accounts' compliance."""
    for name, path, p95 in (
        ("patch board", _BOARD, 200.0),
        ("patch board, overdue servers", f"{_BOARD}?state=overdue", 200.0),
        ("patch compliance page", _COMPLIANCE, None),
    ):
        status, body = browser.get(path)
        assert status == 200, f"{path} answered {status}"
        yield Figure(f"{name} p95", milliseconds(lambda path=path: browser.get(path), 40)[1], "ms", p95)  # type: ignore[misc]
        yield Figure(f"{name} statements", statements(world.engineers[0], path), "")
        if path == _BOARD:
            yield Figure(f"{name} bytes", len(body), "B", 100_000)


def _all_accounts(api: Client) -> Iterator[Figure]:
    """Twelve periods of each of the 200 accounts in one answer."""
    path = f"/api/v1{_COMPLIANCE}"
    status, _ = api.get(path)
    assert status == 200
    yield Figure("patch compliance of all accounts p95", milliseconds(lambda: api.get(path), 10)[1], "ms", 2000.0)
