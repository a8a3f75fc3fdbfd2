"""Single values that a contract changes ("unless otherwise stated in the contract").

The path names the value from the top: `availability.commitment`, `windows.short.notice`,
`cases.severities.1.response.duration`. A part in a list is addressed by its key: a severity by
its level, a backup tier, a cap or a zone by its name, a threshold by its moment (`80%`).
"""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

from hostops.policies.loading import restore
from hostops.policies.problems import Place, PolicyError, Problem
from hostops.policies.schema.base import Rule
from hostops.policies.schema.document import Document
from hostops.policies.walking import children

SOURCE = "contract override"
_OWN_WORDS = ("policy", "clauses")
_IDENTITY = ("clause", "house_rules")


def apply_overrides(document: Document, overrides: Iterable[tuple[str, Any]]) -> Document:
    """The document as one contract has it: each (path, value) set, and the whole checked again.

    A house rule that a contract sets is no house rule any more. Values are what the YAML would
    hold, as JSON. Raises PolicyError for every path that leads nowhere and every value that the
    schema refuses.
    """
    data = document.model_dump(mode="json")
    problems: list[Problem] = []
    paths: dict[Place, str] = {}
    for path, value in overrides:
        try:
            place = _place(document, path)
        except PolicyError as error:
            problems.extend(error.problems)
        else:
            paths[place] = path
            _set(data, place, value)
    if problems:
        raise PolicyError(SOURCE, problems)
    return _checked(data, paths)


def _checked(data: Any, paths: dict[Place, str]) -> Document:
    try:
        return restore(data, SOURCE)
    except PolicyError as error:
        raise PolicyError(SOURCE, [_by_path(problem, paths) for problem in error.problems]) from error


def _by_path(problem: Problem, paths: dict[Place, str]) -> Problem:
    """The problem at the path that the contract wrote, where the place is one of its own."""
    if problem.place not in paths:
        return problem
    return Problem((paths[problem.place],), problem.fault, problem.mend)


def value_at(document: Document, path: str) -> Any:
    """The value at a path, as JSON: what an override of it would replace. Raises PolicyError."""
    here: Any = document.model_dump(mode="json")
    for step in _place(document, path):
        here = here[step]
    return here


def _place(document: Document, path: str) -> Place:
    steps = path.split(".")
    if steps[0] in _OWN_WORDS:
        raise _refused(path, "these are the document's own words", "override the value of a rule")
    if steps[-1] in _IDENTITY:
        raise _refused(path, f'"{steps[-1]}" belongs to the policy', "override a value beside it")
    place: Place = ()
    here: Any = document
    for index, name in enumerate(steps):
        below = {known: (step, value) for step, known, value in children(here)}
        if name not in below:
            raise _refused(path, f'"{name}" leads nowhere', _mend(name, steps[:index], list(below)))
        step, here = below[name]
        place = (*place, step)
    return place


def _mend(name: str, above: list[str], known: list[str]) -> str:
    if not known:
        return f"end the path at {'.'.join(above)}"
    near = get_close_matches(name, known, 1)
    if near:
        return f"write {'.'.join([*above, near[0]])}"
    return f"after {'.'.join(above) or 'the start'} comes one of {', '.join(known)}"


def _refused(path: str, fault: str, mend: str) -> PolicyError:
    return PolicyError(SOURCE, [Problem((path,), fault, mend)])


def _set(data: Any, place: Place, value: Any) -> None:
    here = data
    for step in place[:-1]:
        here = here[step]
    here[place[-1]] = value
    if isinstance(here, dict) and "house_rules" in here and place[-1] not in Rule.model_fields:
        here["house_rules"] = [name for name in here["house_rules"] if name != place[-1]]
