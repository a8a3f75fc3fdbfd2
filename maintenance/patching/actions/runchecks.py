"""What must be so before a run is planned: its servers, its distance from its releases, its window."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from hostops.accounts.models import Server
from hostops.alerts.wording import moment
from hostops.lib.errors import BadField
from hostops.lib.now import now
from maintenance.models import Window
from maintenance.patching.looks import IMPACTS
from maintenance.patching.models import Release
from maintenance.patching.rules.distance import too_near_or_far
from maintenance.patching.runterms import RunTerms
from maintenance.scope import scope_of, servers_of
from maintenance.states import AHEAD, Decision, State

_TAKES_RUNS = AHEAD | {State.IN_PROGRESS}


@dataclass(frozen=True, slots=True)
class Planned:
    """What is planned: `rings` are the servers, the pilots first, each with its account and contract."""

    platform: str
    planned_at: datetime
    rings: Sequence[Sequence[Server]]
    releases: Sequence[Release]
    impact: str
    window: Window | None
    reason: str

    @property
    def servers(self) -> list[Server]:
        return [server for ring in self.rings for server in ring]


def plan_checked(plan: Planned, terms: Sequence[RunTerms]) -> None:
    """BadField, at its field and with its clause, for whatever speaks against it."""
    wrong = _wrong_servers(plan) | _wrong_releases(plan)
    if plan.planned_at < now():
        wrong["planned_at"] = "This has passed; a run that was made is reported."
    if window := next(_window_faults(plan, terms), None):
        wrong["window"] = window
    if not plan.reason and (off := "; ".join(distance_words(plan, terms))):
        wrong["reason"] = f"Say why it is planned then: {off}."
    if wrong:
        raise BadField(wrong)


def _wrong_servers(plan: Planned) -> dict[str, str]:
    servers = plan.servers
    if not servers:
        return {"rings": "Name at least one server."}
    twice = sorted({one.hostname for one in servers if servers.count(one) > 1})
    if twice:
        return {"rings": f"In two rings, or twice in one: {', '.join(twice)}."}
    retired = [one.hostname for one in servers if one.retired_at]
    if retired:
        return {"rings": f"No longer in service: {', '.join(retired)}."}
    others = [f"{one.hostname} is {one.platform}" for one in servers if is_another(one, plan.platform)]
    return {"rings": f"Not of the platform {plan.platform}: {', '.join(others)}."} if others else {}


def is_another(server: Server, platform: str) -> bool:
    """Whether the server is known to be of another platform; one of which nothing is known may be any."""
    return bool(server.platform) and server.platform.lower() != platform.lower()


def _wrong_releases(plan: Planned) -> dict[str, str]:
    others = [one.number for one in plan.releases if one.platform != plan.platform]
    if others:
        return {"releases": f"Not of the platform {plan.platform}: {', '.join(others)}."}
    gone = [one.number for one in plan.releases if one.withdrawn_at]
    return {"releases": f"Taken back by the vendor: {', '.join(gone)}."} if gone else {}


def distance_words(plan: Planned, terms: Sequence[RunTerms]) -> list[str]:
    """Each release that it is too near to or too far from, with the lawful moment and the clause (iptor:5c)."""
    released = [(str(one), one.released_at) for one in plan.releases]
    found: dict[str, None] = {}
    for one in terms:
        distance = one.distance(plan.platform)
        for off in too_near_or_far(plan.planned_at, released, distance, one.zone) if distance else []:
            side = "from" if off.side == "near" else "until"
            found[f"{off.words()} ({side} {moment(off.bound, ZoneInfo(one.zone))}, {off.clause})"] = None
    return list(found)


def _window_faults(plan: Planned, terms: Sequence[RunTerms]) -> Iterator[str]:
    window = plan.window
    if window is None:
        for one in terms:
            if rule := one.window_for(plan.impact):
                said = IMPACTS[plan.impact].lower()
                yield f"Name its service window: a run that brings customers {said} lies in one ({rule.clause})."
        return
    if (fault := window_fault(window, plan.planned_at)) is not None:
        yield fault
    inside = set(servers_of(scope_of(window)).values_list("pk", flat=True))
    if outside := [one.hostname for one in plan.servers if one.pk not in inside]:
        yield f"{window.number} does not touch {', '.join(outside)}."


def window_fault(window: Window, at: datetime) -> str | None:
    """Why a run at that instant is not within the window; None where it is."""
    if window.state not in _TAKES_RUNS:
        return f"{window.number} is {window.state.replace('_', ' ')}."
    if window.decision == Decision.NOT_USED:
        return f"{window.number} was announced as not used."
    if not window.starts_at <= at < window.ends_at:
        zone = ZoneInfo(window.timezone)
        return f"{window.number} is from {moment(window.starts_at, zone)} to {moment(window.ends_at, zone)}."
    return None
