"""What a policy leaves open by its own values, although everything in it is kept.

Desks that can reckon it add a reckoner at start; this room knows none by name.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hostops.lib.registry import Registry
from hostops.policies.models import PolicyVersion
from hostops.policies.schema.document import Document


@dataclass(frozen=True, slots=True)
class Opening:
    """One thing left open: the clauses that it comes from, what it is, and what would close it."""

    clauses: tuple[str, ...]
    words: str
    mend: str


# Of a document alone, and always the same of the same one.
Reckoner = Callable[[Document], Sequence[Opening]]

reckoners: Registry[Reckoner] = Registry("reckoner of what policies leave open")

_known: dict[str, tuple[Opening, ...]] = {}


def openings(version: PolicyVersion) -> Sequence[Opening]:
    """All that a version leaves open; reckoned once, since a version never changes."""
    if version.sha256 not in _known:
        _known[version.sha256] = openings_of(version.parsed)
    return _known[version.sha256]


def openings_of(document: Document) -> tuple[Opening, ...]:
    """The same of a document that is no version, or not yet: one with a contract's overrides in it."""
    return tuple(opening for reckon in reckoners for opening in reckon(document))
