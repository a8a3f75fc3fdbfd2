"""What people outside the desk are told of a case, through the outbox. Automatic mail is never a response."""

from typing import Any

from hostops.accounts.models import Person
from hostops.alerts.actions import notice_send
from tickets.models import Case, Message


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
    """Send a public message to the other side: the reporter, or the engineer who has the case."""
    for person in _other_side(author, case):
        notice_send(
            recipient=person,
            title=_title(case, "Re: "),
            body=f"{message.from_name} wrote:\n\n{message.body}",
            url=url_of(case),
            key=f"case:{case.pk}:message:{message.pk}:{person.pk}",
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
