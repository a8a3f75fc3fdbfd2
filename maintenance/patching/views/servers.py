"""`/patching/servers/<pk>/`: what a server lacks, by when and why, and its latest runs."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse

from hostops.accounts.models import Server
from hostops.accounts.roles import may
from hostops.lib.now import now
from hostops.web.pages import DetailPage
from maintenance.patching.actions.exceptions import ASK
from maintenance.patching.actions.runs import PLAN
from maintenance.patching.dutyfaces import shown_state
from maintenance.patching.feedroles import READ
from maintenance.patching.models import FeedReading, PatchDuty, PatchOwed, PatchResult, Update
from maintenance.patching.serverlacks import lacking_of

_GONE, _RUNS, _PERIODS = 20, 10, 12


class PatchServerPage(DetailPage):
    model = Server
    template_name = "patching/server.html"

    def rows(self) -> QuerySet[Any]:
        return super().rows().select_related("account", "contract", "zone__location")

    def show(self, status: int = 200, **more: Any) -> HttpResponse:
        server = self.object
        duties = PatchDuty.objects.filter(server=server, ended_at=None).select_related(
            "promise__version__policy", "subject"
        )
        rows: Any = PatchOwed.objects.filter(duty__server=server, dropped_at=None)
        owed, at = rows.select_related("release", "exception").order_by("-due_at", "-id")[:_PERIODS], now()
        for one in owed:
            one.state = shown_state(one, at)
        results = PatchResult.objects.filter(server=server).select_related("run").order_by("-finished_at", "-id")
        return super().show(
            status,
            lacking=lacking_of(server),
            gone=Update.objects.filter(server=server, gone_at__isnull=False).order_by("-gone_at", "-id")[:_GONE],
            duties=duties,
            owed=owed,
            results=results[:_RUNS],
            last=FeedReading.objects.visible_to(self.reader).filter(server=server).first(),
            may_read=may(self.reader, READ),
            may_plan=may(self.reader, PLAN),
            may_ask=may(self.reader, ASK),
            name=f"{server.account.slug}/{server.hostname}",
            **more,
        )
