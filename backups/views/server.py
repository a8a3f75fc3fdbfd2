"""A server's backups on a page, and the form by which a restore of it is asked for."""

from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property

from backups.actions.asking import ASK, restore_ask
from backups.actions.trials import RECORD
from backups.forms.restore import RestoreForm
from backups.restorable import Picture, restorable_of
from backups.rules.restorable import Point
from backups.rules.words import WORTH
from backups.serverpage import ServerShown
from hostops.accounts.models import Server
from hostops.accounts.roles import may, require
from hostops.lib.now import now
from hostops.policies.binding import NothingBinds, bound
from hostops.web.acts import ObjectActPage
from hostops.web.pages import DetailPage
from hostops.web.times import absolute

# Choices that one still reads; older copies are reached by an instant.
_MOST_COPIES = 60


class ServerPage(DetailPage):
    model = Server
    template_name = "backups/server.html"

    def rows(self) -> QuerySet[Any]:
        return super().rows().select_related("account", "contract", "zone__location")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.object = self.found()
        shown = ServerShown(self.object, self.reader, now())
        return self.show(
            object=self.object, shown=shown, may_ask=may(self.reader, ASK), may_record=may(self.reader, RECORD)
        )


class RestoreAskPage(ObjectActPage):
    """`?copy=` is the run of a copy that is chosen already."""

    model = Server
    form_class = RestoreForm
    title = "Ask for a restore"
    hint = "A case is opened that names the copy and what it builds on. We answer it as any other."
    submit = "Ask"
    said = "The restore is asked for."

    def permit(self) -> None:
        super().permit()
        require(self.reader, ASK)

    def rows(self) -> QuerySet[Any]:
        return super().rows().select_related("account", "contract")

    def about(self) -> str:
        return str(self.object.hostname)

    @cached_property
    def picture(self) -> Picture:
        return restorable_of(self.object, now())

    def initial(self) -> dict[str, Any]:
        asked = self.request.GET.get("copy", "")
        latest = self.picture.found.instants[-1:]
        return {"copy": int(asked) if asked.isdecimal() and len(asked) < 19 else latest[0].copy.id if latest else None}

    def form_arguments(self) -> dict[str, Any]:
        return {"copies": self._copies(), "levels": self._levels()}

    def _copies(self) -> list[tuple[int, str]]:
        of_use = [point for point in reversed(self.picture.found.points) if point.worth != "broken"]
        return [(point.copy.id, self._words(point)) for point in of_use[:_MOST_COPIES]]

    def _words(self, point: Point) -> str:
        tier = self.picture.lines[point.copy.tier].stretches[-1].tier
        doubt = f" ({WORTH[point.worth]})" if point.fault else ""
        return f"{absolute(point.at, ZoneInfo(self.reader.timezone))}, {tier.title}{doubt}"

    def _levels(self) -> list[tuple[int, str]]:
        try:
            cases = bound(self.object.contract, now()).document.cases
        except NothingBinds:
            return []
        severities = [cases.severity(level) for level in cases.levels()]
        return [(severity.level, f"{severity.name}: {severity.definition}") for severity in severities]

    def act(self, form: Any) -> Any:
        return restore_ask(actor=self.reader, server=self.object, **form.given())

    def done(self, result: Any) -> str:
        return result.subject.url if result else reverse("backup_server", args=[self.object.pk])
