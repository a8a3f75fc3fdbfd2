"""`/backups/BK-12/reporting/`: how runs of a schedule are reported: keys, the lines to paste, the latest pings."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control

from backups.actions.keys import MAKE, REVOKE, key_make, key_revoke
from backups.models import Ping, PingKey, Schedule
from backups.pasting import lines_for
from backups.terms import latest_promise
from hostops.accounts.roles import may, require
from hostops.alerts.wording import address_of
from hostops.web.acts import ObjectActPage
from hostops.web.pages import VisiblePage

# What stands in the lines in the place of a secret that is shown no more.
_KEY = "YOUR-KEY"
_PINGS = 20


def ping_address(secret: str) -> str:
    """What a crontab is given, host and all."""
    return address_of(reverse("ping", args=[secret]))


class _OfSchedule(VisiblePage):
    model = Schedule

    def rows(self) -> QuerySet[Any]:
        return super().rows().select_related("server__account", "subject")

    def lookup(self) -> dict[str, Any]:
        return {"pk": self.kwargs["schedule"]}


class ReportingPage(_OfSchedule):
    """The keys of a schedule that work, the lines for each tool, and what came in by its pings."""

    template_name = "backups/reporting.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        schedule = self.found()
        promise = latest_promise(schedule)
        keys = PingKey.objects.visible_to(self.reader).filter(schedule=schedule, revoked_at=None)
        pings = Ping.objects.visible_to(self.reader).filter(schedule=schedule)
        return self.show(
            object=schedule,
            promise=promise,
            keys=keys.select_related("created_by"),
            pings=pings.order_by("-at", "-id")[:_PINGS],
            lines=lines_for(promise.parsed, ping_address(_KEY)),
            may_make=schedule.ended_at is None and may(self.reader, MAKE),
            may_revoke=may(self.reader, REVOKE),
        )


class KeyMakePage(_OfSchedule, ObjectActPage):
    template_name = "backups/key_make.html"
    title = "Make a key"
    hint = "You get a secret address and the lines to paste. A key reports the runs of this one schedule, nothing else."
    submit = "Make the key"

    def permit(self) -> None:
        super().permit()
        require(self.reader, MAKE)

    def about(self) -> str:
        return f"{self.object.number}: {self.object.tier} of {self.object.server.hostname}"

    def act(self, form: Any) -> tuple[PingKey, str]:
        return key_make(actor=self.reader, schedule=self.object)

    def succeeded(self, result: Any) -> HttpResponse:
        _, secret = result
        promise = latest_promise(self.object)
        lines = lines_for(promise.parsed, ping_address(secret))
        about = {"object": self.object, "address": ping_address(secret), "lines": lines, "promise": promise}
        answer = render(self.request, "backups/key_made.html", about)
        patch_cache_control(answer, no_store=True)
        return answer

    def done(self, result: Any) -> str:
        return reverse("backup_reporting", args=[self.object.pk])


class KeyRevokePage(ObjectActPage):
    model = PingKey
    title = "Revoke the key"
    hint = "Crontabs that have it are answered as if it never was. It cannot be taken back."
    submit = "Revoke it"
    said = "The key is revoked."

    def rows(self) -> QuerySet[Any]:
        return super().rows().filter(revoked_at=None).select_related("schedule__server")

    def permit(self) -> None:
        super().permit()
        require(self.reader, REVOKE)

    def about(self) -> str:
        schedule = self.object.schedule
        return f"{self.object.hint}… of {schedule.number}, {schedule.tier} of {schedule.server.hostname}"

    def act(self, form: Any) -> PingKey:
        return key_revoke(actor=self.reader, key=self.object)

    def done(self, result: Any) -> str:
        return reverse("backup_reporting", args=[self.object.schedule_id])
