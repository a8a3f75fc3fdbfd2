"""What every part of a policy document has in common.

A document is a tree of `Part`s: closed (an unknown key is an error), frozen, and free of models,
settings and clocks. A `Rule` is a part that keeps a promise: it names its clause, marks which of
its values are house rules, and reads itself as English for the policy page.
"""

import re
from abc import abstractmethod
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    StrictBool,
    StrictInt,
    StringConstraints,
    model_validator,
)
from pydantic_core import PydanticCustomError

Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Switch = StrictBool

Channel = Literal["portal", "api", "phone", "email", "monitoring"]
CHANNEL_WORDS: dict[Channel, str] = {
    "portal": "the portal",
    "api": "the API",
    "phone": "telephone",
    "email": "e-mail",
    "monitoring": "monitoring",
}

Proof = Literal["advice_record", "evidence", "offer", "override_reason", "question"]
PROOF_WORDS: dict[Proof, str] = {
    "advice_record": "the dated record of the advice given on the earlier case",
    "evidence": "the evidence in words",
    "offer": "an offer that the customer accepts or declines",
    "override_reason": "a reason",
    "question": "the question that was asked",
}


def refusal(fault: str, mend: str) -> PydanticCustomError:
    """An error that a validator raises: what is wrong, and what to write instead."""
    context = {"fault": fault, "mend": mend}
    return PydanticCustomError("policy", "{fault}; {mend}", context)


def shaped(pattern: str, what: str, example: str) -> AfterValidator:
    """A validator for text of one shape, whose error shows an example."""
    compiled = re.compile(pattern)

    def check(text: str) -> str:
        if compiled.fullmatch(text) is None:
            raise refusal(f'"{text}" is not {what}', f"write it like {example}")
        return text

    return AfterValidator(check)


Slug = Annotated[str, shaped(r"[a-z][a-z0-9_-]*", "a name in small letters", "data_drives")]
ClauseId = Annotated[str, shaped(r"[a-z][a-z0-9-]*:[0-9a-z][0-9a-z.]*", "a clause id", "itpdx:4c")]


def _at_least_one(value: int) -> int:
    if value < 1:
        raise refusal(f"{value} is too small", "write a whole number from 1 up")
    return value


Count = Annotated[StrictInt, AfterValidator(_at_least_one)]


def ordinal(number: int) -> str:
    """`1st`, `2nd`, `3rd`, `11th`."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number % 100 in (11, 12, 13) else ending}"


def listed(names: tuple[str, ...] | list[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`; an empty list reads as nothing at all."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


class Part(BaseModel):
    """A closed, frozen piece of a policy document.

    `key_field` names the field by which one of several parts in a list is addressed in an
    override path: a severity by its level, a backup tier by its name.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, validate_default=True)
    key_field: ClassVar[str | None] = None

    @property
    def key(self) -> str | None:
        return None if self.key_field is None else str(getattr(self, self.key_field))

    @property
    def label(self) -> str:
        """The name that stands before the rules of this part and of those in it; empty for none."""
        return ""


class Rule(Part):
    """A part that keeps one clause.

    `house_rules` names the fields of this part whose values the document leaves open and the
    provider decided; the policy page marks them. `also` names further clauses that say the same.
    `note` is a remark for the reader.
    """

    clause: ClauseId
    also: tuple[ClauseId, ...] = ()
    house_rules: tuple[str, ...] = ()
    note: Words | None = None

    @model_validator(mode="after")
    def _house_rules_name_own_fields(self) -> Self:
        own = [name for name in type(self).model_fields if name not in Rule.model_fields]
        for name in self.house_rules:
            if name not in own:
                raise refusal(
                    f'house_rules names "{name}", which is no value of this rule',
                    f"name one of {listed(own, 'or')}",
                )
        return self

    @abstractmethod
    def words(self) -> str:
        """The rule as one English phrase that a customer can read, without its clause."""

    def said_as(self, field: str) -> str:
        """What stands before `words` in a sentence, given the name of the field this rule fills."""
        return ""

    def is_house_rule(self, field: str) -> bool:
        return field in self.house_rules


def unique(values: list[Any], what: str) -> None:
    """Refuse a list in which one key stands twice."""
    for value in values:
        if values.count(value) > 1:
            raise refusal(f'{what} "{value}" stands twice', "keep one of them, or give it another name")
