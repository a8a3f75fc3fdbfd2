"""`/backups/first/`: what staff look at first, above the grid, which does not wait for it."""

from django.http import Http404, HttpRequest, HttpResponse

from backups.asked import Asked
from backups.excepted import shown
from backups.exceptions import counts, owed_words
from hostops.web.navigation import staff
from hostops.web.pages import Page

_MOST = 5


class FirstPage(Page):
    """The gravest exceptions since yesterday, those first about which nobody has said anything."""

    template_name = "backups/first.html"

    def permit(self) -> None:
        if not staff(self.reader):
            raise Http404

    def get(self, request: HttpRequest) -> HttpResponse:
        rows, _ = Asked().rows(self.reader)
        return self.show(rows=shown(rows[:_MOST]), number=len(rows), owed=len(owed_words(rows)), counts=counts(rows))
