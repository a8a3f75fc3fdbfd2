"""What `restic forget --json` printed, told as it is."""

import json
from datetime import datetime
from typing import Any

import pytest

from backups.models import Run
from hostops.policies.models import PolicyVersion
from tests.backups_retention.scene import DAY, copy, daily
from tests.house import House
from tests.tickets_api.calls import pointers
from tests.tickets_api.conftest import Callers

ADDRESS = "/api/v1/backups/expirable/report/restic/"
WHOLE = ("cd856948e67f379974b23ccc886f7141", "d4c7c36b00000000000000000000000", "0" * 40)


def told(caller: Any, body: Any, query: str = "server=erp1&tier=daily") -> Any:
    printed = body if isinstance(body, str) else json.dumps(body)
    return caller.client.post(f"{ADDRESS}?{query}", printed, "application/json")


def group(*names: str) -> dict[str, Any]:
    """As restic 0.14 prints it."""
    removed = [{"time": "2026-03-01T12:00:00Z", "id": name, "short_id": name[:8]} for name in names]
    return {"tags": None, "host": "", "paths": None, "keep": None, "remove": removed or None, "reasons": []}


def test_snapshots_are_known_by_their_whole_name_or_their_short_one(
    house: House, iptor: PolicyVersion, calls: Callers, tuesday: datetime
) -> None:
    of = daily(house, iptor)
    whole = copy(of, tuesday - 9 * DAY, external_id=WHOLE[0])
    short = copy(of, tuesday - 8 * DAY, external_id=WHOLE[1][:8])
    answer = told(calls.stranger, [group(*WHOLE), group()])
    assert answer.status_code == 200, answer.content
    assert [(row["id"], row["outcome"]) for row in answer.json()["copies"]] == [
        (whole.pk, "expired"), (short.pk, "expired"), (None, "unknown"),
    ]  # fmt: skip
    assert not Run.objects.copies().exists()


def test_nothing_removed_is_nothing_told(house: House, calls: Callers) -> None:
    bodies: tuple[Any, ...] = ([], [group()], [{}])
    for body in bodies:
        assert told(calls.stranger, body, "server=erp1").json() == {"copies": []}


@pytest.mark.parametrize(
    ("body", "query"),
    [
        ("", "server=erp1"),
        ('[{"remove": [{"id": "cd85', "server=erp1"),
        ("{}", "server=erp1"),
        ('[{"remove": [{}]}]', "server=erp1"),
        ('[{"remove": [{"id": "short"}]}]', "server=erp1"),
        ('[{"remove": "all"}]', "server=erp1"),
        ('[{"remove": [null]}]', "server=erp1"),
        ("[7]", "server=erp1"),
        ("[]", ""),
        ("[]", "server=erp1&sever=x"),
    ],
)
def test_what_cannot_be_read_is_400(house: House, calls: Callers, body: str, query: str) -> None:
    assert told(calls.stranger, body, query).status_code == 400


def test_foreign_servers_and_readers(house: House, calls: Callers) -> None:
    answer = told(calls.stranger, [], "server=web1")
    assert (answer.status_code, pointers(answer)) == (400, ["/server"])
    assert told(calls.viewer, [], "server=web1").status_code == 403
