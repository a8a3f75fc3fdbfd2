"""A client that learns: where it is told what is wrong, it writes what harbor's people would write, and asks again.

At most fields a boundary is the name of nothing that there is, so that the call would end there.
"""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from datetime import timedelta
from typing import Any

from hostops.lib.now import now
from tests.api.harbors import Objects, place_of
from tests.duty.scene import on_call
from tests.house import House
from tests.maintenance_years.scene import RULE
from tests.tickets.cases import phoned

Words = Mapping[str, Sequence[Any]]
# How often it asks again; each time it tries the next of several words.
TIMES = 3
# So many calls are mended for one operation: after that they are much alike, and a plan of a year takes its time.
MOST = 100


def words_of(house: House, objects: Objects) -> Words:
    """By the name of a field: what may be written there."""
    case = _number(objects, "/api/v1/cases/{number}/")
    return {
        **_times(),
        "account": ["harbor", "nordic"],
        "accounts": [["nordic"]],
        "advice": [None],
        "assignee": [house.engineer.username],
        "body": ["Done."],
        "case": [case],
        "cases": [[case]],
        "clause": ["itpdx:4c"],
        "dates": [[]],
        "deputy": [house.manager.username],
        "exclusion": ["force_majeure"],
        "expected_downtime": ["PT30M"],
        "findings": ["None."],
        "kind": ["long", "emergency"],
        "location": ["frankfurt"],
        "locations": [["frankfurt"]],
        "other": [on_call(house.second_engineer, 2, now()).pk, "fra-2"],
        "people": [[house.engineer.username]],
        "person": [house.engineer.username, house.viewer.username],
        "place": [f"reply:{case}"],
        "policy": ["itpdx"],
        "query": ["due=hour"],
        "reason": ["verified"],
        "reporter": [house.contact.username],
        "rule": [RULE],
        "run": [_number(objects, "/api/v1/backups/runs/{id}/")],
        "schedule": [_number(objects, "/api/v1/backups/schedules/{number}/")],
        "scope": [{"servers": ["erp1"]}, {"all": True}],
        "server": ["web1", "erp1"],
        "servers": [["web1"]],
        "software": [house.shop.name],
        "target": [phoned(house, 3).number],
        "tier": ["nightly_code"],
        "timezone": ["Europe/Stockholm"],
        "window": [_number(objects, "/api/v1/windows/{number}/")],
        "year": [now().year + 2],
        "zone": ["Europe/Stockholm", "fra-1"],
        "zones": [["fra-1"]],
    }


def _times() -> dict[str, Sequence[Any]]:
    soon, before, hours = now() + timedelta(days=40), now() - timedelta(days=2), timedelta(hours=5)
    spans = {
        "starts_at": [soon, before], "ends_at": [soon + hours, before + hours], "started_at": [before],
        "finished_at": [before + hours], "received_at": [before], "from": [before], "until_at": [soon],
    }  # fmt: skip
    return {**{name: [at.isoformat() for at in each] for name, each in spans.items()}, "month": ["2026-01"]}


def _number(objects: Objects, path: str) -> Any:
    [number] = place_of(path, objects).values()
    return number


def mended(case: Any, errors: Sequence[Mapping[str, Any]], words: Words, time: int) -> bool:
    """Whether there was another word for each place that was found wrong; the case has them then."""
    body, query = deepcopy(case.body), dict(case.query or {})
    for error in errors:
        # of a list it writes the whole
        path = error.get("pointer", "").strip("/").rstrip("/0123456789").split("/")
        if path[-1] not in words:
            return False
        word = words[path[-1]][time % len(words[path[-1]])]
        place = query if path[0] in query else _inside(body, path[:-1])
        if not isinstance(place, dict) or place.get(path[-1]) == word:
            return False
        place[path[-1]] = word
    case.body, case.query = body, query
    return bool(errors)


def _inside(body: Any, path: Sequence[str]) -> Any:
    for part in path:
        body = body[int(part)] if isinstance(body, list) else body.get(part) if isinstance(body, dict) else None
    return body
