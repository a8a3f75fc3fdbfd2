"""Which exceptions somebody asks for: of a day, or what stands since yesterday; by state, answered or not."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from backups.daysums import zone_of
from backups.exceptions import Question, found
from backups.rules.days import last_ended, span_of
from backups.rules.exceptions import Row
from hostops.accounts.models import Account
from hostops.lib.now import now
from hostops.policies.models import Policy

_SOON = timedelta(seconds=1)


@dataclass(frozen=True)
class Asked:
    """As a page's filters and a call's query give it; empty means any."""

    day: date | None = None
    policy: Policy | None = None
    account: Account | None = None
    server: str = ""
    state: str = ""
    answered: str = ""

    def question(self, reader: Any, at: datetime | None = None) -> Question:
        """The day in the policy's zone, or in the reader's; without a day, since yesterday and what still is broken."""
        at = at or now()
        zone = zone_of(self.policy) if self.policy else reader.timezone
        day = self.day or last_ended(at, zone)
        start, end = span_of(day, zone)
        asked = Question(start, end, at, reader, policy=self.policy, account=self.account, server=self.server)
        return asked if self.day else replace(asked, end=at + _SOON, standing=True)

    def rows(self, reader: Any, at: datetime | None = None) -> tuple[list[Row], list[Row]]:
        """All rows of the time, and those of them that are asked for."""
        every = found(self.question(reader, at))
        return every, self.chosen(every)

    def chosen(self, rows: Sequence[Row]) -> list[Row]:
        wanted = [row for row in rows if self.state in ("", "broken", *row.states)]
        if self.state == "broken":
            wanted = [row for row in wanted if row.is_broken]
        return [row for row in wanted if self.answered in ("", "yes" if row.answered else "no")]
