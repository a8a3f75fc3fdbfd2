"""What the board is filtered by, in the address."""

from typing import Any

import django_filters
from django import forms
from django.core.validators import MinValueValidator
from django.db.models import Exists, OuterRef, QuerySet

from hostops.accounts.models import Account, Server
from hostops.lib.now import now
from hostops.web.navigation import staff
from maintenance.patching.models import PatchDuty
from maintenance.patching.nextdue import undone
from maintenance.patching.rules.standing import EXCEPTED, LATE, OPEN
from maintenance.patching.rules.weeks import EARLIEST
from maintenance.patching.titles import platform_names

# A word that so many accounts have is no name.
_MOST_NAMED = 50
_DATE = forms.DateInput(attrs={"type": "date"})


class BoardFilters(django_filters.FilterSet):
    """Of servers. Staff narrow by account; a customer has one, and is not asked."""

    q = django_filters.CharFilter(
        label="Search", field_name="hostname", lookup_expr="icontains", max_length=253,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "Server"}),
    )  # fmt: skip
    account = django_filters.CharFilter(label="Account", method="by_account", max_length=200)
    platform = django_filters.ChoiceFilter(
        label="Platform", choices=platform_names, empty_label="All", method="by_platform"
    )
    state = django_filters.ChoiceFilter(
        label="Show", method="by_state", empty_label="All servers",
        choices=[("overdue", "Overdue now"), ("open", "Open now"), ("excepted", "Excepted now")],
    )  # fmt: skip
    until = django_filters.DateFilter(
        label="Half a year up to", method="as_said", widget=_DATE,
        validators=[MinValueValidator(EARLIEST, message="This lies too far in the past.")],
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not staff(self.request.user):
            del self.filters["account"]

    def by_account(self, servers: QuerySet[Server], _: str, text: str) -> QuerySet[Server]:
        """The account of that slug, else those whose name has the text."""
        seen = Account.objects.visible_to(self.request.user)
        exact = list(seen.filter(slug__iexact=text).values_list("pk", flat=True))
        some = exact or list(seen.filter(name__icontains=text).values_list("pk", flat=True)[:_MOST_NAMED])
        return servers.filter(account__in=some)

    def by_platform(self, servers: QuerySet[Server], _: str, platform: str) -> QuerySet[Server]:
        return servers.filter(Exists(PatchDuty.objects.filter(server=OuterRef("pk"), platform=platform)))

    def by_state(self, servers: QuerySet[Server], _: str, state: str) -> QuerySet[Server]:
        """Found from what is not done, by its index, and not by asking of each server."""
        return servers.filter(pk__in=set(self._owed(state).order_by().values_list("duty__server", flat=True)))

    def _owed(self, state: str) -> QuerySet[Any]:
        at = now()
        rows = undone(self.request.user, at)
        if state == "overdue":
            return rows.filter(due_at__lt=at, state=LATE)
        return rows.filter(due_at__gte=at, state=OPEN if state == "open" else EXCEPTED)

    def as_said(self, servers: QuerySet[Server], _: str, __: Any) -> QuerySet[Server]:
        """Says which weeks are shown, of the same servers."""
        return servers
