"""What the grid and the list of schedules are filtered by, in the address."""

from typing import Any, ClassVar

import django_filters
from django import forms
from django.core.validators import MinValueValidator
from django.db.models import Exists, OuterRef, Q, QuerySet

from backups.grid import DAYS
from backups.models import Run, Schedule
from backups.models.run import Status
from backups.rules.dates import DAY, EARLIEST
from backups.tiers import tier_names
from hostops.accounts.models import Account, Server
from hostops.clocks.models import Clock
from hostops.lib.now import now
from hostops.web.navigation import staff

# A word that so many accounts have is no name.
_MOST_NAMED = 50
# As the index of exceptions has it, word by word; and what of it is no trouble.
_NOT_WELL = ~Q(status="ok") | Q(suspicious__isnull=False)
_WARNED = Q(status=Status.WARNING, suspicious__isnull=True)


def _search(placeholder: str) -> django_filters.CharFilter:
    widget = forms.TextInput(attrs={"type": "search", "placeholder": placeholder})
    return django_filters.CharFilter(label="Search", method="by_words", max_length=253, widget=widget)


def _account() -> django_filters.CharFilter:
    """By its name, typed: hundreds of accounts to choose from would be more than all of the page besides."""
    return django_filters.CharFilter(label="Account", method="by_account", max_length=200)


class _Filters(django_filters.FilterSet):
    """Staff narrow by account; a customer has one, and is not asked."""

    account_path: ClassVar[str] = "account"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not staff(self.request.user):
            del self.filters["account"]

    def by_account(self, rows: QuerySet[Any], _: str, text: str) -> QuerySet[Any]:
        """The account of that slug, else those whose name has the text."""
        seen = Account.objects.visible_to(self.request.user)
        exact = list(seen.filter(slug__iexact=text).values_list("pk", flat=True))
        some = exact or list(seen.filter(name__icontains=text).values_list("pk", flat=True)[:_MOST_NAMED])
        return rows.filter(**{f"{self.account_path}__in": some})


class GridFilters(_Filters):
    """Of servers."""

    q = _search("Server")
    account = _account()
    tier = django_filters.ChoiceFilter(label="Copies", choices=tier_names, empty_label="All", method="by_tier")
    only = django_filters.ChoiceFilter(
        label="Show", method="by_trouble", empty_label="All servers",
        choices=[("overdue", "Overdue now"), ("failed", "Failed or suspicious lately")],
    )  # fmt: skip
    until = django_filters.DateFilter(
        label="Five weeks up to",
        method="as_said",
        widget=forms.DateInput(attrs={"type": "date"}),
        validators=[MinValueValidator(EARLIEST, message="This lies too far in the past.")],
    )

    def by_words(self, servers: QuerySet[Server], _: str, words: str) -> QuerySet[Server]:
        return servers.filter(hostname__icontains=words)

    def by_tier(self, servers: QuerySet[Server], _: str, tier: str) -> QuerySet[Server]:
        return servers.filter(Exists(Schedule.objects.filter(server=OuterRef("pk"), tier=tier)))

    def by_trouble(self, servers: QuerySet[Server], _: str, only: str) -> QuerySet[Server]:
        """Found from what is wrong, by its index, and not by asking of each server."""
        found: QuerySet[Any, Any]
        if only == "overdue":
            found = overdue_clocks().values_list("subject__backup_schedule__server", flat=True)
        else:
            lately = Run.objects.filter(_NOT_WELL, finished_at__gt=now() - DAYS * DAY)
            found = lately.exclude(_WARNED).values_list("schedule__server", flat=True)
        return servers.filter(pk__in=set(found.order_by()))

    def as_said(self, servers: QuerySet[Server], _: str, __: Any) -> QuerySet[Server]:
        """Says which days are shown, of the same servers."""
        return servers


class ScheduleFilters(_Filters):
    """Of schedules."""

    account_path = "server__account"
    q = _search("Server, or BK-12")
    account = _account()
    tier = django_filters.ChoiceFilter(label="Copies", choices=tier_names, empty_label="All")
    state = django_filters.ChoiceFilter(
        label="State", method="by_state", empty_label="Stands",
        choices=[("overdue", "Overdue now"), ("ended", "Ended"), ("all", "All")],
    )  # fmt: skip

    def filter_queryset(self, queryset: Any) -> Any:
        rows = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data["state"] in ("ended", "all") else rows.filter(ended_at=None)

    def by_words(self, schedules: Any, _: str, words: str) -> Any:
        return schedules.search(words)

    def by_state(self, schedules: Any, _: str, state: str) -> Any:
        if state == "ended":
            return schedules.exclude(ended_at=None)
        overdue = overdue_clocks().filter(subject=OuterRef("subject"))
        return schedules.filter(Exists(overdue)) if state == "overdue" else schedules


def overdue_clocks() -> QuerySet[Clock]:
    """Of slots that nothing has come for, and that are due: by the index of open clocks."""
    return Clock.objects.live().filter(kind="backup", due_at__lt=now())
