"""What a change means to those who were told of a window already.

Earlier, longer, wider or worse than announced needs a new notice, with a clock of its own. What is
less is told at once.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from hostops.policies.schema.base import listed
from maintenance.rules.lengths import lasting

IMPACTS = ("none", "reduced_redundancy", "degraded", "outage")
IMPACT_WORDS = dict(zip(IMPACTS, ("no impact", "reduced redundancy", "degraded service", "an outage"), strict=True))
ChangeName = Literal[
    "earlier", "later", "longer", "shorter", "wider", "narrower", "worse", "better", "converted", "reworded"
]
RENEWING: frozenset[ChangeName] = frozenset({"earlier", "longer", "wider", "worse", "converted"})


@dataclass(frozen=True, slots=True)
class Facts:
    """What a notice tells of a window. `servers` are those that it touches, by name; `expected_downtime` is exact."""

    kind: str
    starts_at: datetime
    ends_at: datetime
    servers: frozenset[str]
    used: bool
    impact: str
    expected_downtime: timedelta
    effect: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that became different, in words; `renews` says that it needs a new notice."""

    name: ChangeName
    words: str

    @property
    def renews(self) -> bool:
        return self.name in RENEWING


def changes(announced: Facts, now: Facts) -> tuple[Change, ...]:
    """Everything in which `now` differs from what was announced; empty where nothing does."""
    parts = (_kind, _start, _length, _servers, _use, _impact, _downtime, _effect)
    return tuple(change for part in parts for change in part(announced, now))


def needs_new_notice(found: tuple[Change, ...]) -> bool:
    """Whether any of the changes does; where none does, what changed is told at once."""
    return any(change.renews for change in found)


def in_one_sentence(found: tuple[Change, ...]) -> str:
    """`it starts earlier: ..., and ...`, for the notice and the journal."""
    said = listed([change.words for change in found])
    return f"{said[:1].upper()}{said[1:]}." if said else "Nothing changed."


def _kind(announced: Facts, now: Facts) -> Iterator[Change]:
    if now.kind != announced.kind:
        yield Change("converted", f"it is {now.kind} instead of {announced.kind}")


def _start(announced: Facts, now: Facts) -> Iterator[Change]:
    moved = now.starts_at - announced.starts_at
    if moved:
        name: ChangeName = "earlier" if moved < timedelta(0) else "later"
        yield Change(name, f"it starts {lasting(abs(moved))} {name}")


def _length(announced: Facts, now: Facts) -> Iterator[Change]:
    was, is_now = announced.ends_at - announced.starts_at, now.ends_at - now.starts_at
    if was != is_now:
        name: ChangeName = "longer" if is_now > was else "shorter"
        yield Change(name, f"it is {name}: {lasting(is_now)} instead of {lasting(was)}")


def _servers(announced: Facts, now: Facts) -> Iterator[Change]:
    added, gone = sorted(now.servers - announced.servers), sorted(announced.servers - now.servers)
    if added:
        yield Change("wider", f"it also touches {_some(added)}")
    if gone:
        yield Change("narrower", f"it no longer touches {_some(gone)}")


def _some(names: list[str]) -> str:
    """The first few names and the number of the rest, since a notice is read by people."""
    shown = names[:5]
    return listed([*shown, f"{len(names) - len(shown)} more"] if len(names) > len(shown) else shown)


def _use(announced: Facts, now: Facts) -> Iterator[Change]:
    if now.used != announced.used:
        yield Change("worse", "it is used after all") if now.used else Change("better", "it is not used")


def _impact(announced: Facts, now: Facts) -> Iterator[Change]:
    if now.impact != announced.impact:
        name: ChangeName = "worse" if IMPACTS.index(now.impact) > IMPACTS.index(announced.impact) else "better"
        yield Change(name, f"expect {IMPACT_WORDS[now.impact]} instead of {IMPACT_WORDS[announced.impact]}")


def _downtime(announced: Facts, now: Facts) -> Iterator[Change]:
    was, is_now = announced.expected_downtime, now.expected_downtime
    if was != is_now:
        name: ChangeName = "worse" if is_now > was else "better"
        yield Change(name, f"the estimated downtime is {lasting(is_now)} instead of {lasting(was)}")


def _effect(announced: Facts, now: Facts) -> Iterator[Change]:
    if now.effect.strip() != announced.effect.strip():
        yield Change("reworded", "its effect is described anew")
