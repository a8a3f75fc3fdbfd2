"""The promises that a case stands under: its contract's policy as it bound at an instant."""

from dataclasses import dataclass
from datetime import datetime

from hostops.accounts.models import Contract
from hostops.clocks.businesstime import Calendar, Duration, deadline
from hostops.policies.binding import NothingBinds, bound
from hostops.policies.models import PolicyVersion
from hostops.policies.schema.alerts import Threshold
from hostops.policies.schema.document import Document
from hostops.policies.schema.flows import RequestFlow, SeverityFlow
from hostops.policies.schema.rules import ClockRule


@dataclass(frozen=True)
class Terms:
    version: PolicyVersion
    document: Document
    since: datetime

    @property
    def cases(self) -> SeverityFlow | RequestFlow:
        return self.document.cases

    def thresholds(self, kind: str, rule: ClockRule) -> tuple[Threshold, ...]:
        """What to say when of a clock of this kind: the rule's own, else the policy's for the kind."""
        return self.document.alerts.for_kind(kind, rule.thresholds)

    def cap_of(self, severity: int | None) -> tuple[tuple[int, ...], int] | None:
        """The levels that share a case's place, and how many may be open; None where nothing is capped (itpdx:4g)."""
        group = self.cases.caps.group_of(severity) if self.cases.caps and severity is not None else None
        return (group.levels, group.open) if group else None

    def days_after(self, start: datetime, length: str) -> datetime:
        """`length` after `start`: elapsed hours, or calendar days at the same wall-clock time of the policy's zone."""
        everyday = Calendar(timezone=self.document.policy.timezone, hours=((),) * 7)
        found = deadline(start, Duration.parse(length), "elapsed", everyday).due_at
        assert found, "without a pause there is an end"
        return found

    @property
    def security_level(self) -> int | None:
        """The level of a security response: the first that it does not stand behind in the queue (itpdx:5i)."""
        security = self.document.security
        before = security.precedence.below_levels if security and security.precedence else ()
        return next((level for level in self.cases.levels() if level not in before), None)

    def needs_contact(self, severity: int | None) -> bool:
        """Whether the response time applies only from a call or mail on (itpdx:4h)."""
        return self.cases.priority_contact is not None and self.cases.is_priority(severity)


def terms_of(contract: Contract | None, at: datetime) -> Terms | None:
    """The terms that bound the contract at `at`; None for a case without a contract or policy: no clock runs."""
    if contract is None:
        return None
    try:
        found = bound(contract, at)
    except NothingBinds:
        return None
    return Terms(found.version, found.document, found.since)
