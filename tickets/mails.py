"""What people outside the desk are told of a case, through the outbox. Automatic mail is never a response."""

from typing import Any

from hostops.accounts.models import Person
from hostops.alerts.actions import notice_send
from hostops.alerts.wording import address_of
from hostops.journal.actions import PORTAL
from tickets.models import Case, Message, Watcher


def url_of(case: Case) -> str:
    return f"/cases/{case.number}/"


def _title(case: Case, words: str = "") -> str:
    return f"[{case.number}] {words}{case.title}"


def filed_told(case: Case, words: str) -> None:
    """Acknowledge to the reporter that the case is on record; `words` say what happens next."""
    notice_send(
        recipient=case.reporter,
        title=_title(case),
        body=f"Your case {case.number} is on record.\n\n{words}",
        url=url_of(case),
        key=f"case:{case.pk}:filed",
        channels=("email",),
        headers={"Auto-Submitted": "auto-replied"},
    )


def message_told(author: Any, case: Case, message: Message) -> None:
    """Send a public message to the other side (the reporter, or the engineer who has the case) and to those on copy."""
    said = f"{message.from_name} wrote:\n\n{message.body}"
    for person in _other_side(author, case):
        asked = _asked_to_rate(case) if message.purpose == "resolution" and person == case.reporter else ""
        notice_send(
            recipient=person,
            title=_title(case, "Re: "),
            body=said + asked,
            url=url_of(case),
            key=f"case:{case.pk}:message:{message.pk}:{person.pk}",
        )
    told = {person.pk for person in _other_side(author, case)}
    for watcher in _on_copy(case, author, told):
        notice_send(
            recipient=watcher.person,
            address=watcher.address,
            title=_title(case, "Re: "),
            body=f"{said}\n\n{_why_copied(case, watcher)}",
            url=url_of(case) if watcher.person else "",
            key=f"case:{case.pk}:message:{message.pk}:copy:{watcher.pk}",
            channels=("email",),
        )


def _on_copy(case: Case, author: Any, told: set[int]) -> list[Watcher]:
    """Those whom the mail would not reach anyway. Who has left, or belongs to another account, gets none."""
    found = case.watchers.select_related("person")
    return [watcher for watcher in found if _copied(case, watcher, author, told)]


def _copied(case: Case, watcher: Watcher, author: Any, told: set[int]) -> bool:
    person = watcher.person
    if person is None:
        return True
    insider = person.account_id in (None, case.account_id)
    return person.is_active and insider and person != author and person.pk not in told


def _why_copied(case: Case, watcher: Watcher) -> str:
    end = f"{address_of(url_of(case))} shows the case." if watcher.person else "To be taken off, ask your colleagues."
    return f"-- \nYou are on copy of {case.number}. {end}"


def _asked_to_rate(case: Case) -> str:
    if case.reporter.is_staff_member:
        return ""
    return f"\n\n-- \nHow did it go? Tell us: {address_of(f'{url_of(case)}rate/')}"


def copied_told(actor: Any, case: Case, watcher: Watcher) -> None:
    """Tell whoever is put on copy that each public message comes to them from now on."""
    if watcher.person is None or watcher.person != actor:
        by = actor.display_name if actor else PORTAL
        notice_send(
            recipient=watcher.person,
            address=watcher.address,
            title=_title(case, "On copy: "),
            body=f"{by} put you on copy of {case.number}. From now on you get each message of it.\n\n"
            f"{_why_copied(case, watcher)}",
            url=url_of(case) if watcher.person else "",
            key=f"case:{case.pk}:copied:{watcher.pk}",
        )


def _other_side(author: Any, case: Case) -> list[Person]:
    people = [case.reporter, case.assignee]
    return [person for person in people if person is not None and person != author and _across(author, person)]


def _across(author: Any, person: Person) -> bool:
    return author is None or author.is_staff_member != person.is_staff_member


def assigned_told(actor: Any, case: Case) -> None:
    """Tell the new assignee, unless they took the case themselves."""
    if case.assignee and case.assignee != actor:
        notice_send(
            recipient=case.assignee,
            title=_title(case, "Assigned to you: "),
            body=case.description[:500],
            url=url_of(case),
            key=f"case:{case.pk}:assigned:{case.assignee.pk}:{case.version}",
        )
