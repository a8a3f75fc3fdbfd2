"""Policies, zones and instants that the tests of the rules speak of."""

from datetime import UTC, date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from hostops.policies.loading import DOCUMENTS, load
from hostops.policies.schema.windows import Windows
from maintenance.rules.terms import Proposal, Terms
from tests.maintenance_rules.oracle import DAY, EPOCH, Rules

STOCKHOLM = "Europe/Stockholm"
LOS_ANGELES = "America/Los_Angeles"

# Days on which clocks jump: forward, back, by half an hour, at midnight, over a whole date.
JUMPS = (
    ("Europe/Stockholm", date(2027, 3, 28)),
    ("Europe/Stockholm", date(2026, 10, 25)),
    ("America/Los_Angeles", date(2027, 3, 14)),
    ("America/Los_Angeles", date(2026, 11, 1)),
    ("Australia/Lord_Howe", date(2026, 4, 5)),
    ("Australia/Lord_Howe", date(2026, 10, 4)),
    ("America/Sao_Paulo", date(2018, 11, 4)),
    ("America/Sao_Paulo", date(2019, 2, 17)),
    ("Pacific/Apia", date(2011, 12, 30)),
    ("Europe/Stockholm", date(2026, 12, 31)),
)


@cache
def windows_of(policy: str) -> Windows:
    windows = load(DOCUMENTS / f"{policy}.yaml").windows
    assert windows is not None
    return windows


def iptor() -> Terms:
    return Terms(windows_of("iptor"), STOCKHOLM, "iptor", 1)


def itpdx() -> Terms:
    return Terms(windows_of("itpdx"), LOS_ANGELES, "itpdx", 1)


def iptor_in(zone: str, title: str = "iptor") -> Terms:
    """The rules of iptor, kept in another zone: what a third policy may be."""
    return Terms(windows_of("iptor"), zone, title, 1)


# The same policy in the words of the oracle, written down from the document and not read from it.
IPTOR_NOTICE: dict[str, int | None] = {"short": 6, "long": 30, "proactive": 7, "emergency": None}
IPTOR_LONGEST = {"short": 6 * 60, "long": 36 * 60}


def iptor_rules(zone: str) -> Rules:
    return Rules(zone, IPTOR_NOTICE, IPTOR_LONGEST)


def at(text: str, zone: str = "UTC", fold: int = 0) -> datetime:
    """`2027-03-21 00:00` by the wall clock of `zone`, in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC)


def proposal(kind: str, start: str, end: str, zone: str = STOCKHOLM) -> Proposal:
    return Proposal(kind, at(start, zone), at(end, zone), zone)


def near_a_jump() -> st.SearchStrategy[tuple[str, int]]:
    """A zone and a minute within four days of a jump there; every other one on a half hour."""
    minutes = st.integers(-4 * DAY, 4 * DAY)
    some = minutes | minutes.map(lambda minute: minute // 30 * 30)
    return st.tuples(st.sampled_from(JUMPS), some).map(
        lambda pair: (pair[0][0], (pair[0][1] - EPOCH.date()).days * DAY + pair[1])
    )
