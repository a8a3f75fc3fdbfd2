"""A notice as an invitation: what hangs on the mail to one contact, who answers it in their calendar."""

from hostops.accounts.models import Person
from maintenance.calendars import event as events
from maintenance.calendars.document import MEDIA_TYPE, document
from maintenance.calendars.notices import audience_of
from maintenance.calendars.said import Status, said_of_notice, said_to
from maintenance.models import Affected, Notice

# RFC 5546: a cancellation asks nothing, and takes the event out of the calendars that accepted it.
_REQUEST, _CANCEL = "REQUEST", "CANCEL"


def invitation(notice: Notice, affected: Affected, person: Person) -> tuple[str, str, str]:
    """File name, content and media type of what `person`, of the account of `affected`, is to have on the mail.

    It says what the notice says, whatever has become of the window since, in the person's zone. For many people
    load `affected` by `calendars.notices.with_servers`, and `notice.window` with the notice: then it costs no query.
    """
    said = said_to(affected, said_of_notice(notice))
    method = _CANCEL if said.status == Status.CANCELLED else _REQUEST
    invited = events.Person(name=person.display_name, email=person.email)
    made = events.event(said, audience_of(affected, person.timezone), invited)
    content = document([made], method=method).decode()
    return f"{said.number}.ics", content, f"{MEDIA_TYPE}; method={method}"
