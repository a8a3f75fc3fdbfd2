"""Making people. One human being, one sign-in (itpdx:5c)."""

from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from hostops.accounts.models import Account, Person
from hostops.accounts.roles import CUSTOMER_ROLES, Role, require
from hostops.journal.actions import record
from hostops.lib.errors import BadField
from hostops.lib.text import clean_line

CREATE = "accounts.person.create"


@transaction.atomic
def person_create(
    *,
    actor: Any,
    username: str,
    role: str,
    email: str,
    password: str,
    full_name: str = "",
    account: Account | None = None,
) -> Person:
    """Let somebody sign in: staff, or a person of an account. Raises BadField for every wrong value."""
    require(actor, CREATE)
    person = Person(
        username=clean_line(username),
        role=role,
        email=email.strip(),
        full_name=clean_line(full_name) or clean_line(username),
        account=account,
    )
    _check(person, password)
    person.set_password(password)
    person.save()
    record(
        actor=actor,
        verb="accounts.person.created",
        kind="person",
        object_id=person.pk,
        reference=person.username,
        after={"role": person.role, "account": account.slug if account else None},
    )
    return person


def _check(person: Person, password: str) -> None:
    wrong = {}
    if not person.username:
        wrong["username"] = "Give a name to sign in with."
    elif Person.objects.filter(username__iexact=person.username).exists():
        wrong["username"] = f"{person.username} is taken."
    if person.role not in Role.values:
        wrong["role"] = f"Use one of {', '.join(Role.values)}."
    elif (person.role in CUSTOMER_ROLES) != (person.account is not None):
        wrong["account"] = "Customers' roles belong to an account, staff's to none."
    try:
        validate_email(person.email)
    except ValidationError:
        wrong["email"] = "Give an e-mail address."
    try:
        validate_password(password, person)
    except ValidationError as error:
        wrong["password"] = " ".join(error.messages)
    if wrong:
        raise BadField(wrong)
