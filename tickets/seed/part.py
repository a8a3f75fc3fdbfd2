"""One case of the demo as a part to play: what it is about, who plays in it, and at what pace."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from hostops.accounts.models import Person, Server
from hostops.lib.now import now
from tickets.clocks import RESPONSE
from tickets.models import Channel
from tickets.seed.cast import Cast, Client
from tickets.seed.moments import office
from tickets.seed.troubles import Trouble
from tickets.seed.verbs import Span, Verbs

# How long an answer takes, by severity: in minutes by the clock on the wall, or in hours of the office.
_MINUTES: dict[int | None, Span] = {1: (3, 11), 2: (8, 26)}
_HOURS: dict[int | None, Span] = {3: (0.3, 5), 4: (2, 40), None: (0.2, 2.6)}
# How long after it was due a late one comes.
_LATE_MINUTES: dict[int | None, Span] = {1: (2, 19), 2: (6, 80)}
_LATE_HOURS: Span = (0.5, 11)


class Part(Verbs):
    """`severity` is the one that the reporter asks for; None where the policy knows none.

    It is made at the instant at which it begins: its texts speak of days before.
    """

    def __init__(
        self, cast: Cast, client: Client, trouble: Trouble, *, severity: int | None, channel: str = Channel.PORTAL,
        server: Server | None = None, reporter: Person | None = None, engineer: Person | None = None,
    ) -> None:  # fmt: skip
        self.cast, self.client, self.severity, self.channel = cast, client, severity, Channel(channel)
        self.random = cast.random
        self.reporter = reporter or self._some_reporter()
        self.engineer = engineer or cast.engineer(client)
        self.server = server or self.random.choice(client.servers)
        self._slots = self._fill()
        self.words = trouble.told(self._slots, self.random)

    def _some_reporter(self) -> Person:
        weights = [1, *[3] * (len(self.client.people) - 1)][::-1]
        return self.random.choices(self.client.people, weights)[0]

    def _fill(self) -> dict[str, str]:
        day = now() - timedelta(days=self.random.randint(2, 5))
        return {
            "server": self.server.hostname,
            "site": f"www.{self.client.account.slug}.example",
            "domain": f"{self.client.account.slug}.example",
            "who": self.reporter.full_name.split()[0],
            "engineer": self.engineer.full_name.split()[0],
            "n": str(self.random.randint(120, 990)),
            "m": str(self.random.randint(12, 58)),
            "few": str(self.random.randint(3, 9)),
            "percent": str(self.random.randint(86, 97)),
            "day": f"{day.astimezone(self.client.zone):%A}",
        }

    def after(self, *, minutes: Span = (0, 0), hours: Span = (0, 0), days: Span = (0, 0)) -> datetime:
        """So long from now, by the clock on the wall."""
        span = timedelta(minutes=self._of(minutes), hours=self._of(hours), days=self._of(days))
        return now() + span

    def at_work(self, *, minutes: Span = (0, 0), hours: Span = (0, 0), days: Span = (0, 0)) -> datetime:
        """So long from now, when the provider's office is open."""
        return self._open(self.client.office, self.after(minutes=minutes, hours=hours, days=days))

    def at_theirs(self, *, minutes: Span = (0, 0), hours: Span = (0, 0), days: Span = (0, 0)) -> datetime:
        """So long from now, when people of the customer are at work."""
        return self._open(self.client.zone, self.after(minutes=minutes, hours=hours, days=days))

    def _of(self, span: Span) -> float:
        return self.random.uniform(*span)

    def _open(self, zone: ZoneInfo, at: datetime) -> datetime:
        return office(at, zone, self.random)

    def answering(self, late: bool) -> datetime:
        """When the answer that is owed now will come."""
        level, due = self.case.severity, self.due_at(RESPONSE) if late else None
        if due:
            if level in _LATE_MINUTES:
                return due + timedelta(minutes=self._of(_LATE_MINUTES[level]))
            return self._open(self.client.office, due + timedelta(hours=self._of(_LATE_HOURS)))
        if level in _MINUTES:
            return self.after(minutes=_MINUTES[level])
        return self.at_work(hours=_HOURS[level])
