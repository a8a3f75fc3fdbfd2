"""Asking for a severity: by plain questions, each of which leads to a level, or by choosing the level itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from tickets.promises import Promise, Promises

YES, NO = "yes", "no"


@dataclass(frozen=True)
class Ask:
    """A question as the form shows it: the level that yes leads to, and no where nothing more is asked."""

    name: str
    question: str
    answer: str
    yes: int
    no: int | None


@dataclass(frozen=True)
class Offer:
    """A level to choose, with what is promised for it."""

    promise: Promise
    radio: Any


class LevelsForm(forms.Form):
    """Call `ask_levels` when the form is made. A level that is chosen outweighs the answers.

    The questions go from the gravest level down, and the first yes decides. The last level is what
    is left when all are answered with no, so it needs none.
    """

    requested_severity = forms.TypedChoiceField(
        label="Severity",
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
    )

    def ask_levels(self, promises: Promises | None) -> None:
        """Without levels in the policy no severity is asked for."""
        self.levels = list(promises.each) if promises and promises.has_levels else []
        if not self.levels:
            del self.fields["requested_severity"]
            return
        choices = [(promise.level, promise.name) for promise in self.levels]
        self.fields["requested_severity"].choices = choices  # type: ignore[attr-defined]
        for promise in self.levels[:-1]:
            answers = ((YES, "Yes"), (NO, "No"))
            self.fields[_name(promise)] = forms.ChoiceField(label=promise.question, choices=answers, required=False)

    @property
    def asks(self) -> list[Ask]:
        last = len(self.levels) - 2
        return [
            Ask(
                name=_name(promise),
                question=promise.question,
                answer=str(self[_name(promise)].value() or ""),
                yes=promise.level or 0,
                no=self.levels[-1].level if place == last else None,
            )
            for place, promise in enumerate(self.levels[:-1])
        ]

    @property
    def offers(self) -> list[Offer]:
        radios = self["requested_severity"].subwidgets
        return [Offer(promise, radio) for promise, radio in zip(self.levels, radios, strict=True)]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if self.levels and data.get("requested_severity") is None and "requested_severity" not in self.errors:
            data["requested_severity"] = self._led_to(data)
            if data["requested_severity"] is None:
                self.add_error("requested_severity", "Answer the questions, or choose a severity.")
        return data

    def _led_to(self, answers: Mapping[str, Any]) -> int | None:
        """The level that the answers lead to; None while a question before it is open."""
        for promise in self.levels[:-1]:
            if answers.get(_name(promise)) != NO:
                return promise.level if answers.get(_name(promise)) == YES else None
        return self.levels[-1].level


def _name(promise: Promise) -> str:
    return f"ask_{promise.level}"
