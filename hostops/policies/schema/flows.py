"""The two ways in which a policy takes cases: by severity, or as service requests alone."""

from typing import Literal, Self

from pydantic import model_validator

from hostops.policies.schema.base import Rule, Words, refusal, unique
from hostops.policies.schema.caselife import (
    Closing,
    Consulting,
    CoverageGround,
    Pausing,
    Question,
    QueueFirst,
    RatingAnew,
    Reopening,
    SoftwareLimits,
    UnregisteredServer,
    Unresolvable,
)
from hostops.policies.schema.cases import Caps, PriorityContact, Reporting, Severity, SeverityChange
from hostops.policies.schema.rules import ClockRule


class CaseFlow(Rule):
    """What both flows share. Ask the methods, not the flow: they answer for every level and for none."""

    reporting: Reporting
    waiting: Pausing
    closing: Closing
    reopening: Reopening
    rating: RatingAnew | None = None
    outage_question: Question | None = None
    unregistered_servers: UnregisteredServer | None = None
    software: SoftwareLimits | None = None
    coverage: tuple[CoverageGround, ...] = ()
    consulting: Consulting | None = None
    not_resolvable: Unresolvable | None = None

    @model_validator(mode="after")
    def _grounds_told_apart(self) -> Self:
        unique([ground.ground for ground in self.coverage], "the ground")
        return self


class SeverityFlow(CaseFlow):
    """Cases with a severity, 1 being the gravest; levels run from 1 without a gap."""

    flow: Literal["severities"]
    severities: tuple[Severity, ...]
    severity_changes: tuple[SeverityChange, ...] = ()
    caps: Caps | None = None
    priority_contact: PriorityContact | None = None
    catastrophic_first: QueueFirst | None = None

    @model_validator(mode="after")
    def _levels_contiguous(self) -> Self:
        levels = [severity.level for severity in self.severities]
        if levels != list(range(1, len(levels) + 1)) or not levels:
            raise refusal(
                f"severity levels are {levels or 'missing'}",
                "number them 1, 2, 3 ... in order, without a gap",
            )
        unique([change.reason for change in self.severity_changes], "the reason")
        return self

    def words(self) -> str:
        return f"cases have {len(self.severities)} severity levels"

    def severity(self, level: int) -> Severity:
        """The severity of this level; LookupError if the policy has none such."""
        for severity in self.severities:
            if severity.level == level:
                return severity
        raise LookupError(f"no severity level {level}")

    def levels(self) -> tuple[int, ...]:
        return tuple(severity.level for severity in self.severities)

    def is_priority(self, level: int | None) -> bool:
        return level is not None and self.severity(level).priority

    def response_for(self, level: int | None) -> ClockRule:
        """The response rule of a level; a case always has one in this flow."""
        if level is None:
            raise LookupError("a case under this policy has a severity")
        return self.severity(level).response

    def progress_for(self, level: int | None) -> ClockRule | None:
        return None if level is None else self.severity(level).progress

    def resolution_for(self, level: int | None) -> ClockRule | None:
        return None if level is None else self.severity(level).resolution


class RequestFlow(CaseFlow):
    """Service requests without severities: one rule for all of them. A severity can never be set."""

    flow: Literal["service_request"]
    name: Words
    response: ClockRule
    progress: ClockRule | None = None
    resolution: ClockRule | None = None
    caps: None = None
    priority_contact: None = None
    catastrophic_first: None = None

    @property
    def severities(self) -> tuple[Severity, ...]:
        return ()

    @property
    def severity_changes(self) -> tuple[SeverityChange, ...]:
        return ()

    def words(self) -> str:
        return f"every case is a {self.name.lower()}, without a severity"

    def severity(self, level: int) -> Severity:
        raise LookupError("this policy has no severities")

    def levels(self) -> tuple[int, ...]:
        return ()

    def is_priority(self, level: int | None) -> bool:
        return False

    def response_for(self, level: int | None) -> ClockRule:
        """The one response rule, whatever is asked."""
        return self.response

    def progress_for(self, level: int | None) -> ClockRule | None:
        return self.progress

    def resolution_for(self, level: int | None) -> ClockRule | None:
        return self.resolution
