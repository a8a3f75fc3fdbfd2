"""Lists: filtered and ordered by the query string, so that a view can be shared as a link."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
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
        page = Keyset(self.orders[self.order()], self.per_page).page(self.matching(), request.GET)
        return self.show(page=page, filters=self.filtering, orders=self._choices(), filtered=self._filtered())

    @cached_property
    def filtering(self) -> FilterSet | None:
        return self.filters(self.request.GET, queryset=self.rows(), request=self.request) if self.filters else None

    def matching(self) -> QuerySet[Any]:
        """The rows that the filters let through; none where a filter makes no sense."""
        if self.filtering is None:
            return self.rows()
        matching: QuerySet[Any] = self.filtering.qs if self.filtering.is_valid() else self.rows().none()
        return matching

    def order(self) -> str:
        """The ordering asked for, the first for an unknown one."""
        chosen = self.request.GET.get("ordering", "")
        return chosen if chosen in self.orders else next(iter(self.orders))

    def _choices(self) -> list[tuple[str, str, bool]]:
        """(value, label, chosen) of each ordering; none to choose from where there is one."""
        if len(self.orders) < 2:
            return []
        chosen = self.order()
        return [(name, self.order_labels.get(name, name.replace("_", " ")), name == chosen) for name in self.orders]

    def _filtered(self) -> bool:
        return self.filtering is not None and any(self.request.GET.get(name) for name in self.filtering.form.fields)
