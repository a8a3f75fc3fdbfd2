"""A notice as an invitation: what hangs on the mail to one contact, who answers it in their calendar."""

from hostops.accounts import models as accounts
from maintenance.calendars.document import MEDIA_TYPE, document
from maintenance.calendars.event import Person, attendee_line, event
from maintenance.calendars.notices import audience_of
from maintenance.calendars.said import Status, said_of_notice, said_to
from maintenance.models import Affected, Notice

# RFC 5546: a cancellation asks nothing, and takes the event out of the calendars that accepted it.
_REQUEST, _CANCEL = "REQUEST", "CANCEL"
# In the text of a property a line's end is written otherwise, so this stands in a document of one event only once.
_END = b"\r\nEND:VEVENT\r\n"


class Invitations:
    """Those of one notice. What an account's people in one zone have in common is written once for all of them.

    Each says what the notice said, whatever has become of the window since, in its person's zone. Load the affected
    accounts by `calendars.notices.with_servers`, and the window with the notice: then none costs a query.
    """

    def __init__(self, notice: Notice) -> None:
        self._said = said_of_notice(notice)
        self._written: dict[tuple[int, str], tuple[bytes, str]] = {}

    def to(self, affected: Affected, person: accounts.Person) -> tuple[str, str, str]:
        """File name, content and media type of what `person`, of the account of `affected`, is to have on the mail."""
        key = (affected.pk, person.timezone)
        if key not in self._written:
            self._written[key] = self._write(affected, person.timezone)
        written, method = self._written[key]
        asks = attendee_line(Person(name=person.display_name, email=person.email))
        content = written.replace(_END, b"\r\n" + asks + _END.removeprefix(b"\r\n")).decode()
        return f"{self._said.number}.ics", content, f"{MEDIA_TYPE}; method={method}"

    def _write(self, affected: Affected, timezone: str) -> tuple[bytes, str]:
        said = said_to(affected, self._said)
        method = _CANCEL if said.status == Status.CANCELLED else _REQUEST
        return document([event(said, audience_of(affected, timezone))], method=method), method


def invitation(notice: Notice, affected: Affected, person: accounts.Person) -> tuple[str, str, str]:
    """One alone: see `Invitations`."""
    return Invitations(notice).to(affected, person)
