"""How a case stands for its reader: what hangs on it, what they may do, what its response still waits for."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from hostops.accounts.roles import may
from hostops.clocks.models import Clock
from tickets import clocks
from tickets.models import Advice, Case, Contact
from tickets.places import place_in_line
from tickets.starts import conditions, waits_for
from tickets.states import possible
from tickets.terms import Terms


@dataclass
class Standing:
    """Of one case. Reads nothing twice, and nothing that a case so young cannot have."""

    case: Case
    reader: Any

    @cached_property
    def clocks(self) -> list[Clock]:
        found = list(Clock.objects.filter(subject=self.case.subject_id).order_by("id"))
        for clock in found:
            clock.subject = self.case.subject
        return found

    @cached_property
    def contacts(self) -> list[Contact]:
        """The call or mail that a case was filed by, and every later one, which is a change of the case."""
        if self._is_unchanged() and self.case.contacted_at is None:
            return []
        return list(Contact.objects.filter(case=self.case).select_related("logged_by"))

    @cached_property
    def advice(self) -> list[Advice]:
        return [] if self._is_unchanged() else list(Advice.objects.filter(case=self.case).select_related("recorded_by"))

    @property
    def possible(self) -> list[str]:
        """The steps that the state allows and the reader's role includes; to rate is the reporter's alone."""
        steps = [step for step in possible(self.case.state) if may(self.reader, f"tickets.case.{step}")]
        return [step for step in steps if step != "rate" or self.case.reporter_id == self.reader.pk]

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
        return {"phone": given.phone, "email": given.email} if given else None

    @property
    def place_in_line(self) -> int | None:
        return place_in_line(self.case)

    def _is_unchanged(self) -> bool:
        return self.case.version == 1

    @cached_property
    def _terms(self) -> Terms | None:
        return clocks.case_terms(self.case) if self._response_is_pending() else None

    @cached_property
    def _conditions(self) -> dict[str, Any]:
        return conditions(self.case, self._terms) if self._terms else {}

    def _response_is_pending(self) -> bool:
        response = next((clock for clock in self.clocks if clock.kind == clocks.RESPONSE), None)
        return response is not None and not (response.started_at or response.stopped_at or response.cancelled_at)
