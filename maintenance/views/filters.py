"""What the lists of windows are filtered by, in the address."""

from datetime import date, datetime, time
from typing import Any

import django_filters
from django import forms
from django.core.validators import RegexValidator
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from hostops.accounts.models import Account, Server
from hostops.lib.now import now
from maintenance.looks import KINDS, STATES
from maintenance.models import Affected, AffectedServer, ScopeItem
from maintenance.querysets import WindowQuerySet
from maintenance.states import State

# What narrows by itself: whoever asks for it means the past too.
_TIMELESS = ("q", "state", "month")
# A word that so many names have is no name.
_MOST_NAMED = 50
_MONTH = RegexValidator(r"^(19|2[0-9])[0-9]{2}-(0[1-9]|1[0-2])$", "Write a month as 2027-03.")


class WindowFilters(django_filters.FilterSet):
    """A customer's: words and when. Without any of it the list is what lies ahead."""

    q = django_filters.CharFilter(
        label="Search",
        method="by_words",
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "Title, or SW-12"}),
    )
    when = django_filters.ChoiceFilter(
        label="When", method="as_said", choices=[("past", "Past"), ("all", "All")], empty_label="Ahead"
    )
    month = django_filters.CharFilter(
        label="Month",
        method="by_month",
        validators=[_MONTH],
        widget=forms.TextInput(attrs={"type": "month"}),
    )

    def filter_queryset(self, queryset: WindowQuerySet) -> WindowQuerySet:
        rows: WindowQuerySet = super().filter_queryset(queryset)
        given = self.form.cleaned_data
        if given["when"] == "past":
            return rows.filter(ends_at__lte=now()).exclude(state=State.IN_PROGRESS)
        anywhen = given["when"] == "all" or any(given.get(name) for name in _TIMELESS)
        return rows if anywhen else rows.ahead(now())

    def by_words(self, rows: WindowQuerySet, _: str, words: str) -> WindowQuerySet:
        return rows.search(words)

    def by_month(self, rows: WindowQuerySet, _: str, month: str) -> WindowQuerySet:
        return rows.overlapping(*_month(month))

    def as_said(self, rows: WindowQuerySet, _: str, when: str) -> WindowQuerySet:
        """Looked at last, with the others: `filter_queryset`."""
        return rows


class DeskFilters(WindowFilters):
    """Staff's."""

    kind = django_filters.ChoiceFilter(label="Kind", choices=list(KINDS.items()), empty_label="Any")
    state = django_filters.ChoiceFilter(
        label="State", choices=[(str(state), look.label) for state, look in STATES.items()], empty_label="Any"
    )
    account = django_filters.CharFilter(label="Account", method="by_account", max_length=200)
    server = django_filters.CharFilter(label="Server", method="by_server", max_length=253)

    def by_account(self, rows: WindowQuerySet, _: str, text: str) -> WindowQuerySet:
        """The account of that slug, else those whose name has the text."""
        seen = Account.objects.visible_to(self.request.user)
        exact = list(seen.filter(slug__iexact=text).values_list("pk", flat=True))
        some = exact or list(seen.filter(name__icontains=text).values_list("pk", flat=True)[:_MOST_NAMED])
        touched = Affected.objects.filter(window=OuterRef("pk"), account__in=some)
        meant = ScopeItem.objects.filter(window=OuterRef("pk")).filter(
            Q(account__in=some) | Q(server__account__in=some)
        )
        return rows.filter(Exists(touched) | _draft_of(meant)) if some else rows.none()

    def by_server(self, rows: WindowQuerySet, _: str, text: str) -> WindowQuerySet:
        seen = Server.objects.visible_to(self.request.user).filter(hostname__icontains=text)
        some = list(seen.values_list("pk", flat=True)[:_MOST_NAMED])
        touched = AffectedServer.objects.filter(affected__window=OuterRef("pk"), server__in=some)
        meant = ScopeItem.objects.filter(window=OuterRef("pk")).filter(
            Q(server__in=some)
            | Q(account__servers__in=some)
            | Q(zone__servers__in=some)
            | Q(location__zones__servers__in=some)
        )
        return rows.filter(Exists(touched) | _draft_of(meant)) if some else rows.none()


def _draft_of(meant: Any) -> Q:
    """Whom a draft affects is not computed yet: its scope tells."""
    return Q(state=State.DRAFT) & (Q(scope_all=True) | Q(Exists(meant)))


def _month(month: str) -> tuple[datetime, datetime]:
    """The month's first moment and the next one's, in the reader's zone."""
    first = date.fromisoformat(f"{month}-01")
    after = date(first.year + 1, 1, 1) if first.month == 12 else date(first.year, first.month + 1, 1)
    zone = timezone.get_current_timezone()
    return datetime.combine(first, time.min, zone), datetime.combine(after, time.min, zone)
