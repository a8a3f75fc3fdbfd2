"""Availability: the commitment, what does not count against it, and what is scheduled downtime."""

from decimal import Decimal
from typing import Annotated, ClassVar, Literal, Self

from pydantic import AfterValidator, model_validator

from hostops.policies.schema.base import Rule, Slug, Switch, Words, listed, refusal, unique
from hostops.policies.schema.windows import KindName

WHOLE = Decimal(100)


def _percentage(value: Decimal) -> Decimal:
    if not value.is_finite() or not 0 < value <= WHOLE:
        raise refusal(f"{value} is not a percentage", 'write a number above 0 and up to 100, such as "99.9"')
    return value


Percent = Annotated[Decimal, AfterValidator(_percentage)]


class Exclusion(Rule):
    """A cause of downtime that does not count against the commitment; each use of it needs its reason."""

    key_field: ClassVar[str | None] = "name"

    name: Slug
    title: Words

    def words(self) -> str:
        return f"{self.title[:1].lower()}{self.title[1:]} does not count against the commitment"


class Scheduled(Rule):
    """Announced downtime inside a used window of these kinds is scheduled and does not count.

    `over_estimate_flagged`: beyond the announced estimate it still does not count, and is flagged.
    """

    kinds: tuple[KindName, ...]
    over_estimate_flagged: Switch

    def words(self) -> str:
        kinds = listed(list(self.kinds), "or")
        said = f"announced downtime inside a used window of kind {kinds} does not count"
        return f"{said}; beyond its estimate it is flagged" if self.over_estimate_flagged else said


class Availability(Rule):
    """The availability promised for a period, per server and account.

    `commitment` is a percentage; null where the contract must state it (`required_override`).
    """

    commitment: Percent | None = None
    required_override: Switch = False
    period: Literal["month"] = "month"
    scheduled: Scheduled | None = None
    exclusions: tuple[Exclusion, ...] = ()

    @model_validator(mode="after")
    def _stated_somewhere(self) -> Self:
        if self.commitment is None and not self.required_override:
            raise refusal("no availability is committed", 'write commitment: "99.9", or required_override: true')
        unique([exclusion.name for exclusion in self.exclusions], "the exclusion")
        return self

    def words(self) -> str:
        if self.commitment is None:
            return f"available as the contract states, counted for each {self.period}"
        return f"available {self.commitment} % of each {self.period}"
