"""Reply templates in forms: to write one, and to pick one while a reply is written."""

from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from hostops.web.fields import Text
from tickets.models import ReplyTemplate
from tickets.replies import NAME_LONGEST


class TemplateForm(forms.Form):
    name = forms.CharField(label="Name", required=False, max_length=NAME_LONGEST)
    body = Text(label="Text", rows=10, help_text="Each case fills in the fields that are listed below.")


class Picker(forms.Widget):
    """A select and a button, *Insert*: it comes back with the text filled in, by htmx or as a page.

    `address` is the form's own; `into` the id of the field that htmx puts in place.
    """

    def __init__(self, choices: list[tuple[str, str]], address: str, into: str) -> None:
        super().__init__()
        self._given = {"choices": choices, "address": address, "into": into}

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        given = {"name": name, "value": value or "", "id": (attrs or {}).get("id", ""), **self._given}
        return render_to_string("tickets/parts/picker.html", given)


def add_picker(form: Any, address: str) -> None:
    """Let a form with a `body` pick a template, where there are any for its reader: their names came with the case."""
    names = form.shown.case.template_names
    if not names:
        return
    choices = [("", "Choose a text"), *((each["key"], each["name"]) for each in names)]
    into = form.auto_id % "body" if "%s" in str(form.auto_id) else "body"
    picker = forms.CharField(label="Template", required=False, widget=Picker(choices, address, into))
    form.fields["template"] = picker
    # before the words, which app.js goes to all the same: who opens the form begins to write
    form.order_fields(["version", "template", "body"])


def picked(form: Any) -> ReplyTemplate | None:
    """The template that was picked in the form as it was sent, as far as it is still in use."""
    key = form.data.get("template", "")
    mine: Any = ReplyTemplate.objects.visible_to(form.shown.reader).in_use()
    return mine.filter(pk=key).first() if key in {each["key"] for each in form.shown.case.template_names} else None
