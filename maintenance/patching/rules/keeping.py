"""What a done result keeps of what is owed. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hostops.lib.versions import Scheme, Unordered, older


@dataclass(frozen=True, slots=True)
class Done:
    """A server that was patched: when, with which releases, and what was installed."""

    id: int
    finished_at: datetime
    releases: Collection[int]
    installed: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Sought:
    """A release that is owed: its package (none: the platform as a whole) and the version to be reached."""

    id: int
    package: str
    version: str
    scheme: Scheme


def first_keeping(starts_at: datetime, sought: Sought | None, done: Sequence[Done]) -> Done | None:
    """The earliest of these, given in their order, that keeps what is owed from `starts_at` on.

    A period is kept by any; a release by a run that has it, or that installed its version or a newer one.
    """
    after = (one for one in done if one.finished_at >= starts_at)
    return next((one for one in after if sought is None or brings(one, sought)), None)


def brings(done: Done, sought: Sought) -> bool:
    if sought.id in done.releases:
        return True
    versions = (str(one.get("to", "")) for one in done.installed if one.get("package", "") == sought.package)
    return any(_reaches(version, sought) for version in versions)


def _reaches(version: str, sought: Sought) -> bool:
    """What cannot be put in order reaches only what it is named like."""
    try:
        return bool(version) and not older(version, sought.version, sought.scheme)
    except Unordered:
        return version == sought.version
