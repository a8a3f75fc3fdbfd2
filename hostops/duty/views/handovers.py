"""`/handover/`: what one shift tells the next."""

from typing import Any
from zoneinfo import ZoneInfo

import django_filters
from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse

from hostops.accounts.roles import may, require
from hostops.duty import actions
from hostops.duty.actions.handovers import may_confirm
from hostops.duty.facts import as_text, gathered
from hostops.duty.forms import HandoverForm
from hostops.duty.models import Handover
from hostops.duty.roles import CONFIRM, WRITE
from hostops.duty.views.base import ForStaff
from hostops.lib.now import now
from hostops.lib.text import clean_text
from hostops.web.acts import ActPage, ObjectActPage
from hostops.web.lists import ListPage
from hostops.web.pages import DetailPage
from hostops.web.times import absolute

# For the writer's own words, which come first. A browser leaves out the first empty line of all.
_ROOM = "\n" * 4
_PEOPLE = ("written_by", "addressed_to", "read_by")


class HandoverFilters(django_filters.FilterSet):
    q = django_filters.CharFilter(label="Words", method="with_words")
    read = django_filters.ChoiceFilter(
        label="Read", choices=[("no", "Not yet"), ("yes", "Yes")], empty_label="Any", method="by_reading"
    )

    class Meta:
        model = Handover
        fields: list[str] = []

    def with_words(self, notes: Any, _: str, words: str) -> QuerySet[Handover]:
        found: QuerySet[Handover] = notes.with_words(clean_text(words))
        return found

    def by_reading(self, notes: QuerySet[Handover], _: str, value: str) -> QuerySet[Handover]:
        return notes.filter(read_at__isnull=value == "no")


class HandoversPage(ForStaff, ListPage):
    """Past notes, the newest first."""

    model = Handover
    template_name = "duty/handovers.html"
    filters = HandoverFilters
    orders = {"newest": ("-written_at", "-id")}

    def rows(self) -> QuerySet[Handover]:
        return super().rows().select_related(*_PEOPLE).defer("search")

    def context(self) -> dict[str, Any]:
        return super().context() | {"may_write": may(self.reader, WRITE)}


class HandoverPage(ForStaff, DetailPage):
    model = Handover
    template_name = "duty/handover.html"

    def rows(self) -> QuerySet[Any]:
        return super().rows().select_related(*_PEOPLE).defer("search")

    def show(self, status: int = 200, **more: Any) -> HttpResponse:
        unread = self.object.read_at is None
        mine = unread and may(self.reader, CONFIRM) and may_confirm(self.reader, self.object)
        return super().show(status, may_confirm=mine, **more)


class HandoverWritePage(ForStaff, ActPage):
    """The form begins with the facts of now; whoever is next on call is told when it is sent."""

    template_name = "duty/handover_write.html"
    form_class = HandoverForm
    title = "Hand over"
    submit = "Hand over"
    said = "The note is written."

    def permit(self) -> None:
        super().permit()
        require(self.reader, WRITE)

    def initial(self) -> dict[str, Any]:
        if self.request.method != "GET":
            return {}
        facts = as_text(gathered(self.reader, now()), ZoneInfo(self.reader.timezone))
        return {"text": f"{_ROOM}{facts}\n"}

    def act(self, form: Any) -> Handover:
        return actions.handover_write(actor=self.reader, text=form.cleaned_data["text"])

    def done(self, result: Any) -> str:
        return reverse("handover", args=[result.pk]) if result else reverse("handovers")


class HandoverConfirmPage(ForStaff, ObjectActPage):
    model = Handover
    title = "Confirm that you have read it"
    submit = "I have read it"
    said = "It is confirmed."

    def rows(self) -> QuerySet[Any]:
        return super().rows().defer("search").select_related("written_by")

    def about(self) -> str:
        written = absolute(self.object.written_at, ZoneInfo(self.reader.timezone))
        return f"The note of {self.object.written_by.display_name}, {written}"

    def act(self, form: Any) -> Handover:
        return actions.handover_confirm(actor=self.reader, handover=self.object)

    def done(self, result: Any) -> str:
        return reverse("handover", args=[self.object.pk])
