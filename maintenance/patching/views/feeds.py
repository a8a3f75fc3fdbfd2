"""`/patching/feeds/`: files that were read, reading one more, and the lines by which servers send theirs."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.urls import reverse

from hostops.accounts.roles import may, require
from hostops.lib.errors import BadField
from hostops.web.acts import ActPage
from hostops.web.lists import ListPage
from maintenance.patching.actions.reading import SOURCES, Unreadable, feed_read
from maintenance.patching.feedlines import lines_to_paste
from maintenance.patching.feedroles import READ
from maintenance.patching.forms.feeds import FeedForm
from maintenance.patching.models import FeedReading, Source


class ReadingFilters(django_filters.FilterSet):
    source = django_filters.ChoiceFilter(
        label="What", choices=[(each, Source(each).label) for each in SOURCES], empty_label="All"
    )
    server = django_filters.CharFilter(label="Server", field_name="server__hostname", lookup_expr="icontains")

    class Meta:
        model = FeedReading
        fields: list[str] = []


class FeedsPage(ListPage):
    """The provider's own: for customers it does not exist."""

    model = FeedReading
    template_name = "patching/feeds.html"
    filters = ReadingFilters
    orders = {"newest": ("-read_at", "-id")}

    def permit(self) -> None:
        super().permit()
        if not self.reader.is_staff_member:
            raise Http404

    def rows(self) -> QuerySet[Any]:
        return super().rows().select_related("server__account", "read_by")

    def show(self, status: int = 200, **more: Any) -> HttpResponse:
        return super().show(status, may_read=may(self.reader, READ), lines=lines_to_paste(), **more)


class FeedReadPage(ActPage):
    form_class = FeedForm
    title = "Read a file"
    hint = "As the tool prints it, or as the vendor publishes it. What cannot be read is refused whole, with the place."
    submit = "Read it"

    def permit(self) -> None:
        super().permit()
        require(self.reader, READ)

    def initial(self) -> dict[str, Any]:
        return {"source": self.request.GET.get("source", ""), "server": self.request.GET.get("server", "")}

    def form_arguments(self) -> dict[str, Any]:
        return {"reader": self.reader}

    def act(self, form: Any) -> FeedReading:
        given = form.cleaned_data
        file = given["file"]
        body = file.read() if file else given["text"]
        try:
            reading = feed_read(
                actor=self.reader,
                source=given["source"],
                body=body,
                server=given["server"],
                name=(file.name or "") if file else "",
            )
        except Unreadable as error:
            raise BadField({"file" if file else "text": error.detail}) from None
        self.said = _said(reading)
        return reading

    def done(self, result: Any) -> str:
        return (
            reverse("patch_server", args=[result.server_id]) if result and result.server_id else reverse("patch_feeds")
        )


def _said(reading: FeedReading) -> str:
    if reading.again:
        return "It is the same as the last one; nothing changed."
    counted = [f"{number} {name}" for name, number in reading.counts.items() if number]
    return f"It is read: {', '.join(counted) or 'nothing in it'}."
