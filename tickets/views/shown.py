"""What the page of a case shows to one reader. Each part is read when the template first asks for it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import F
from django.utils import timezone

from hostops.clocks.drawing import drawn
from hostops.clocks.models import Attribution, Clock, Cycle
from hostops.clocks.picture import Picture
from hostops.clocks.querysets import state_of
from hostops.duty.models import Absence
from hostops.journal.telling import Event
from hostops.lib.now import now
from hostops.policies.schema.clauses import Contact as Where
from tickets.clocks import RESPONSE, case_terms
from tickets.history import history
from tickets.knownfix import KnownFix, known_fixes
from tickets.looks import OUTCOMES, OWED
from tickets.models import Advice, Case, Contact, Message
from tickets.onduty import absence_of_assignee
from tickets.outages import told_of_anothers
from tickets.places import place_in_line
from tickets.starts import conditions, lacks_contact, waits_for
from tickets.states import LIVE_STATES, State
from tickets.terms import Terms
from tickets.together import Together

# A case that a monitor talks to may have thousands of messages; a page shows the newest unless asked for all.
MOST_MESSAGES = 100


class ShownClock:
    """A clock of the case, in its present cycle or an earlier one that was breached."""

    def __init__(self, clock: Clock, at: datetime, cycle: Cycle | None = None) -> None:
        ended = cycle or clock
        self.pk, self.cycle, self.earlier = clock.pk, ended.cycle, cycle is not None
        self.kind, self.what = clock.kind, OWED.get(clock.kind, clock.kind)
        self.state = state_of(ended, at)
        self.due_at, self.stopped_at = ended.due_at, ended.stopped_at
        self.live = not (ended.stopped_at or ended.cancelled_at)
        self.attribution: Attribution | None = None
        self.picture: Picture | None = None


class CaseShown:
    """A case as `reader` may see it."""

    def __init__(self, case: Case, reader: Any, *, all_messages: bool = False) -> None:
        self.case = self.object = case
        self.reader = reader
        self.at = now()
        self._all_messages = all_messages

    @cached_property
    def assignee_away(self) -> Absence | None:
        away = getattr(self.case, "assignee_is_away", True)
        return absence_of_assignee(self.case, self.reader) if away else None

    @cached_property
    def together(self) -> Together:
        return Together(self.case, self.reader)

    @cached_property
    def terms(self) -> Terms | None:
        return case_terms(self.case)

    @cached_property
    def _newest(self) -> list[Message]:
        said = Message.objects.visible_to(self.reader).filter(case=self.case).select_related("author")
        newest = said.with_files().order_by("-id")
        return list(newest if self._all_messages else newest[: MOST_MESSAGES + 1])

    @property
    def messages(self) -> list[Message]:
        """Oldest first."""
        kept = self._newest if self._all_messages else self._newest[:MOST_MESSAGES]
        return kept[::-1]

    @property
    def has_earlier_messages(self) -> bool:
        return len(self._newest) > len(self.messages)

    @cached_property
    def _clocks(self) -> list[Clock]:
        mine = Clock.objects.visible_to(self.reader).filter(subject=self.case.subject_id)
        return list(mine.with_spans().order_by("id"))

    @cached_property
    def clocks(self) -> list[ShownClock]:
        """What is owed or was: what is due next first, and last what came late in an earlier cycle."""
        present = [ShownClock(clock, self.at) for clock in self._clocks]
        for clock, row in zip(present, self._clocks, strict=True):
            clock.picture = drawn(row, self.at, timezone.get_current_timezone())
        present.sort(key=lambda clock: (not clock.live, clock.due_at is None, clock.due_at or self.at))
        shown = present + self._late_before()
        self._attribute([clock for clock in shown if clock.state == "breached"])
        return shown

    def _late_before(self) -> list[ShownClock]:
        by_id = {clock.pk: clock for clock in self._clocks if clock.cycle > 1}
        rows: Iterable[Cycle] = Cycle.objects.filter(clock__in=by_id, stopped_at__gt=F("due_at")) if by_id else ()
        return [ShownClock(by_id[row.clock_id], self.at, row) for row in rows]

    @staticmethod
    def _attribute(breached: Sequence[ShownClock]) -> None:
        """Give each breach what it was put down to, if anybody has."""
        rows = Attribution.objects.filter(clock__in={clock.pk for clock in breached}) if breached else []
        found = {(row.clock_id, row.cycle): row for row in rows}
        for clock in breached:
            clock.attribution = found.get((clock.pk, clock.cycle))

    @property
    def breaches(self) -> list[ShownClock]:
        """Breaches that nobody has put down to a cause."""
        return [clock for clock in self.clocks if clock.state == "breached" and clock.attribution is None]

    @property
    def question(self) -> Message | None:
        """What the customer who reads is asked and has not answered."""
        if self.case.state != State.WAITING or self.reader.is_staff_member:
            return None
        return next((message for message in self._newest if message.purpose == "question"), None)

    @cached_property
    def waits_for(self) -> str:
        """What the response clock still waits for, in words."""
        response = next((clock for clock in self._clocks if clock.kind == RESPONSE), None)
        pending = response and not (response.started_at or response.stopped_at or response.cancelled_at)
        return waits_for(conditions(self.case, self.terms)) if pending and self.terms else ""

    @property
    def call(self) -> Where | None:
        """Where to call or write, while the response time of a priority case counts from that (itpdx:4h)."""
        missing = self.terms and self.case.state in LIVE_STATES and lacks_contact(self.case, self.terms)
        return self.terms.document.contact if self.terms and missing else None

    @property
    def first_response(self) -> ShownClock | None:
        """The clock of the response that is owed now."""
        return next((clock for clock in self.clocks if clock.kind == RESPONSE and clock.live), None)

    @property
    def response_words(self) -> str:
        """What the policy promises for the response: `within 15 minutes, counted day and night`."""
        return self.terms.cases.response_for(self.case.severity).words() if self.terms else ""

    @cached_property
    def place_in_line(self) -> int | None:
        return place_in_line(self.case) if self.case.state == State.HELD else None

    @property
    def caps(self) -> Any:
        """The policy's rule on how many cases may be open, with its clause."""
        return self.terms.cases.caps if self.terms else None

    @cached_property
    def outage_told(self) -> str:
        """What a lower case is told while another's outage comes first (itpdx:4l)."""
        waits = self.case.state in LIVE_STATES and self.case.queue_rank and not self.reader.is_staff_member
        return told_of_anothers(self.case.account_id, self.terms) if waits else ""

    @cached_property
    def contacts(self) -> Sequence[Contact]:
        mine = Contact.objects.visible_to(self.reader).filter(case=self.case).select_related("logged_by")
        return list(mine) if getattr(self.case, "has_contacts", True) else []

    @cached_property
    def advice(self) -> Sequence[Advice]:
        mine = Advice.objects.visible_to(self.reader).filter(case=self.case).select_related("recorded_by")
        return list(mine) if getattr(self.case, "has_advice", True) else []

    @cached_property
    def known_fixes(self) -> list[KnownFix]:
        return known_fixes(self.case, self.reader, self.terms)

    @cached_property
    def history(self) -> list[Event]:
        people = [self.case.assignee, self.case.reporter, *(message.author for message in self._newest)]
        known = {person.pk: person.display_name for person in people if person}
        return history(self.case, [clock.pk for clock in self._clocks], self.reader, known)

    @cached_property
    def timeline(self) -> list[tuple[str, Any]]:
        """Messages and what else happened, oldest first: ("message", it) and ("event", it)."""
        told: list[tuple[datetime, int, str, Any]] = [
            (event.at, 1, "event", event) for event in self.history if not event.is_told_by_a_message
        ]
        first = self.messages[0].sent_at if self.has_earlier_messages else None
        told = [line for line in told if first is None or line[0] >= first]
        said: list[tuple[datetime, int, str, Any]] = [
            (message.sent_at, 0, "message", message) for message in self.messages
        ]
        return [(kind, it) for _, _, kind, it in sorted(told + said, key=lambda line: line[:2])]

    @property
    def outcome(self) -> str:
        return OUTCOMES.get(self.case.outcome, "")
