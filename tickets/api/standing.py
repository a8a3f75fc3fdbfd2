"""How a case stands for its reader: what they may do with it, and what its response still waits for."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from hostops.accounts.roles import may
from hostops.clocks.models import Clock
from tickets import clocks
from tickets.models import Case
from tickets.places import place_in_line
from tickets.starts import conditions, waits_for
from tickets.states import possible


@dataclass
class Standing:
    """Of one case. Reads the policy once, and the line only of a held case."""

    case: Case
    reader: Any

    @property
    def possible(self) -> list[str]:
        """The steps that the state allows and the reader's role includes."""
        return [step for step in possible(self.case.state) if may(self.reader, f"tickets.case.{step}")]

    @property
    def waits_for(self) -> str:
        """What the pending response waits for, in words; empty when it waits for nothing."""
        return waits_for(self._conditions)

    @property
    def contact(self) -> dict[str, str] | None:
        """Whom to call or write to, while only that starts the response clock (itpdx:4h)."""
        if self._terms is None or self._conditions.get("contact", self.case.received_at) is not None:
            return None
        given = self._terms.document.contact
        return {"phone": given.phone, "email": given.email}

    @property
    def place_in_line(self) -> int | None:
        return place_in_line(self.case)

    @cached_property
    def _terms(self) -> Any:
        return clocks.case_terms(self.case)

    @cached_property
    def _conditions(self) -> dict[str, Any]:
        return conditions(self.case, self._terms) if self._terms and self._response_is_pending() else {}

    def _response_is_pending(self) -> bool:
        response = next((clock for clock in self._clocks() if clock.kind == clocks.RESPONSE), None)
        return response is not None and not (response.started_at or response.stopped_at or response.cancelled_at)

    def _clocks(self) -> list[Clock]:
        return list(self.case.subject.clocks.all())
