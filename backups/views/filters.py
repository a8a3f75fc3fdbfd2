"""What the grid and the list of schedules are filtered by, in the address."""

from typing import Any

import django_filters
from django import forms
from django.core.validators import MinValueValidator
from django.db.models import Exists, OuterRef, Q, QuerySet

from backups.grid import DAYS
from backups.models import Run, Schedule
from backups.models.run import Status
from backups.rules.dates import DAY, EARLIEST
from backups.tiers import tier_names
from hostops.accounts.filters import OfAccountFilters, account_filter
from hostops.accounts.models import Server
from hostops.clocks.models import Clock
from hostops.lib.now import now


def _search(placeholder: str) -> django_filters.CharFilter:
    widget = forms.TextInput(attrs={"type": "search", "placeholder": placeholder})
    return django_filters.CharFilter(label="Search", method="by_words", max_length=253, widget=widget)


class GridFilters(OfAccountFilters):
    """Of servers."""

    q = _search("Server")
    account = account_filter()
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
        of_server = {"schedule__server": OuterRef("pk")}
        bad = Q(status=Status.FAILED) | Q(suspicious__isnull=False)
        lately = Run.objects.filter(bad, finished_at__gt=now() - DAYS * DAY, **of_server)
        overdue = overdue_clocks().filter(subject__backup_schedule__server=OuterRef("pk"))
        return servers.filter(Exists(overdue if only == "overdue" else lately))

    def as_said(self, servers: QuerySet[Server], _: str, __: Any) -> QuerySet[Server]:
        """Says which days are shown, of the same servers."""
        return servers


class ScheduleFilters(OfAccountFilters):
    """Of schedules."""

    q = _search("Server, or BK-12")
    account = account_filter("server__account")
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
