"""Forms of what is said on a case: replies and notes."""

from typing import Any, ClassVar

from django.http import QueryDict
from django.urls import reverse

from hostops.web.fields import Text
from tickets.filling import filled
from tickets.forms.acting import CaseActForm
from tickets.forms.fields import Files
from tickets.forms.templates import add_picker, picked


class WordsForm(CaseActForm):
    """Words and files; staff may begin with a template."""

    attachments = Files()
    act: ClassVar[str]

    def prepare(self) -> None:
        if self.shown.reader.is_staff_member:
            add_picker(self, reverse(f"case_{self.act}", args=[self.shown.case.pk]))

    def inserted(self) -> QueryDict:
        """What was typed, with the chosen template's text below it."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        chosen = picked(self) if self.shown.reader.is_staff_member else None
        if chosen:
            text = filled(chosen.body, self.shown.case, self.shown.reader)
            data["body"] = "\n\n".join(filter(None, [self.data.get("body", "").rstrip(), text]))
        return data

    def given(self) -> dict[str, Any]:
        return {name: value for name, value in super().given().items() if name != "template"}


class ReplyForm(WordsForm):
    body = Text(label="Your reply", rows=4)
    act = "reply"
    field_order = ("version", "body", "attachments")


class NoteForm(WordsForm):
    body = Text(label="Note", rows=5)
    act = "note"
    field_order = ("version", "body", "attachments")
