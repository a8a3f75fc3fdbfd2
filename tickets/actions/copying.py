"""Colleagues on copy of a case: who gets its public messages by mail."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from hostops.accounts.models import Person
from hostops.lib.errors import BadField, NotAllowed, NotPossible
from hostops.lib.now import now
from hostops.lib.text import clean_line
from tickets import mails
from tickets.actions.change import changing, is_staff, move
from tickets.models import Case, Merge, Watcher
from tickets.watchers import MOST

_LONGEST = 254


def watcher_add(
    *, actor: Any, case: Case, person: Person | None = None, address: str = "", if_version: int | None = None
) -> Watcher:
    """Put a person, or a bare mail address, on copy: they are told, and get each public message from now on.

    Customers name colleagues of their own account, staff these and staff. An address must be at a
    domain that people of the account have, so that no case is mailed to strangers; one that belongs
    to a person who may be named means that person. Raises BadField; NotPossible for who is on copy.
    """
    if not is_staff(actor) and actor.account_id != case.account_id:
        raise NotAllowed("There is no such case for you.")
    person, address = _whom(actor, case, person, clean_line(address))
    own = person is not None and person == actor
    name = person.display_name if person else address
    with changing(
        actor=actor, case=case, verb="follow" if own else "copy", did="copied", if_version=if_version, reason=name
    ) as locked:
        move(locked, "copy")
        if locked.watchers.count() >= MOST:
            raise NotPossible(f"{MOST} are on copy already; take somebody off first.")
        watcher, added = put_on_copy(actor, locked, person, address)
        if not added:
            raise NotPossible(f"{name} is on copy already.")
        mails.copied_told(actor, locked, watcher)
    return watcher


def put_on_copy(
    actor: Any, case: Case, person: Person | None, address: str = "", merge: Merge | None = None
) -> tuple[Watcher, bool]:
    """The watcher, and whether it is new. The case is locked, so nobody else adds the same one."""
    same = {"person": person} if person else {"address__iexact": address}
    found = Watcher.objects.filter(case=case, **same).first()
    if found:
        return found, False
    given = {"person": person, "address": "" if person else address, "merge": merge}
    return Watcher.objects.create(case=case, added_by=actor, added_at=now(), **given), True


def watcher_remove(*, actor: Any, case: Case, watcher: Watcher, if_version: int | None = None) -> Case:
    """Take somebody off copy. Everybody may take off themselves."""
    own = watcher.person_id is not None and watcher.person_id == getattr(actor, "pk", None)
    verb = "follow" if own else "copy"
    with changing(
        actor=actor, case=case, verb=verb, did="uncopied", if_version=if_version, reason=watcher.name
    ) as locked:
        move(locked, "copy")
        if not Watcher.objects.filter(case=locked, pk=watcher.pk).delete()[0]:
            raise NotPossible(f"{watcher.name} is not on copy of {locked.number}.")
    return case


def people_for(actor: Any, case: Case) -> Any:
    """Whom `actor` may put on copy of the case."""
    active = Person.objects.filter(is_active=True)
    colleagues = active.filter(account=case.account_id)
    return active.filter(account=None) | colleagues if is_staff(actor) else colleagues


def _whom(actor: Any, case: Case, person: Person | None, address: str) -> tuple[Person | None, str]:
    if (person is None) == (not address):
        raise BadField({"person": "Name a person, or write a mail address: one of the two."})
    if person is not None:
        if not people_for(actor, case).filter(pk=person.pk).exists():
            raise BadField({"person": f"{person.display_name} is nobody who can be on copy of this case."})
        return person, ""
    known = people_for(actor, case).filter(email__iexact=address).first()
    if known is None:
        _check_address(case, address)
    return known, "" if known else address


def _check_address(case: Case, address: str) -> None:
    try:
        if len(address) > _LONGEST:
            raise ValidationError("too long")
        validate_email(address)
    except ValidationError:
        raise BadField({"address": "Write a mail address, such as kim@example.com."}) from None
    domain = address.rpartition("@")[2]
    if not Person.objects.filter(account=case.account_id, is_active=True, email__iendswith=f"@{domain}").exists():
        raise BadField({"address": f"Nobody of the account has an address at {domain}, so nothing is mailed there."})
