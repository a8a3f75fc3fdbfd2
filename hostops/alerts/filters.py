"""How lists of alerts are filtered, by the query string."""

from datetime import timedelta
from typing import Any, get_args

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest

from hostops.accounts.models import Account
from hostops.alerts.models import Alert
from hostops.lib.now import now
from hostops.policies.schema.alerts import ClockKind

_KINDS = [(kind, kind.replace("_", " ").capitalize()) for kind in sorted(get_args(ClockKind))]


def _accounts(request: HttpRequest | None) -> QuerySet[Account]:
    return Account.objects.visible_to(request.user if request else None)


class AlertFilters(django_filters.FilterSet):
    kind = django_filters.ChoiceFilter(field_name="clock__kind", label="Promise", choices=_KINDS, empty_label="Any")
    account = django_filters.ModelChoiceFilter(
        field_name="clock__subject__account",
        label="Account",
        queryset=_accounts,
        to_field_name="slug",
        empty_label="Any",
    )
    acknowledged = django_filters.ChoiceFilter(
        label="Acknowledged", choices=[("no", "Not yet"), ("yes", "Yes")], empty_label="Any", method="by_acknowledged"
    )
    since = django_filters.DateFilter(
        field_name="raised_at", lookup_expr="date__gte", label="Since", widget=forms.DateInput(attrs={"type": "date"})
    )

    within = django_filters.ChoiceFilter(
        label="Raised", choices=[("12", "In the last 12 hours"), ("24", "In the last day")], empty_label="At any time",
        method="by_hours",
    )  # fmt: skip

    class Meta:
        model = Alert
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.request.user.is_staff_member:
            del self.filters["account"]  # a customer has one

    def by_hours(self, alerts: QuerySet[Alert], _: str, hours: str) -> QuerySet[Alert]:
        return alerts.filter(raised_at__gte=now() - timedelta(hours=int(hours)))

    def by_acknowledged(self, alerts: QuerySet[Alert], _: str, value: str) -> QuerySet[Alert]:
        return alerts.filter(acknowledged_at__isnull=value == "no")
