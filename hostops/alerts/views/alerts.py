from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse

from hostops.accounts.roles import may, require
from hostops.alerts.actions import alert_acknowledge
from hostops.alerts.course import course
from hostops.alerts.filters import AlertFilters
from hostops.alerts.models import Alert
from hostops.alerts.steps import plain
from hostops.alerts.wording import phrase
from hostops.web.acts import ObjectActPage
from hostops.web.lists import ListPage
from hostops.web.pages import DetailPage

_ACKNOWLEDGE = "alerts.alert.acknowledge"


class AlertsPage(ListPage):
    """What has been said of promises that run late, or soon will."""

    model = Alert
    template_name = "alerts/list.html"
    filters = AlertFilters
    orders = {"newest": ("-raised_at", "-id"), "oldest": ("raised_at", "id")}
    order_labels = {"newest": "Newest first", "oldest": "Oldest first"}

    def rows(self) -> QuerySet[Alert]:
        return super().rows().select_related("clock__subject__account", "acknowledged_by")

    def context(self) -> dict[str, Any]:
        return super().context() | {"may_acknowledge": may(self.reader, _ACKNOWLEDGE)}


class AlertPage(DetailPage):
    """One alert, and to staff its course: who was told, to whom it went on, past whom."""

    model = Alert
    template_name = "alerts/alert.html"

    def rows(self) -> QuerySet[Any]:
        return super().rows().select_related("clock__subject__account", "acknowledged_by")

    def show(self, status: int = 200, **more: Any) -> HttpResponse:
        mine = self.object.acknowledged_at is None and may(self.reader, _ACKNOWLEDGE)
        return super().show(status, course=course(self.object, self.reader), may_acknowledge=mine, **more)


class AcknowledgePage(ObjectActPage):
    model = Alert
    title = "Acknowledge the alert"
    hint = "You say that you have seen it and see to it. Nobody further up is told of it any more."
    submit = "Acknowledge"
    said = "The alert is acknowledged."

    def rows(self) -> QuerySet[Alert]:
        return super().rows().select_related("clock__subject")

    def permit(self) -> None:
        super().permit()
        require(self.reader, _ACKNOWLEDGE)

    def about(self) -> str:
        clock = self.object.clock
        said = phrase(plain(self.object.threshold))
        return f"{clock.subject.reference} {clock.subject.title}: {clock.kind.replace('_', ' ')} {said}"

    def act(self, form: Any) -> Alert:
        return alert_acknowledge(actor=self.reader, alert=self.object)

    def done(self, result: Any) -> str:
        return reverse("alerts")
