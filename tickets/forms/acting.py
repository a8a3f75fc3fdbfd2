"""What the form of every verb on a case has in common."""

from collections.abc import Iterable
from typing import Any

from hostops.web.versioned import StepForm

Choices = Iterable[tuple[Any, str]]


class CaseActForm(StepForm):
    """`shown` is the case as the person sees it; choices come from its policy."""

    def offer(self, name: str, choices: Choices) -> None:
        self.fields[name].choices = list(choices)  # type: ignore[attr-defined]
