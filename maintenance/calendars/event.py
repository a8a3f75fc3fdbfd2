"""One window as one VEVENT (RFC 5545), with the properties of MAINTNOTE where it is a notice to an account.

Times are UTC. A window does not recur, so that UTC says exactly when, in every calendar program alike
and with nothing to be resolved; each shows it in its reader's own zone, and the zone in which the
window was planned stands in the words. A TZID would bring a VTIMEZONE that clients read differently.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Event, vCalAddress, vText
from icalendar.parser import Contentline

from hostops.alerts.wording import address_of
from hostops.lib.text import clean_line
from maintenance.calendars.said import Said
from maintenance.calendars.words import description, summary
from maintenance.states import Impact

_IMPACTS = {
    Impact.NONE: "NO-IMPACT",
    Impact.REDUCED_REDUNDANCY: "REDUCED-REDUNDANCY",
    Impact.DEGRADED: "DEGRADED",
    Impact.OUTAGE: "OUTAGE",
}
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


class Text(vText):
    """A TEXT whose every character arrives; the library's own takes `\\N` in C:\\New for a line's end."""

    def to_ical(self) -> bytes:
        written: bytes = self.translate(_ESCAPED).encode()
        return written


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody invited: asked to answer at this address."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom an event is for: an account's people, in whose zone it is told; `account` is empty for staff.

    Without `noted` it is an entry in a calendar and no notice: MAINTNOTE's properties are left out.
    """

    account: str
    timezone: str
    servers: Sequence[str] = ()
    noted: bool = True


def uid_of(number: str) -> str:
    """`SW-12@portal.example`: the same for every account and for ever, so that all that is said is of one event."""
    return f"{number}@{provider()}"


def provider() -> str:
    """X-MAINTNOTE-PROVIDER: the portal's host name."""
    return urlsplit(settings.PUBLIC_URL).hostname or "localhost"


def event(said: Said, audience: Audience) -> Event:
    """The event, to be put into a calendar (`document`). The same facts make the same bytes."""
    made = Event()
    made.add("uid", Text(uid_of(said.number)))
    made.add("sequence", said.sequence)
    for name, instant in _instants(said).items():
        made.add(name, instant.astimezone(UTC).replace(microsecond=0))
    made.add("status", said.status.of_event)
    # Nobody's own time is taken by it.
    made.add("transp", "TRANSPARENT")
    url = address_of(f"/windows/{said.number}/")
    text = description(said, zone=audience.timezone, servers=audience.servers, url=url)
    made.add("summary", Text(summary(said)))
    made.add("description", Text(text))
    made.add("url", url)
    made.add("organizer", _organizer())
    if audience.noted:
        _add_maintnote(made, said, audience)
    return made


def _instants(said: Said) -> dict[str, datetime]:
    return {"dtstamp": said.stamp, "last-modified": said.stamp, "dtstart": said.starts_at, "dtend": said.ends_at}


def _add_maintnote(made: Event, said: Said, audience: Audience) -> None:
    """One id, always an impact, an object for each server; for an account without servers the account itself."""
    account = audience.account or provider()
    made.add("x-maintnote-provider", Text(provider()))
    made.add("x-maintnote-account", Text(account))
    made.add("x-maintnote-maintenance-id", Text(said.number))
    made.add("x-maintnote-impact", _IMPACTS[said.impact if said.used else Impact.NONE])
    made.add("x-maintnote-status", said.status.value)
    for server in audience.servers or (account,):
        made.add("x-maintnote-object-id", Text(server))


def _organizer() -> vCalAddress:
    """Whoever sends the mails is whom calendars reply to."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return _address(Person(name, address), {})


def attendee_line(person: Person) -> bytes:
    """The property that asks `person` to answer: a content line, folded, with its end."""
    asked = {"CUTYPE": "INDIVIDUAL", "ROLE": "REQ-PARTICIPANT", "PARTSTAT": "NEEDS-ACTION", "RSVP": "TRUE"}
    address = _address(person, asked)
    line: bytes = Contentline.from_parts("ATTENDEE", address.params, address).to_ical()
    return line + b"\r\n"


def _address(person: Person, params: dict[str, str]) -> vCalAddress:
    address = vCalAddress(f"mailto:{clean_line(person.email)}")
    address.params.update(params | ({"CN": clean_line(person.name)} if person.name else {}))
    return address
