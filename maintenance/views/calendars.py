"""`/calendars/`: addresses for calendar programs. An address is shown once, on the page that answers its making."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from hostops.accounts.roles import may, require
from hostops.web.acts import ObjectActPage, ShownOncePage
from hostops.web.pages import VisiblePage
from maintenance.actions.feeding import MAKE, SHARE, feed_make, feed_revoke
from maintenance.api.calendars import feed_address
from maintenance.forms.feeds import FeedForm
from maintenance.models import CalendarFeed


class FeedsPage(VisiblePage):
    """One's own feeds and those of one's account; to staff those of all accounts."""

    model = CalendarFeed
    template_name = "maintenance/calendars/list.html"

    def rows(self) -> QuerySet[Any]:
        return super().rows().filter(revoked_at=None).select_related("account", "created_by")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        shares = may(self.reader, SHARE)
        return self.show(feeds=self.rows(), may_make=may(self.reader, MAKE), may_share=shares)


class FeedMakePage(ShownOncePage):
    answer_template = "maintenance/calendars/made.html"
    form_class = FeedForm
    title = "Subscribe to service windows"
    hint = "You get a secret address. Your calendar program asks it for the windows, and keeps itself up to date."
    submit = "Make the address"

    def permit(self) -> None:
        require(self.reader, MAKE)

    def form_arguments(self) -> dict[str, Any]:
        return {"reader": self.reader}

    def act(self, form: Any) -> tuple[CalendarFeed, str]:
        return feed_make(actor=self.reader, **form.cleaned_data)

    def once(self, result: Any) -> dict[str, Any]:
        feed, secret = result
        address = feed_address(secret)
        return {"feed": feed, "address": address, "subscribe": f"webcal://{address.partition('://')[2]}"}

    def done(self, result: Any) -> str:
        return reverse("calendars")


class FeedRevokePage(ObjectActPage):
    model = CalendarFeed
    title = "Revoke the address"
    hint = "Calendar programs that have it are told nothing from then on. It cannot be taken back."
    submit = "Revoke it"
    said = "The address is revoked."

    def rows(self) -> QuerySet[Any]:
        return super().rows().filter(revoked_at=None)

    def act(self, form: Any) -> CalendarFeed:
        return feed_revoke(actor=self.reader, feed=self.object)

    def done(self, result: Any) -> str:
        return reverse("calendars")
