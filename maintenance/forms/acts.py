"""The forms of the verbs on a window."""

from datetime import timedelta
from typing import Any

from django import forms

from hostops.accounts.models import Account
from hostops.subjects.models import Subject
from hostops.web.fields import Instant, Text
from hostops.web.versioned import StepForm
from maintenance.forms.span import SpanForm, span_initial
from maintenance.forms.window import ToldForm
from maintenance.kinds import offers
from maintenance.links import RELATIONS
from maintenance.looks import KINDS
from maintenance.models import ToldOtherwise
from maintenance.rules.ways import Way


class WindowActForm(StepForm):
    """`shown` is the window as the person sees it."""

    @property
    def parts(self) -> list[tuple[forms.BoundField, str]]:
        """For a form that some kinds ask more of: its fields, with the classes that say for which each is shown."""
        return []


class PlanForm(WindowActForm):
    word = Text(label="Why it is planned in spite of that", rows=2)

    def prepare(self) -> None:
        if not (self.shown.checked and self.shown.checked.verdict.unanswered):
            del self.fields["word"]


class DecideForm(WindowActForm, ToldForm):
    def opens_with(self) -> dict[str, Any]:
        window = self.shown.window
        downtime = window.expected_downtime
        told = {name: getattr(window, name) for name in ("decision", "impact", "effect")}
        return told | {"expected_downtime": None if downtime is None else timedelta(seconds=downtime)}


class NoteForm(WindowActForm):
    note = Text(label="Anything to say with it", rows=2)


class CounterForm(WindowActForm, SpanForm):
    """Other times, by the wall clock of a zone."""

    note = Text(label="Anything to say with it", rows=2)

    def opens_with(self) -> dict[str, Any]:
        window = self.shown.window
        return span_initial(window.starts_at, window.ends_at, window.timezone)

    def prepare(self) -> None:
        for name in ("starts", "ends"):
            if name not in self.repeated and not self.is_bound:
                self.fields[f"{name}_which"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        """Which of two is asked only where there are two."""
        data = super().clean()
        for name in {"starts", "ends"} - set(self.repeated):
            self.fields[f"{name}_which"].widget = forms.HiddenInput()
        return data

    def given(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("starts_at", "ends_at", "note")}


class ReportForm(WindowActForm):
    report = Text(label="The report, for customers to read", rows=6)


class CancelForm(WindowActForm):
    reason = Text(label="Why, for customers to read where they were told of it", rows=3)


class ConvertForm(WindowActForm):
    """Only kinds that the policies let it become now are offered."""

    kind = forms.ChoiceField(label="It becomes")
    justification = Text(label="Why", rows=3)
    advisory = Text(label="The vendor's advisory", rows=2, help_text="Its name and address.")

    def prepare(self) -> None:
        ways: list[Way] = list(self.shown.conversions_open)
        kinds = [way.kind for way in ways]
        self.fields["kind"].choices = [(kind, KINDS[kind]) for kind in kinds]  # type: ignore[attr-defined]
        self.needs = {way.kind: {need.name for need in way.needs} for way in ways}
        if not any("advisory" in needs for needs in self.needs.values()):
            del self.fields["advisory"]
        self.tests = {name: test for offer in offers() if offer.name in kinds for name, test in offer.tests.items()}
        asked = {need.detail for way in ways for need in way.needs if need.name == "answer"}
        self.tests = {name: test for name, test in self.tests.items() if test.question in asked}
        for name, test in self.tests.items():
            self.fields[f"answer_{name}"] = Text(label=test.question, rows=2)

    @property
    def parts(self) -> list[tuple[forms.BoundField, str]]:
        asked = {"advisory": "advisory"} | {f"answer_{name}": "answer" for name in self.tests}
        return [(self[name], self._classes(asked.get(name, ""))) for name in self.fields if name != "version"]

    def _classes(self, need: str) -> str:
        kinds = [f"for-{kind}" for kind, needs in self.needs.items() if need in needs]
        return " ".join(["for-kind", *kinds]) if need else ""

    def opens_with(self) -> dict[str, Any]:
        window, asked = self.shown.window, self.shown.asked_conversion
        reason = asked.justification if asked else window.justification
        answers = {f"answer_{name}": text for name, text in window.answers.items()}
        chosen = {"kind": asked.to_kind} if asked else {}
        return {**chosen, "justification": reason, "advisory": window.advisory, **answers}

    def given(self) -> dict[str, Any]:
        data = self.cleaned_data
        plain = {name: data[name] for name in ("kind", "justification", "advisory") if name in data}
        return plain | {"answers": {name: data[f"answer_{name}"] for name in self.tests}}


class TellForm(WindowActForm):
    """Accounts that no mail has reached."""

    account = forms.ModelChoiceField(label="Account", queryset=Account.objects.none(), to_field_name="slug")
    by = forms.ChoiceField(label="How", choices=ToldOtherwise.By.choices)
    who = forms.CharField(label="Who was told", max_length=200, required=False)
    words = Text(label="What was said, or what shows it", rows=3)
    at = Instant(label="When", required=False, help_text="Empty for now. It counts as sent to them then.")

    def prepare(self) -> None:
        left = [account.pk for account in self.shown.unreached]
        seen = Account.objects.visible_to(self.shown.reader).filter(pk__in=left)
        self.fields["account"].queryset = seen  # type: ignore[attr-defined]


class DeclineForm(WindowActForm):
    reason = Text(label="Why, for whoever asked", rows=3)


class LinkForm(WindowActForm):
    """Names a case, which the reader must be able to see."""

    relation = forms.ChoiceField(label="The window is", choices=list(RELATIONS.items()))
    target = forms.CharField(label="Case", max_length=30, widget=forms.TextInput(attrs={"placeholder": "HC-1042"}))

    def clean_target(self) -> Subject:
        typed = self.cleaned_data["target"].strip().upper()
        cases = Subject.objects.visible_to(self.shown.reader).filter(kind="case")
        found: Subject | None = cases.filter(reference=typed).first()
        if found is None:
            raise forms.ValidationError(f"There is no case {typed}.")
        return found


class ConsultForm(WindowActForm):
    account = forms.ModelChoiceField(label="Account", queryset=Account.objects.none(), to_field_name="slug")
    spoken_with = forms.CharField(label="Spoken with", max_length=200, required=False)
    said = Text(label="What they said", rows=3)
    at = Instant(label="When", required=False, help_text="Empty for now.")

    def prepare(self) -> None:
        seen = Account.objects.visible_to(self.shown.reader)
        touched = seen.filter(pk__in=[account.pk for account in self.shown.accounts])
        self.fields["account"].queryset = touched  # type: ignore[attr-defined]
        first = self.shown.to_consult
        if first and not self.is_bound:
            self.initial.setdefault("account", first[0].slug)
