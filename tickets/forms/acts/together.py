"""Forms of what brings cases and people together: tags, colleagues on copy, links, merges, ratings."""

from typing import Any

from django import forms

from hostops.lib.references import number_of
from hostops.web.fields import Text
from tickets.actions.copying import people_for
from tickets.forms.acting import CaseActForm
from tickets.links import RELATIONS
from tickets.models import Case, Tag
from tickets.querysets import PREFIX
from tickets.ratings import Stars
from tickets.tags import LONGEST, MOST

# As many tags as fit into a sentence.
_NAMED = 40


class TagForm(CaseActForm):
    tags = forms.CharField(label="Tags", required=False, max_length=(LONGEST + 2) * MOST * 2)

    def prepare(self) -> None:
        known = ", ".join(Tag.objects.visible_to(self.shown.reader).values_list("name", flat=True)[:_NAMED])
        self.fields["tags"].initial = ", ".join(getattr(self.shown.case, "tag_names", ()))
        self.fields["tags"].help_text = f"With commas between them. {f'In use: {known}.' if known else ''}"

    def given(self) -> dict[str, Any]:
        return {"tags": self.cleaned_data["tags"].split(",")}


class CopyForm(CaseActForm):
    person = forms.ChoiceField(label="Who", required=False)
    address = forms.CharField(
        label="Or a mail address",
        required=False,
        max_length=254,
        help_text="Of a colleague without a sign-in, at a domain of the account.",
    )

    def prepare(self) -> None:
        self.people = list(people_for(self.shown.reader, self.shown.case).order_by("account", "full_name"))
        self.offer("person", [("", "Nobody of these"), *((str(each.pk), _named(each)) for each in self.people)])

    def given(self) -> dict[str, Any]:
        chosen = self.cleaned_data["person"]
        person = next((each for each in self.people if str(each.pk) == chosen), None)
        return {"person": person, "address": self.cleaned_data["address"]}


def _named(person: Any) -> str:
    return f"{person.display_name} (staff)" if person.is_staff_member else person.display_name


class TargetForm(CaseActForm):
    """Names another case, which the reader must be able to see."""

    target = forms.CharField(
        label="Case", required=False, max_length=30, widget=forms.TextInput(attrs={"placeholder": "HC-1042"})
    )

    def clean_target(self) -> Case:
        number = number_of(PREFIX, self.cleaned_data["target"])
        found: Case | None = Case.objects.visible_to(self.shown.reader).filter(pk=number or 0).first()
        if found is None:
            raise forms.ValidationError("Write the number of a case, such as HC-1042.")
        return found


class LinkForm(TargetForm):
    relation = forms.ChoiceField(
        label="This case is", choices=[(name, relation.forth) for name, relation in RELATIONS.items()]
    )

    field_order = ("relation", "target")


class MergeForm(TargetForm):
    body = Text(
        label="For the customer", rows=3, help_text="Empty for: that it is the same, where it goes on, what to do else."
    )

    field_order = ("target", "body")


class RateForm(CaseActForm):
    stars = forms.TypedChoiceField(
        label="How did it go?",
        coerce=int,
        choices=[(str(star.value), f"{star.label} ({star.value} of 5)") for star in reversed(Stars)],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one."},
    )
    comment = Text(label="Anything to add", rows=3)

    def prepare(self) -> None:
        mine = self.shown.together.rating
        if mine:
            self.fields["stars"].initial, self.fields["comment"].initial = str(mine.stars), mine.comment
