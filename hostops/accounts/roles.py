"""Roles, and what each may do, as data.

Each desk adds its own rows with `grant`; `may` fails closed for a verb that nobody granted.
The table is that of the design's "Who may do what": customers' roles include the one before
them (viewer < named contact < account holder); staff roles stand side by side and a manager
may do everything.
"""

from typing import Any

from django.db import models

from hostops.lib.errors import NotAllowed


class Role(models.TextChoices):
    ACCOUNT_HOLDER = "account_holder", "Account holder"
    NAMED_CONTACT = "named_contact", "Named contact"
    VIEWER = "viewer", "Viewer"
    ENGINEER = "engineer", "Engineer"
    PLANNER = "planner", "Planner"
    MANAGER = "manager", "Manager"


CUSTOMER_ROLES = frozenset({Role.ACCOUNT_HOLDER, Role.NAMED_CONTACT, Role.VIEWER})
STAFF_ROLES = frozenset({Role.ENGINEER, Role.PLANNER, Role.MANAGER})

_INCLUDES = {
    Role.VIEWER: frozenset({Role.VIEWER, Role.NAMED_CONTACT, Role.ACCOUNT_HOLDER}),
    Role.NAMED_CONTACT: frozenset({Role.NAMED_CONTACT, Role.ACCOUNT_HOLDER}),
    Role.ACCOUNT_HOLDER: frozenset({Role.ACCOUNT_HOLDER}),
    Role.ENGINEER: frozenset({Role.ENGINEER, Role.MANAGER}),
    Role.PLANNER: frozenset({Role.PLANNER, Role.MANAGER}),
    Role.MANAGER: frozenset({Role.MANAGER}),
}

_grants: dict[str, frozenset[str]] = {}


def grant(verb: str, *roles: Role) -> None:
    """Let `roles`, and those that include them, do `verb`."""
    holders = frozenset[str]().union(*(_INCLUDES[role] for role in roles))
    if _grants.get(verb, holders) != holders:
        raise ValueError(f"{verb} is granted twice")
    _grants[verb] = holders


def may(person: Any, verb: str) -> bool:
    """Whether the person's role includes `verb`. The portal itself (None) may do what it is asked to."""
    if person is None:
        return True
    return bool(person.is_authenticated and person.is_active and person.role in _grants.get(verb, ()))


def require(person: Any, verb: str) -> None:
    """Raise `NotAllowed` naming the role and the act, unless the person may."""
    if not may(person, verb):
        role = Role(person.role).label if getattr(person, "role", None) in Role.values else "Nobody"
        raise NotAllowed(f"{role} may not {verb.rsplit('.', 1)[-1].replace('_', ' ')} here.")


def granted() -> dict[str, frozenset[str]]:
    """The whole table, for its page and its test."""
    return dict(_grants)
