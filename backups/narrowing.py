"""Lists of runs by server or account: asked of the histories of these schedules, not of everybody's runs in order."""

from typing import Any

from django.db.models import QuerySet
from django_filters import FilterSet

from backups.models import Run, Schedule
from hostops.accounts.models import Account


class OfFewSchedules(FilterSet):
    """Has the filters `server` (a hostname) and `account`; an account's own people have the latter without asking.

    The keys of the schedules are read first, and stand beside the filters, not in their place: the
    planner then counts on few rows and gathers them by `run_history`. By the names alone it walks
    the list of all in its order, for rows that may stand at its end: the copies that may go, of
    one who removes them, behind the millions of those who do not.
    """

    def filter_queryset(self, queryset: QuerySet[Run]) -> QuerySet[Run]:
        rows: QuerySet[Run] = super().filter_queryset(queryset)
        given, reader = self.form.cleaned_data, self.request.user
        narrowed: dict[str, Any] = {}
        if server := given.get("server"):
            narrowed["server__hostname__iexact"] = server
        if account := given.get("account"):
            narrowed["server__account__slug"] = account.slug if isinstance(account, Account) else account
        if not narrowed and reader.is_staff_member:
            return rows
        meant = Schedule.objects.visible_to(reader).filter(**narrowed).order_by()
        return rows.filter(schedule__in=list(meant.values_list("pk", flat=True)))
