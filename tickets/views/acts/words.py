"""What is said on a case: replies and notes."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from tickets import actions
from tickets.forms.acting import CaseActForm
from tickets.forms.acts import words as forms
from tickets.forms.fields import uploads_of
from tickets.models import Visibility
from tickets.views.acting import CaseAct


class Reply(CaseAct):
    name = step = "reply"
    label = "Reply"
    key = "r"
    title = "Reply"
    submit = "Send the reply"
    said = "Your reply is on record."
    form_class: type[CaseActForm] = forms.ReplyForm
    visibility = Visibility.PUBLIC
    has_drafts = True

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._inserted() if "insert" in request.POST else super().post(request, *args, **kwargs)

    def _inserted(self) -> HttpResponse:
        """The form again, with the text of the template that was picked; nothing is sent."""
        form = self.form(self.request.POST)
        fresh = self.form()
        fresh.initial = {name: form.inserted().get(name) for name in ("body", "version")}
        return self.show(form=fresh)

    def call(self, form: Any) -> Any:
        given = self.arguments(form)
        given["attachments"] = uploads_of(given["attachments"])
        with transaction.atomic():
            message = actions.message_add(**given, visibility=self.visibility)
            actions.draft_clear(actor=self.reader, place=str(self.place(self.object)))
        return message


class Note(Reply):
    name = step = "note"
    label = "Internal note"
    key = "n"
    title = "Internal note"
    hint = "Only staff read it; the customer never does."
    submit = "Keep the note"
    said = "Your note is on record."
    form_class = forms.NoteForm
    visibility = Visibility.INTERNAL
