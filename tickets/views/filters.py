"""What the list and the queue are filtered by, in the address."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Case as SqlCase
from django.db.models import Exists, OuterRef, Q, Value, When

from hostops.accounts.models import Account, Person
from hostops.accounts.roles import STAFF_ROLES
from hostops.lib.now import now
from hostops.policies.models import PolicyVersion
from tickets.columns import COLUMNS
from tickets.looks import STATES
from tickets.models import Case, Tag
from tickets.querysets import CaseQuerySet, due_q

_STATES = [(str(state), look.label) for state, look in STATES.items()]
# An account's name need not be unique to be a filter; a word that half of them have is none.
_MOST_ACCOUNTS = 50


class CaseFilters(django_filters.FilterSet):
    """A customer's: words and state."""

    q = django_filters.CharFilter(
        label="Search",
        method="by_words",
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "Words, or HC-1042"}),
    )
    state = django_filters.ChoiceFilter(
        label="State", method="by_state", choices=[("live", "Not ended"), *_STATES], empty_label="All"
    )

    def by_words(self, rows: CaseQuerySet, _: str, words: str) -> CaseQuerySet:
        return rows.search(words, self.request.user)

    def by_state(self, rows: CaseQuerySet, _: str, state: str) -> CaseQuerySet:
        return rows.live() if state == "live" else rows.filter(state=state)


def _levels() -> list[tuple[str, str]]:
    """The levels of the policies as they are now."""
    newest = PolicyVersion.objects.order_by("policy_id", "-number").distinct("policy_id").defer("document", "holidays")
    levels = {severity.level for version in newest for severity in version.parsed.cases.severities}
    return [(str(level), f"Level {level}") for level in sorted(levels)]


def _people_and_tags() -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Whom a case may be with, and its tags, as choices: one statement for both."""
    # Somebody who left may still have cases; they must be found to be handed on.
    has_cases = Exists(Case.objects.live().filter(assignee=OuterRef("pk")))
    staff = Person.objects.filter(Q(is_active=True) | has_cases, role__in=STAFF_ROLES).order_by()
    people = staff.values_list(Value("person"), "username", "full_name")
    tags = Tag.objects.order_by().values_list(Value("tag"), "name", "name")
    found = sorted(people.union(tags, all=True), key=lambda row: (row[2].casefold(), row[1]))
    by_kind = {kind: [(key, said) for of, key, said in found if of == kind] for kind in ("person", "tag")}
    return [("me", "Me"), ("nobody", "Nobody"), *by_kind["person"]], by_kind["tag"]


class QueueFilters(CaseFilters):
    """Staff's. Without a state the queue is what is live: open cases and those held."""

    state = django_filters.ChoiceFilter(
        label="State", method="by_state", choices=[*_STATES, ("all", "All")], empty_label="In the queue"
    )
    severity = django_filters.ChoiceFilter(
        label="Severity", empty_label="Any", null_label="Without levels", null_value="none"
    )
    assignee = django_filters.ChoiceFilter(label="Who has it", method="by_assignee", empty_label="Anybody")
    due = django_filters.ChoiceFilter(
        label="Due",
        method="by_due",
        choices=[
            ("late", "Late"),
            ("next_hour", "Within the hour"),
            ("next_day", "Within a day"),
            ("hour", "Late or within the hour"),
            ("day", "Late or within a day"),
        ],
        empty_label="Any time",
    )
    tag = django_filters.ChoiceFilter(label="Tag", method="by_tag", empty_label="Any")
    account = django_filters.CharFilter(label="Account", method="by_account", max_length=200)
    columns = django_filters.MultipleChoiceFilter(
        label="Columns",
        method="as_shown",
        choices=[(name, column.label) for name, column in COLUMNS.items()],
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Read once here; a callable would be asked again to check, and again to show.
        self.filters["severity"].extra["choices"] = _levels()
        people, tags = _people_and_tags()
        self.filters["assignee"].extra["choices"] = people
        self.filters["tag"].extra["choices"] = tags

    def filter_queryset(self, queryset: CaseQuerySet) -> CaseQuerySet:
        rows: CaseQuerySet = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data["state"] else rows.live()

    def by_state(self, rows: CaseQuerySet, name: str, state: str) -> CaseQuerySet:
        return rows if state == "all" else super().by_state(rows, name, state)

    def by_assignee(self, rows: CaseQuerySet, _: str, who: str) -> CaseQuerySet:
        if who == "nobody":
            return rows.filter(assignee=None)
        return rows.filter(assignee=self.request.user) if who == "me" else rows.filter(assignee__username=who)

    def as_shown(self, rows: CaseQuerySet, _: str, names: list[str]) -> CaseQuerySet:
        """Columns narrow nothing; they stand here because they are chosen with the rest."""
        return rows

    def by_due(self, rows: CaseQuerySet, _: str, within: str) -> CaseQuerySet:
        return rows.filter(due_q(within, now()))

    def by_tag(self, rows: CaseQuerySet, _: str, tag: str) -> CaseQuerySet:
        return rows.tagged([tag], self.request.user)

    def by_account(self, rows: CaseQuerySet, _: str, text: str) -> CaseQuerySet:
        """The account of that slug, else those whose name has the text."""
        exact = Q(slug__iexact=text)
        seen = Account.objects.visible_to(self.request.user).filter(exact | Q(name__icontains=text))
        first = seen.annotate(exact=SqlCase(When(exact, then=True), default=False)).order_by("-exact", "name")
        found = list(first.values_list("pk", "exact")[:_MOST_ACCOUNTS])
        wanted = found[:1] if found and found[0][1] else found
        return rows.filter(account__in=[pk for pk, _ in wanted])
