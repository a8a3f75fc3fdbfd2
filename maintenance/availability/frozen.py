"""A closed month: its figures as canonical JSON, their hash, and what differs between two revisions, in words."""

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from maintenance.availability.figures import Figures

_TOLD = {
    "total_seconds": "seconds of the month",
    "unscheduled_seconds": "seconds that count as down",
    "scheduled_seconds": "scheduled seconds",
    "excluded_seconds": "excluded seconds",
    "availability": "availability in percent",
    "commitment": "commitment in percent",
}
_OF_DOWNTIME = {
    "from": "from",
    "until": "until",
    "cause": "cause",
    "exclusion": "exclusion",
    "exclusion_approved": "exclusion approved",
}


def canonical(figures: Figures) -> bytes:
    """The one way to write these figures: keys in order, nothing between, UTF-8 (as RFC 8785 has it of such data)."""
    return json.dumps(figures, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def digest(figures: Figures) -> str:
    return sha256(canonical(figures)).hexdigest()


def differences(before: Figures, after: Figures) -> list[str]:
    """What changed between two revisions, a line for each thing; empty where nothing a person reads did."""
    return [
        *_moved(before["account"], before, after),
        *(line for name in _names(before, after) for line in _of_server(name, before, after)),
    ]


def _names(before: Figures, after: Figures) -> list[str]:
    return sorted(_servers(before) | _servers(after))


def _servers(figures: Figures) -> dict[str, Any]:
    return {one["server"]: one for one in figures["servers"]}


def _of_server(name: str, before: Figures, after: Figures) -> Iterator[str]:
    was, became = _servers(before).get(name), _servers(after).get(name)
    if was is None or became is None:
        yield f"{name}: {'now counted' if became else 'no longer counted'}"
        return
    yield from _moved(name, was, became)
    yield from _downtimes(name, was["downtimes"], became["downtimes"])


def _moved(name: str, was: Mapping[str, Any], became: Mapping[str, Any]) -> Iterator[str]:
    for key, words in _TOLD.items():
        if was[key] != became[key]:
            yield f"{name}: {words} {_said(was[key])}, now {_said(became[key])}"


def _downtimes(name: str, was: list[Figures], became: list[Figures]) -> Iterator[str]:
    """A downtime that corrects another is the same one, told anew."""
    old = {one["id"]: one for one in was}
    for one in became:
        earlier = old.pop(one["id"], None) or old.pop(one["corrects"], None)
        if earlier is None:
            yield f"{name}: downtime {one['id']} from {one['from']} added ({one['cause']})"
            continue
        for key, words in _OF_DOWNTIME.items():
            if earlier[key] != one[key]:
                yield f"{name}: downtime {earlier['id']}: {words} {_said(earlier[key])}, now {_said(one[key])}"
    for one in old.values():
        yield f"{name}: downtime {one['id']} from {one['from']} taken back ({one['cause']})"


def _said(value: Any) -> str:
    words = {None: "none", True: "yes", False: "no"}
    return words[value] if value is None or isinstance(value, bool) else str(value)
