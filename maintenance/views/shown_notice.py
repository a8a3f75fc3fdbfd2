"""What the page of a window shows of its notice: whom it touches, until when, whom it reached, what they said."""

from datetime import timedelta
from functools import cached_property
from typing import Any

from django.db.models import Count

from hostops.accounts.models import Account, Person
from hostops.clocks.models import Clock
from hostops.lib.now import now
from maintenance.chase import AccountTold, standing_notice, told
from maintenance.desk import is_near
from maintenance.models import Affected, Notice, Window
from maintenance.notices import people_of
from maintenance.spans import lasts
from maintenance.standing import Standing, notice_of
from maintenance.states import Decision, State


class NoticeShown:
    """A window as `reader` may see it, as far as its notice goes. Each part is read when it is first asked for."""

    def __init__(self, window: Window, reader: Any) -> None:
        self.window = self.object = window
        self.reader = reader
        self.at = now()

    @property
    def for_staff(self) -> bool:
        return bool(self.reader.is_staff_member)

    @cached_property
    def affected(self) -> list[Affected]:
        """The reader's own row, or every account's."""
        mine = Affected.objects.visible_to(self.reader).filter(window=self.window, dropped_at=None)
        joined = mine.select_related("account", "policy_version__policy", "agreed_by")
        heavy = ("policy_version__document", "policy_version__holidays")
        return list(joined.defer(*heavy).annotate(servers_count=Count("servers")))

    @cached_property
    def notice(self) -> Notice | None:
        """The announcement that stands."""
        return standing_notice(self.window, self.reader)

    @cached_property
    def standing(self) -> Standing:
        return notice_of(self.window)

    @cached_property
    def told(self) -> list[AccountTold]:
        """Each account with what it was told and said: those to call first."""
        order = {"bounced": 0, "": 1, "declined": 2, "question": 3, "accepted": 4}
        rows = told(self.notice, self.affected, self.reader)
        return sorted(rows, key=lambda row: order.get(row.word, 5))

    @property
    def mine(self) -> AccountTold | None:
        """The reader's own account."""
        return self.told[0] if self.told and not self.for_staff else None

    @property
    def to_chase(self) -> list[AccountTold]:
        waits = self.window.state == State.ANNOUNCED and not self.needs_new_notice
        return [row for row in self.told if row.to_chase and row.addressees] if waits else []

    @cached_property
    def clocks(self) -> dict[str, Clock]:
        found = Clock.objects.visible_to(self.reader).filter(subject=self.window.subject_id)
        return {clock.kind: clock for clock in found}

    @property
    def notice_clock(self) -> Clock | None:
        return self.clocks.get("notice")

    @property
    def report_clock(self) -> Clock | None:
        return self.clocks.get("report")

    @property
    def notice_is_near(self) -> bool:
        clock = self.notice_clock
        return bool(clock and not clock.stopped_at and not clock.cancelled_at and is_near(clock, self.at))

    @property
    def needs_new_notice(self) -> bool:
        """It became more than was announced."""
        return self.window.state == State.ANNOUNCED and self.window.announced_at is None

    @property
    def is_unsaid(self) -> bool:
        """Its announcement is still to be sent, as it is or anew."""
        return self.window.state in (State.PLANNED, State.ACCEPTED) or self.needs_new_notice

    @property
    def is_missed(self) -> bool:
        """It cannot start as it is: its notice was, or would be, too late."""
        waits = self.window.state in (State.PLANNED, State.ACCEPTED, State.ANNOUNCED)
        return waits and self.standing.kept is False and self.window.decision != Decision.NOT_USED

    @property
    def unreached(self) -> list[Account]:
        """Accounts that no mail has reached, and nobody told otherwise."""
        waits = self.window.state == State.ANNOUNCED and not self.needs_new_notice and self.notice
        return [row.affected.account for row in self.told if not row.reached] if waits and self.for_staff else []

    @property
    def reached(self) -> int:
        """How many accounts have it."""
        return sum(1 for row in self.told if row.reached)

    @property
    def lead(self) -> str:
        """As much notice as there was, in words, for a kind that promises no least one."""
        if self.notice is None:
            return ""
        return lasts(max(timedelta(0), self.notice.starts_at - (self.notice.sent_at or self.at)))

    @cached_property
    def _people(self) -> dict[int, list[Person]]:
        return people_of(self.affected)

    @property
    def people(self) -> list[Person]:
        """Everybody to whom a notice would be sent."""
        return [person for row in self.affected for person in self._people.get(row.account_id, ())]

    @property
    def without_people(self) -> list[str]:
        """Accounts at which there is nobody to tell."""
        return [row.account.name for row in self.affected if not self._people.get(row.account_id)]

    def people_at(self, affected: Affected) -> list[Person]:
        """Who would be told on the account's behalf."""
        return self._people.get(affected.account_id, [])
