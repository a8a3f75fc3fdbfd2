"""The fields of a reply template, and how a case fills them in. Words for words: nothing of a template is ever run."""

from collections.abc import Callable, Mapping
from string import Template
from typing import Any
from zoneinfo import ZoneInfo

from hostops.web.times import absolute
from tickets.models import Case


class _Fields(Template):
    """`{{ name }}`; whatever else begins with two braces is no field and is found as `invalid`."""

    delimiter = "{{"
    pattern = r"""
        \{\{ (?:
            (?P<escaped>(?!)) |
            \s* (?P<named>[a-z][a-z_]*) \s* \}\} |
            (?P<braced>(?!)) |
            (?P<invalid>)
        )
    """  # type: ignore[assignment]


def _first_name(name: str) -> str:
    return name.split()[0] if name.split() else name


def _due(case: Case) -> str:
    """In the account's zone: its people read it."""
    return absolute(case.next_due, ZoneInfo(case.account.timezone)) if case.next_due else "no fixed time"


# Each field: what it is for whoever writes a template, and where its words come from.
FIELDS: Mapping[str, tuple[str, Callable[[Case, Any], str]]] = {
    "case": ("the case's number", lambda case, _: case.number),
    "title": ("the case's subject", lambda case, _: case.title),
    "account": ("the account's name", lambda case, _: case.account.name),
    "server": ("the server's name", lambda case, _: case.server.hostname if case.server else "your server"),
    "reporter": ("the reporter's name", lambda case, _: case.reporter.display_name),
    "reporter_first_name": ("the reporter's first name", lambda case, _: _first_name(case.reporter.display_name)),
    "engineer": ("your name", lambda _, writer: writer.display_name),
    "engineer_first_name": ("your first name", lambda _, writer: _first_name(writer.display_name)),
    "due": ("when something is next due, in the account's zone", lambda case, _: _due(case)),
}


def faults(text: str) -> list[str]:
    """What keeps the text from being a template, in words; empty when nothing does."""
    unknown = sorted({name for name in _Fields(text).get_identifiers() if name not in FIELDS})
    found = [f"There is no field {{{{{name}}}}}; there are {', '.join(FIELDS)}." for name in unknown]
    if not _Fields(text).is_valid():
        found.append("Two opening braces begin a field, such as {{case}}: close each with two more.")
    return found


def filled(text: str, case: Case, writer: Any) -> str:
    """The text with what the case and its writer say for each field. What a field says is never read as one."""
    return _Fields(text).safe_substitute({name: words(case, writer) for name, (_, words) in FIELDS.items()})
