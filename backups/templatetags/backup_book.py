"""Tags of the pages of the desk's books."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.http import urlencode

from backups.booklooks import EXCEPTIONS
from backups.rules.exceptions import STATES
from backups.rules.suspicion import in_words
from hostops.subjects.kinds import kinds

register = template.Library()


@register.filter
def by_state(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """The states of which there are any, the gravest first."""
    return [(state, counts[state]) for state in STATES if counts.get(state)]


@register.filter
def state_words(state: str) -> str:
    """`missed`, `deleted too early`: a state inside a sentence."""
    look = EXCEPTIONS.get(state)
    return look.label.lower() if look else state


@register.simple_tag
def querystring_of(**values: str) -> str:
    """These parameters alone, for the query of another page."""
    return urlencode(values)


@register.filter
def figure_words(figure: Mapping[str, Any]) -> str:
    """Why a run is suspicious, with the policy's bound."""
    return in_words(dict(figure))


@register.filter
def backup_url(number: str) -> str:
    """The page of the schedule `BK-12`."""
    return kinds["backup"].url(number)


@register.filter
def backups_of_server_url(server: int) -> str:
    """The page of a server's backups."""
    return kinds["restore_test"].url(f"RT-{server}")
