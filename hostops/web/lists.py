"""Lists: filtered and ordered by the query string, so that a view can be shared as a link."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django_filters import FilterSet

from hostops.web.keyset import Keyset
from hostops.web.pages import VisiblePage


class ListPage(VisiblePage):
    """Rows of `model` that the reader may see, filtered by `filters`, a page at a time.

    `orders` maps the value of `?ordering=` to an ordering that `Keyset` takes; the first is the
    default. The template extends `web/list.html` and has `page.rows`, `filters` and `orders`.
    """

    filters: type[FilterSet] | None = None
    orders: ClassVar[Mapping[str, Sequence[str]]] = {"newest": ("-id",)}
    order_labels: ClassVar[Mapping[str, str]] = {}
    per_page = 25

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        chosen = request.GET.get("ordering", "")
        chosen = chosen if chosen in self.orders else next(iter(self.orders))
        filters = self.filters(request.GET, queryset=self.rows(), request=request) if self.filters else None
        rows = self.rows() if filters is None else filters.qs if filters.is_valid() else self.rows().none()
        page = Keyset(self.orders[chosen], self.per_page).page(rows, request.GET)
        return self.show(page=page, filters=filters, orders=self._choices(chosen), filtered=self._filtered(filters))

    def _choices(self, chosen: str) -> list[tuple[str, str, bool]]:
        """(value, label, chosen) of each ordering; none to choose from where there is one."""
        if len(self.orders) < 2:
            return []
        return [(name, self.order_labels.get(name, name.replace("_", " ")), name == chosen) for name in self.orders]

    def _filtered(self, filters: FilterSet | None) -> bool:
        return filters is not None and any(self.request.GET.get(name) for name in filters.form.fields)
