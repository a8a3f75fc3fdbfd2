"""What the portal tells a person while they look: a number in the head of every page, and the list behind it."""

from http import HTTPStatus
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from hostops.alerts.actions import bell_see
from hostops.alerts.models import Delivery
from hostops.web.lists import ListPage
from hostops.web.pages import Page, Public

# The number is read for every page: it looks at so many of the newest, never at all of them.
_LOOKED_AT = 100
# htmx stops asking when it is answered so.
_STOP_POLLING = 286


def unseen(person: Any) -> int:
    """How many of the person's newest messages they have not looked at."""
    mine = Delivery.objects.filter(recipient=person, channel=Delivery.Channel.BELL).order_by("-id")
    newest = mine.values_list("seen_at", flat=True)[:_LOOKED_AT]
    return sum(seen is None for seen in newest)


def widget(request: HttpRequest) -> dict[str, Any]:
    return {"unseen": unseen(request.user), "most": _LOOKED_AT}


class BellCount(Public, Page):
    """The number alone. A reader who was signed out is not thrown out of what they are typing by it."""

    template_name = "alerts/parts/bell_count.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return HttpResponse(status=_STOP_POLLING)
        return self.show(HTTPStatus.OK, content=widget(request))


class BellPage(ListPage):
    """A person's messages, newest first. To open the list is to have seen what it shows."""

    model = Delivery
    template_name = "alerts/bell.html"

    def rows(self) -> QuerySet[Delivery]:
        return super().rows().filter(recipient=self.reader, channel=Delivery.Channel.BELL)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        newest = self.rows().order_by("-id").values_list("pk", flat=True).first()
        answer = super().get(request, *args, **kwargs)
        if newest and request.method == "GET":
            bell_see(actor=self.reader, up_to_id=newest)
        return answer
