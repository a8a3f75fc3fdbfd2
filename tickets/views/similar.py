"""`/cases/similar/`: cases that may be about the same, for the page on which another is filed."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from hostops.accounts.models import Account
from hostops.web.pages import Page
from tickets.models import Case
from tickets.similar import similar_cases

_LONGEST = 2000


class SimilarCases(Page):
    """`?q=` the words, or `?subject=` and `?description=` as the form has them; staff name the `?account=`."""

    template_name = "tickets/similar.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        text = " ".join(request.GET.get(name, "") for name in ("q", "subject", "description"))[:_LONGEST]
        return self.show(similar=self._found(text), asked=bool(text.strip()))

    def _found(self, text: str) -> list[Case]:
        seen = Account.objects.visible_to(self.reader)
        own = {"pk": self.reader.account_id} if self.reader.account_id else {"slug": self.request.GET.get("account")}
        account = seen.filter(**own).first()
        return list(similar_cases(self.reader, account, text)) if account else []
