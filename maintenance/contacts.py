"""Whom of an account the desk writes to."""

from collections.abc import Iterable

from hostops.accounts.models import Person
from hostops.accounts.roles import Role

_TOLD = (Role.ACCOUNT_HOLDER, Role.NAMED_CONTACT)


def contacts_of(accounts: Iterable[int]) -> dict[int, list[Person]]:
    """By account: its holder and named contacts, who are told; one statement."""
    found: dict[int, list[Person]] = {}
    people = Person.objects.filter(account__in=list(accounts), role__in=_TOLD, is_active=True)
    for person in people.order_by("account", "full_name", "id"):
        found.setdefault(person.account_id or 0, []).append(person)
    return found
