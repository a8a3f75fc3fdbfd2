"""The kinds of subject. A desk registers its own when it starts; the kernel knows none by name."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from hostops.lib.registry import Registry

# Of subjects, by id, those that have not come to their end, in one statement.
Live = Callable[[Collection[int]], Collection[int]]

# For subjects, by id: the people who stand in a role to each (assignee, reporter): {subject: {role: [person]}}.
People = Callable[[Sequence[int]], Mapping[int, Mapping[str, Sequence[int]]]]


def _nobody(_: Sequence[int]) -> Mapping[int, Mapping[str, Sequence[int]]]:
    return {}


def _none(_: Collection[int]) -> Collection[int]:
    return ()


@dataclass(frozen=True)
class Kind:
    """`url` makes the page's address of a reference; `people` answers for the roles only the desk knows.

    `live` says which have not ended, for a desk that lets others ask it.
    """

    name: str
    label: str
    url: Callable[[str], str]
    people: People = _nobody
    live: Live = _none


kinds: Registry[Kind] = Registry("subject kind")
