"""What a check is given: the window as proposed, and the terms of each affected account."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from hostops.clocks.businesstime.wall import in_utc
from hostops.policies.schema.windows import WindowKind, Windows


@dataclass(frozen=True, slots=True)
class Proposal:
    """A window that somebody thinks of. Instants come out in UTC; ValueError for a naive or far one.

    `timezone` is the window's own: its calendar year counts there, its notice by each policy's zone.
    """

    kind: str
    starts_at: datetime
    ends_at: datetime
    timezone: str
    expected_downtime: timedelta | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "starts_at", in_utc(self.starts_at, "the start of the window"))
        object.__setattr__(self, "ends_at", in_utc(self.ends_at, "the end of the window"))


@dataclass(frozen=True, slots=True)
class Terms:
    """The service windows that one policy version promises: its name and number, its zone, its rules."""

    windows: Windows
    zone: str
    title: str
    version: int

    @property
    def name(self) -> str:
        return f"{self.title} version {self.version}"


@dataclass(frozen=True, slots=True)
class Group:
    """Accounts that have the same terms: each rule is looked at once, however many they are."""

    terms: Terms
    accounts: tuple[str, ...]

    def rule(self, kind: str) -> WindowKind | None:
        """The rules of `kind`, None where the policy has no such windows."""
        return self.terms.windows.kind(kind)


def grouped(terms_by_account: Mapping[str, Terms]) -> tuple[Group, ...]:
    """The accounts by their terms, in the order of their names.

    Rules are told apart by identity, since parsed documents are kept: 200 accounts on one version
    share one. Equal rules that were read twice make two groups, which changes no answer.
    """
    found: dict[tuple[int, str, str, int], list[str]] = {}
    for account, terms in sorted(terms_by_account.items(), key=lambda pair: pair[0]):
        found.setdefault((id(terms.windows), terms.zone, terms.title, terms.version), []).append(account)
    return tuple(Group(terms_by_account[accounts[0]], tuple(accounts)) for accounts in found.values())


@dataclass(frozen=True, slots=True)
class Occupied:
    """A stretch in which something else happens to the same servers or accounts."""

    reference: str
    detail: str
    starts_at: datetime
    ends_at: datetime

    def overlaps(self, starts_at: datetime, ends_at: datetime) -> bool:
        return self.starts_at < ends_at and starts_at < self.ends_at
