"""The verbs that bring cases and people together, each with its words, its form and its action."""

from typing import Any

from django import forms as django_forms
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from hostops.accounts.roles import require
from hostops.lib.errors import NotAllowed
from hostops.policies.schema.durations import in_words
from hostops.subjects.models import SubjectLink
from hostops.web.acts import ObjectActPage
from tickets import actions
from tickets.forms.acts import together as forms
from tickets.links import links_of
from tickets.models import Case, Watcher
from tickets.ratings import anew_within
from tickets.views.acting import CaseAct
from tickets.views.shown import CaseShown


class Tag(CaseAct):
    name = "tags"
    step = "tag"
    label = "Tags"
    is_rare = True
    key = "t"
    title = "Tags"
    hint = "The staff's own words, to find cases by; customers never see them."
    submit = "Set the tags"
    said = "The tags are set."
    form_class = forms.TagForm
    action = staticmethod(actions.case_tag)


class Copy(CaseAct):
    name = step = "copy"
    label = "Copy a colleague"
    is_rare = True
    title = "Put a colleague on copy"
    hint = "They get each public message by mail from now on."
    submit = "Put on copy"
    said = "They are on copy now."
    form_class = forms.CopyForm
    action = staticmethod(actions.watcher_add)


class Link(CaseAct):
    name = step = "link"
    label = "Link"
    is_rare = True
    title = "Link to another case"
    hint = "Both cases show it; of another account's case no customer is told."
    submit = "Link"
    said = "The cases are linked."
    form_class = forms.LinkForm
    action = staticmethod(actions.case_link)


class Merge(CaseAct):
    name = step = "merge"
    label = "Merge"
    is_rare = True
    key = "m"
    title = "Merge into another case"
    hint = (
        "This one ends as its duplicate. Its reporter is told, which counts as its response, and is on copy of the "
        "other. Reopening undoes it."
    )
    submit = "Merge"
    said = "The case goes on in the other."
    form_class = forms.MergeForm
    action = staticmethod(actions.case_merge)


class Rate(CaseAct):
    name = step = "rate"
    label = "Rate"
    title = "How did it go?"
    submit = "Send the rating"
    said = "Thank you. We read every one."
    form_class = forms.RateForm
    action = staticmethod(actions.case_rate)

    @classmethod
    def fits(cls, shown: CaseShown) -> bool:
        return shown.together.may_rate

    @property
    def hint(self) -> str:  # type: ignore[override]
        within = anew_within(self.shown.terms)
        until = f"for {in_words(within)}" if within else "while it stays ended"
        return f"Once for each time that a case ends; you can think again {until}."

    def permit(self) -> None:
        self.object = self.found()
        if self.object.reporter_id != self.reader.pk:
            raise NotAllowed(f"{self.object.number} is rated by whoever reported it.")
        super().permit()


TOGETHER: tuple[type[CaseAct], ...] = (Tag, Copy, Link, Merge, Rate)


class _TakeAway(ObjectActPage):
    """Takes something off a case; asked by GET it asks back, so that a link does it by itself never."""

    model = Case
    form_class = django_forms.Form
    verb = ""
    object: Case

    def lookup(self) -> dict[str, Any]:
        return {"pk": self.kwargs["pk"]}

    def permit(self) -> None:
        super().permit()
        require(self.reader, self.verb)

    def done(self, result: Any) -> str:
        return reverse("case", args=[self.object.pk])


class Uncopy(_TakeAway):
    title = "Take off copy"
    hint = "They get no more messages of this case."
    submit = "Take off"
    said = "They are off copy."
    verb = "tickets.case.follow"

    def watcher(self) -> Watcher:
        watchers = Watcher.objects.visible_to(self.reader).select_related("person")
        found: Watcher = get_object_or_404(watchers, case=self.object, pk=self.kwargs["watcher"])
        return found

    def about(self) -> str:
        return f"{self.watcher().name}, of {self.object.number} {self.object.title}"

    def act(self, form: Any) -> Case:
        return actions.watcher_remove(actor=self.reader, case=self.object, watcher=self.watcher())


class Unlink(_TakeAway):
    title = "Take the link away"
    hint = "From both cases."
    submit = "Take it away"
    said = "The link is gone."
    verb = "tickets.case.link"

    def about(self) -> str:
        """Of a link that the reader sees; whether there is one at all is the act's to say."""
        shown = next((link for link in links_of(self.object, self.reader) if link.pk == self.kwargs["link"]), None)
        return f"{self.object.number} {shown.words} {shown.reference} {shown.title}" if shown else ""

    def act(self, form: Any) -> Case:
        link = SubjectLink.objects.filter(pk=self.kwargs["link"]).first()
        if link is None:
            raise Http404
        return actions.case_unlink(actor=self.reader, case=self.object, link=link)
