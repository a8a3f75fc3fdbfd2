"""Who promised what, in whose words: the head of a policy document and its clauses."""

from functools import cache
from typing import Annotated, ClassVar
from zoneinfo import available_timezones

from pydantic import AfterValidator

from hostops.policies.schema.base import ClauseId, Part, Words, refusal, shaped

_zones = cache(available_timezones)


def _known_zone(name: str) -> str:
    if name not in _zones():
        raise refusal(f'"{name}" is not a time zone', "write one such as Europe/Stockholm")
    return name


Timezone = Annotated[str, AfterValidator(_known_zone)]
Phone = Annotated[str, shaped(r"\+[0-9 ]{6,20}", "a telephone number", '"+1 503 555 0142"')]
Email = Annotated[str, shaped(r"[^@\s]+@[^@\s]+\.[^@\s]+", "an e-mail address", "support@provider.example")]


class Header(Part):
    """The provider policy itself. `timezone` is the zone in which its calendar days are counted."""

    id: Annotated[str, shaped(r"[a-z][a-z0-9-]*", "a policy id", "itpdx")]
    title: Words
    provider: Words
    timezone: Timezone
    source: Words
    summary: Words


class Contact(Part):
    """Where a priority case is called in or written to."""

    phone: Phone
    email: Email


class Clause(Part):
    """One promise: the document's own words, what the portal does about it, and what was decided."""

    key_field: ClassVar[str | None] = "id"

    id: ClauseId
    title: Words
    text: Words
    portal: Words
    house_rule: Words | None = None
