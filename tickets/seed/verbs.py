"""The verbs to play a case with. Each is an action of the desk, done by the person who would do it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from hostops.accounts.models import Person, Server
from hostops.clocks.models import Clock
from hostops.lib.now import now
from tickets.actions import (
    Upload,
    case_assign,
    case_close,
    case_file,
    case_rate,
    case_reopen,
    case_resolve,
    case_resume,
    case_tag,
    case_wait,
    case_workaround,
    contact_log,
    message_add,
    severity_set,
)
from tickets.models import Case, Channel
from tickets.seed import sayings
from tickets.seed.cast import Cast, Client
from tickets.seed.troubles import Trouble

# From, to: how long something takes.
Span = tuple[float, float]


class Verbs:
    """What `Part` can do."""

    cast: Cast
    client: Client
    random: Random
    words: Trouble
    severity: int | None
    channel: Channel
    server: Server
    reporter: Person
    engineer: Person
    case: Case
    _slots: dict[str, str]

    # --- how it stands ----------------------------------------------------------------

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    @property
    def by_phone(self) -> bool:
        return self.channel == Channel.PHONE

    @property
    def urgent(self) -> bool:
        return self.case.severity in self.client.priority

    @property
    def waits_for_call(self) -> bool:
        return self.urgent and not self.case.contacted_at and not self.case.raised_at

    def look_again(self) -> None:
        """Others may have moved the case since."""
        self.case.refresh_from_db(fields=["state"])

    def due_at(self, kind: str) -> datetime | None:
        """When the case's clock of the kind is due: its answer, or that it closes by itself."""
        clocks = Clock.objects.filter(subject=self.case.subject_id, kind=kind)
        return clocks.values_list("due_at", flat=True).first()

    # --- the customer's verbs ---------------------------------------------------------

    def file(self, received_before: timedelta | None = None, files: Sequence[Upload] = ()) -> Case:
        """Report it; `received_before` is how much earlier the call was that is only now written down."""
        actor = {Channel.PORTAL: self.reporter, Channel.API: self.reporter, Channel.PHONE: self.engineer}.get(
            self.channel
        )
        address = {Channel.PHONE: self.reporter.phone, Channel.EMAIL: self.reporter.email}.get(self.channel, "")
        names = self.words.software
        self.case = case_file(
            actor=actor, account=self.client.account, reporter=self.reporter, title=self.words.title,
            description=self.words.report, requested_severity=self.severity, server=self.server,
            software=self.cast.software[names] if names else None, software_version=self.words.version,
            channel=self.channel,
            received_at=now() - received_before if received_before else None,
            received_reason="written down after the call" if received_before else "",
            checked_locally=self.words.checked, caller_address=address, attachments=files,
            caller_name=self.reporter.full_name if address else "",
        )  # fmt: skip
        return self.case

    def say(self, text: str) -> None:
        message_add(actor=self.reporter, case=self.case, body=self._filled(text))

    def reply(self) -> None:
        self.say(self.words.reply or "Yes, that is right.")

    def thank(self) -> None:
        self.say(self.random.choice(sayings.THANKS))

    def rate(self, stars: int) -> None:
        case_rate(actor=self.reporter, case=self.case, stars=stars, comment=sayings.ON_STARS[stars])

    def reopen(self) -> None:
        case_reopen(actor=self.reporter, case=self.case, reason=self._filled(self.random.choice(sayings.ONCE_MORE)))

    def solve_themselves(self) -> None:
        case_resolve(actor=self.reporter, case=self.case, body=self.random.choice(sayings.OWN_SOLUTION))

    def withdraw(self) -> None:
        case_resolve(actor=self.reporter, case=self.case, outcome="withdrawn")

    # --- the staff's verbs ------------------------------------------------------------

    def log_call(self, *, minutes_ago: float = 0, answered: bool = False) -> None:
        text = sayings.ANSWERED_BY_PHONE if answered else self.random.choice(sayings.CALLS)
        contact_log(
            actor=self.engineer, case=self.case, channel="phone", at=now() - timedelta(minutes=minutes_ago),
            caller_name=self.reporter.full_name, caller_address=self.reporter.phone, answered=answered,
            note=self._filled(text),
        )  # fmt: skip

    def take(self) -> None:
        case_assign(actor=self.engineer, case=self.case, assignee=self.engineer)

    def tag(self) -> None:
        """By what it is about, and that a machine saw it."""
        seen = ["seen by a machine"] if self.channel == Channel.MONITORING else []
        case_tag(actor=self.engineer, case=self.case, tags=[self.words.software or "how to", *seen])

    def answer(self) -> None:
        self.speak(self.words.answer)

    def apologise(self) -> None:
        """Answer, late."""
        self.speak(self.random.choice(sayings.LATE_WORDS))

    def update(self) -> None:
        self.speak(self.random.choice(sayings.UPDATES))

    def speak(self, text: str) -> None:
        message_add(actor=self.engineer, case=self.case, body=self._filled(text))

    def note(self) -> None:
        text = self.words.note or self.random.choice(sayings.NOTES)
        message_add(actor=self.engineer, case=self.case, body=self._filled(text), visibility="internal")

    def ask(self) -> None:
        case_wait(actor=self.engineer, case=self.case, question=self.words.question or "Does it still happen today?")

    def go_on(self) -> None:
        case_resume(actor=self.engineer, case=self.case, reason=sayings.SILENT)

    def work_around(self) -> None:
        case_workaround(
            actor=self.engineer, case=self.case, body=self.words.workaround or "For the moment it works again."
        )

    def set_severity(self, level: int, reason: str, note: str = "", override: str = "") -> None:
        severity_set(
            actor=self.engineer, case=self.case, severity=level, reason=reason, note=note, override_reason=override
        )

    def resolve(self, outcome: str = "solved", text: str = "") -> None:
        case_resolve(actor=self.engineer, case=self.case, body=text or self.words.resolution, outcome=outcome)

    def close(self) -> None:
        case_close(actor=self.engineer, case=self.case, reason="confirmed by the customer")

    def _filled(self, text: str) -> str:
        return text.format_map(self._slots | {"answer": self.words.answer})
