"""What stands under `/windows/{number}/`: the window of the address, as far as the caller may see it."""

from django.db.models import QuerySet
from django.http import Http404

from hostops.api.resources import VisibleView
from hostops.lib.references import number_of
from maintenance.models import Window
from maintenance.querysets import PREFIX

_LONGEST_ID = 18


def window_id(text: str) -> int:
    """12 of `SW-12` or of `12`; 0, which no window has, of anything else."""
    plain = text.isascii() and text.isdigit() and len(text) <= _LONGEST_ID
    return int(text) if plain else number_of(PREFIX, text) or 0


class OfWindow(VisibleView):
    """A view below a window. A foreign window answers as one that does not exist."""

    lookup_field = "number"

    @property
    def window_id(self) -> int:
        return window_id(self.kwargs.get("number", ""))

    def window_in(self, windows: QuerySet[Window]) -> Window:
        found = windows.filter(pk=self.window_id).first()
        if found is None:
            raise Http404
        return found

    def window(self) -> Window:
        """The bare window, for an action or to know that there is one."""
        return self.window_in(Window.objects.visible_to(self.request.user))
