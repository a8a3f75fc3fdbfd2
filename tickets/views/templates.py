"""`/templates/`: the reply templates of all staff."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from hostops.accounts.roles import require
from hostops.web.acts import ActPage, ObjectActPage
from hostops.web.pages import VisiblePage
from tickets.actions import template_change, template_create, template_retire
from tickets.actions.templating import WRITE
from tickets.filling import FIELDS
from tickets.forms.templates import TemplateForm
from tickets.models import ReplyTemplate


class TemplatesPage(VisiblePage):
    model = ReplyTemplate
    template_name = "tickets/templates.html"

    def permit(self) -> None:
        require(self.reader, WRITE)

    def rows(self) -> QuerySet[ReplyTemplate]:
        return super().rows().in_use().select_related("changed_by")  # type: ignore[attr-defined, no-any-return]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show(templates=list(self.rows()))


class _TemplateAct(ActPage):
    template_name = "tickets/template_write.html"
    form_class: Any = TemplateForm

    def permit(self) -> None:
        require(self.reader, WRITE)
        super().permit()

    def context(self) -> dict[str, Any]:
        return super().context() | {"fields": [(f"{{{{{name}}}}}", words) for name, (words, _) in FIELDS.items()]}

    def done(self, result: Any) -> str:
        return reverse("templates")


class TemplateNew(_TemplateAct):
    title = "New template"
    submit = "Save"
    said = "The template is in the list of all staff."

    def act(self, form: Any) -> ReplyTemplate:
        return template_create(actor=self.reader, **form.cleaned_data)


class TemplateChange(_TemplateAct, ObjectActPage):
    model = ReplyTemplate
    title = "Change the template"
    hint = "What was sent by it stays as it was."
    said = "The template is changed."
    object: ReplyTemplate

    def rows(self) -> QuerySet[ReplyTemplate]:
        return super().rows().in_use()  # type: ignore[attr-defined, no-any-return]

    def initial(self) -> dict[str, Any]:
        return {"name": self.object.name, "body": self.object.body}

    def act(self, form: Any) -> ReplyTemplate:
        return template_change(actor=self.reader, template=self.object, **form.cleaned_data)


class TemplateRetire(TemplateChange):
    template_name = "web/act.html"
    form_class = forms.Form
    title = "Retire the template"
    hint = "Nobody can pick it any more; the history keeps its words."
    submit = "Retire it"
    said = "The template is retired."

    def about(self) -> str:
        return self.object.name

    def act(self, form: Any) -> ReplyTemplate:
        return template_retire(actor=self.reader, template=self.object)
