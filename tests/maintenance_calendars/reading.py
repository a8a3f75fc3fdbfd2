"""A notice as others read it: circuit-maintenance-parser, and RFC 5545 by a reader of the tests' own."""

import re

from circuit_maintenance_parser import NotificationData
from circuit_maintenance_parser.output import Maintenance
from circuit_maintenance_parser.provider import GenericProvider

_ESCAPES = {"\\\\": "\\", "\\,": ",", "\\;": ";", "\\n": "\n", "\\N": "\n"}


def as_customers_read(content: bytes) -> Maintenance:
    """The one maintenance in it, by the program that networks' operators use."""
    data = NotificationData.init_from_raw("text/calendar", content)
    assert data is not None
    [found] = GenericProvider().get_maintenances(data)
    return found


def plainly(content: bytes) -> dict[str, list[str]]:
    """Every property of the one event with its texts, unfolded and unescaped; names without parameters."""
    lines = content.decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n")
    body = lines[lines.index("BEGIN:VEVENT") + 1 : lines.index("END:VEVENT")]
    found: dict[str, list[str]] = {}
    for line in body:
        name, value = re.fullmatch(r'([A-Z-]+)(?:;(?:[^":]|"[^"]*")*)?:(.*)', line, re.DOTALL).groups()  # type: ignore[union-attr]
        found.setdefault(name, []).append(re.sub(r"\\.", lambda escape: _ESCAPES[escape[0]], value))
    return found
