"""Which verbs the page of a security response offers, in the order in which they are usually needed."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from hostops.accounts.roles import may
from maintenance.security.models import SecurityResponse


@dataclass(frozen=True)
class Offered:
    """A button: what it says, where it leads, whether it is what should be done next, whether it takes a site down."""

    label: str
    url: str
    meant: bool
    harms: bool

    @property
    def look(self) -> str:
        """The button's class: what is meant stands out, what harms warns."""
        return "btn-primary" if self.meant else "btn-outline-danger" if self.harms else "btn-outline-secondary"


# Each verb by its step: the route of its form, and what its button says.
_VERBS = {
    "notify": ("security_notify", "Notify accounts"),
    "act": ("security_act", "Action came first"),
    "tell": ("security_tell", "Told otherwise"),
    "labour": ("security_labour", "Record labour"),
    "shut_down": ("security_shut_down", "Shut the site down"),
    "widen": ("security_widen", "Touches more servers"),
    "close": ("security_close", "Close"),
    "reopen": ("security_reopen", "Reopen"),
}


def offered(response: SecurityResponse, reader: Any, possible: Collection[str]) -> list[Offered]:
    """Those that the reader may do now."""
    found = []
    for step, (route, label) in _VERBS.items():
        if step in possible and may(reader, f"maintenance.security.{step}") and _fits(step, response):
            url = reverse(route, args=[response.pk])
            found.append(Offered(label, url, meant=_meant(step, response), harms=step == "shut_down"))
    return found


def _fits(step: str, response: SecurityResponse) -> bool:
    code = response.code
    shut = any(shutdown.lifted_at is None for shutdown in response.shutdowns.all())
    fits = {
        "act": response.acted_at is None and not response.notices.all(),
        "widen": code is None,
        "labour": code is not None and code.maintained,
        "shut_down": code is not None and not code.maintained and not shut,
        "close": not shut and not _owes(response),
        "tell": any(row.told_at is None for row in response.affected.all()),
    }
    return fits.get(step, True)


def _meant(step: str, response: SecurityResponse) -> bool:
    if step == "notify":
        return _owes(response) and not response.notices.all()
    return step == "close" and not _owes(response)


def _owes(response: SecurityResponse) -> bool:
    return response.acted_at is not None and response.notified_at is None
