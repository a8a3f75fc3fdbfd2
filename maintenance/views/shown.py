"""What the page of a window shows to one reader. Each part is read when the template first asks for it."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from django.utils import timezone

from hostops.accounts.models import Account, Server
from hostops.accounts.roles import may
from hostops.journal.telling import Event
from hostops.lib.errors import NotPossible
from hostops.policies.schema.windows import WindowKind
from hostops.subjects.links import ShownLink
from maintenance.actions.guards import may_start, ready
from maintenance.affected import added_later
from maintenance.checking import Checked, check_again
from maintenance.history import history
from maintenance.kinds import offers
from maintenance.links import links_of
from maintenance.models import Window
from maintenance.naming import scope_names
from maintenance.rules.verdict import Clash, Reason
from maintenance.rules.ways import Way
from maintenance.spans import in_sentences
from maintenance.states import AHEAD, State
from maintenance.views.checks import CheckShown
from maintenance.views.shown_work import WorkShown


class WindowShown(WorkShown):
    """A window as `reader` may see it."""

    # --- when

    @property
    def zones(self) -> list[str]:
        """The zones beside the reader's in which its times are shown: its own, and those of the policies."""
        theirs = [row.policy_version.parsed.policy.timezone for row in self.affected if row.policy_version]
        readers = str(timezone.get_current_timezone())
        return [zone for zone in dict.fromkeys([self.window.timezone, *theirs]) if not self._same(zone, readers)]

    def _same(self, zone: str, other: str) -> bool:
        """Whether both show the window at the same times."""
        ends = (self.window.starts_at, self.window.ends_at)
        return all(one.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == _wall(one, other) for one in ends)

    @property
    def overrun(self) -> bool:
        return self.window.state == State.IN_PROGRESS and self.window.ends_at < self.at

    @property
    def is_ahead(self) -> bool:
        return self.window.state in AHEAD

    # --- whom it touches

    @cached_property
    def own_servers(self) -> list[str]:
        """The reader's own servers that it touches."""
        rows = [] if self.for_staff or not self.affected else self.affected[0].servers.select_related("server")
        return [row.server.hostname for row in rows]

    @cached_property
    def scope_names(self) -> list[str]:
        return scope_names(self.window)

    @cached_property
    def added_later(self) -> list[Server]:
        """Servers that came into its scope after the announcement: nobody was told of them."""
        announced = self.window.state in (State.ANNOUNCED, State.IN_PROGRESS) and self.window.announced_at
        return list(added_later(self.window).select_related("account")) if announced and self.for_staff else []

    # --- what may become of it

    @cached_property
    def checked(self) -> Checked | None:
        """The check of the window as it stands, while it can be changed; staff's alone."""
        return check_again(self.window) if self.for_staff and self.is_ahead else None

    @cached_property
    def ways(self) -> Sequence[Way]:
        """What stands open to it now: a later start, other kinds."""
        return self.checked.ways_out() if self.checked else ()

    @property
    def reasons(self) -> list[Reason]:
        """What is against it as it stands, each once."""
        return CheckShown(self.checked).reasons

    @property
    def freezes(self) -> list[Clash]:
        """The freezes that it lies in; staff's alone."""
        return [clash for clash in self.checked.verdict.clashes if clash.kind == "freeze"] if self.checked else []

    @property
    def conversions_open(self) -> list[Way]:
        return [way for way in self.ways if way.verb == "convert"]

    @property
    def may_approve(self) -> bool:
        return may(self.reader, "maintenance.window.approve")

    @cached_property
    def needs(self) -> set[str]:
        """What the affected accounts' policies ask of it besides: `consultation`, `agreement`, ..."""
        return {need.name for need in self.checked.verdict.needs} if self.checked else set()

    @property
    def accounts(self) -> Sequence[Account]:
        """Whom it touches as its scope stands, computed or frozen."""
        return self.checked.accounts if self.checked else [row.account for row in self.affected]

    @cached_property
    def why_not_ready(self) -> str:
        """What it lacks, its time apart, and what may be done instead; empty where nothing is missing."""
        return in_sentences(self._refusal(ready))

    @property
    def may_start(self) -> bool:
        return self.checked is not None and not self._refusal(may_start)

    def _refusal(self, guard: Callable[[Window, Checked], None]) -> str:
        if self.window.state != State.ANNOUNCED or self.checked is None:
            return ""
        try:
            guard(self.window, self.checked)
        except NotPossible as refusal:
            return refusal.detail
        return ""

    # --- its work

    @property
    def to_consult(self) -> list[Account]:
        """Accounts that nobody has spoken with yet, where their policy wants it."""
        if self.checked is None:
            return []
        wanted = {name for need in self.checked.verdict.needs if need.name == "consultation" for name in need.accounts}
        slugs = {terms.account.slug for terms in self.checked.terms if terms.name in wanted}
        spoken = {row.account_id for row in self.consultations}
        return [one for one in self.checked.accounts if one.slug in slugs and one.pk not in spoken]

    @cached_property
    def links(self) -> Sequence[ShownLink]:
        """The cases that it has to do with, as far as the reader may know of them."""
        return links_of(self.window, self.reader)

    @property
    def rule(self) -> WindowKind | None:
        """The strictest rule of its kind among those that the reader stands under."""
        known = [row.policy_version.parsed.windows for row in self.affected[:1] if row.policy_version]
        return known[0].kind(self.window.kind) if known and known[0] else None

    @cached_property
    def answers(self) -> list[tuple[str, str]]:
        """The policy's questions with what was answered."""
        asked = {name: test.question for offer in offers() for name, test in offer.tests.items()}
        return [(asked.get(name, name.replace("_", " ")), text) for name, text in self.window.answers.items()]

    @cached_property
    def history(self) -> list[Event]:
        return history(self.window, self.reader)


def _wall(instant: datetime, zone: str) -> datetime:
    return instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
