"""The one form of a window: what kind, when, what it touches, what customers are told, its steps."""

from datetime import timedelta
from typing import Any

from django import forms

from hostops.web.fields import Text
from hostops.web.versioned import VersionedForm
from maintenance.forms.fields import Minutes
from maintenance.forms.scope import ScopeForm, scope_initial
from maintenance.forms.span import SpanForm, span_initial
from maintenance.kinds import KindOffer, offers
from maintenance.looks import DECISIONS, IMPACTS
from maintenance.models import Window
from maintenance.states import Decision, Impact

# What a check needs to know; the rest may still be blank then.
_CHECKED = ("kind", "starts", "ends", "timezone", "scope")


class ToldForm(forms.Form):
    """What a notice says of a window (iptor:5f)."""

    decision = forms.ChoiceField(
        label="Will it be used?",
        required=False,
        choices=[(name, look.label) for name, look in DECISIONS.items()],
        initial=Decision.UNDECIDED.value,
    )
    impact = forms.ChoiceField(
        label="Impact", required=False, choices=list(IMPACTS.items()), initial=Impact.OUTAGE.value
    )
    expected_downtime = Minutes(
        label="Downtime, minutes", required=False, help_text="Within the window; empty while nobody knows."
    )
    effect = Text(label="What customers will notice", rows=3, help_text="In their words; it stands in the notice.")

    def clean_decision(self) -> str:
        return self._said("decision")

    def clean_impact(self) -> str:
        return self._said("impact")

    def _said(self, name: str) -> str:
        """What was left out stays as it was."""
        return str(self.cleaned_data[name] or self.get_initial_for_field(self.fields[name], name))


class WindowForm(VersionedForm, SpanForm, ScopeForm, ToldForm):
    """`reader` says what there is to choose; with `checking` only what a check needs must be there.

    What is no draft any more keeps its kind, `only_kind`: it is converted, not changed.
    """

    field_order = ("version", "title", "kind")
    kind = forms.ChoiceField(label="What kind", widget=forms.RadioSelect(attrs={"class": "form-check-input"}))
    title = forms.CharField(label="Title", max_length=200, help_text="What is done, in one line.")
    justification = Text(label="Why it is needed now", rows=3)
    advisory = Text(label="The vendor's advisory", rows=2, help_text="Its name and address.")
    steps = Text(label="Steps, one a line", rows=4, help_text="They are ticked off while it runs.")

    def __init__(self, *args: Any, reader: Any, checking: bool = False, only_kind: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = [offer for offer in offers() if only_kind in ("", offer.name)]
        self.fields["kind"].choices = [(offer.name, offer.label) for offer in self.kinds]  # type: ignore[attr-defined]
        self.offer_scope(reader)
        self.tests = {name: test for offer in self.kinds for name, test in offer.tests.items()}
        for name, test in self.tests.items():
            self.fields[f"answer_{name}"] = Text(label=test.question, rows=2)
        for name in set(self.fields) - set(_CHECKED) if checking else ():
            self.fields[name].required = False

    @property
    def kind_choices(self) -> list[tuple[KindOffer, Any]]:
        return list(zip(self.kinds, self["kind"].subwidgets, strict=True))

    @property
    def asked_of_kinds(self) -> list[tuple[forms.BoundField, str]]:
        """What only some kinds need, with the classes that say for which it is shown."""
        fields = [(self[name], self._classes(name)) for name in ("justification", "advisory")]
        return fields + [(self[f"answer_{name}"], self._classes_of_test(name)) for name in self.tests]

    def _classes(self, need: str) -> str:
        return " ".join(f"for-{offer.name}" for offer in self.kinds if need in offer.needs)

    def _classes_of_test(self, name: str) -> str:
        return " ".join(f"for-{offer.name}" for offer in self.kinds if name in offer.tests)

    def given(self) -> dict[str, Any]:
        """What was typed, as the actions take it."""
        data = self.cleaned_data
        plain = (
            "kind", "title", "starts_at", "ends_at", "timezone", "decision", "impact", "expected_downtime", "effect",
            "justification", "advisory",
        )  # fmt: skip
        return {
            **{name: data[name] for name in plain},
            "scope": self.given_scope(),
            "answers": {name: data[f"answer_{name}"] for name in self.tests},
            "steps": [line.strip() for line in data["steps"].splitlines() if line.strip()],
        }


def initial_of(window: Window) -> dict[str, Any]:
    """What the form opens with for a window that is there."""
    plain = ("version", "kind", "title", "decision", "impact", "effect", "justification", "advisory")
    downtime = window.expected_downtime
    return {
        **{name: getattr(window, name) for name in plain},
        **span_initial(window.starts_at, window.ends_at, window.timezone),
        **scope_initial(window),
        "expected_downtime": None if downtime is None else timedelta(seconds=downtime),
        "steps": "\n".join(window.steps.values_list("text", flat=True)),
        **{f"answer_{name}": text for name, text in window.answers.items()},
    }


def initial_like(window: Window) -> dict[str, Any]:
    """What a new one opens with that is to be like this: all but its times, and what was decided of it."""
    left_out = ("version", "starts", "starts_which", "ends", "ends_which", "decision", "justification", "advisory")
    return {name: value for name, value in initial_of(window).items() if name not in left_out}
