"""What `GET /cases/` can be narrowed by."""

from collections.abc import Iterable
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django_filters.fields import MultipleChoiceField
from django_filters.rest_framework import FilterSet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field

from hostops.accounts.models import Person
from hostops.api.filters import AnyOfFilter, InstantFilter, WordFilter
from tickets.api.fields import HIGHEST_LEVEL
from tickets.models import Channel
from tickets.querysets import CaseQuerySet
from tickets.states import LIVE_STATES, Coverage, Outcome, State
from tickets.tags import wanted

ME, NOBODY, LIVE = "me", "none", "live"


class _ListedField(MultipleChoiceField):
    def to_python(self, value: Any) -> Any:
        return super().to_python([word for each in value or () for word in each.split(",") if word])


class ListedFilter(AnyOfFilter):
    """Words of a closed set, by comma or given again: `?state=new,open` is `?state=new&state=open`."""

    field_class = _ListedField

    def __init__(self, words: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(words, distinct=False, **kwargs)

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        # IN and not OR: only so does the planner know that the live cases' indexes serve
        return qs.filter(**{f"{self.field_name}__in": value}) if value else qs


class StateFilter(ListedFilter):
    """A state by its name, or `live` for all that have not ended."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__([*(state.value for state in State), LIVE], **kwargs)

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        return super().filter(qs, sorted({*value, *LIVE_STATES} - {LIVE}) if LIVE in value else value)


@extend_schema_field(OpenApiTypes.INT)
class LevelFilter(django_filters.Filter):
    """A level of severity. Which there are is a policy's to say; one that no case has lists nothing."""

    field_class = forms.IntegerField

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=1, max_value=HIGHEST_LEVEL, **kwargs)


class CaseFilters(FilterSet):
    state = StateFilter(help_text=f"`{LIVE}` is every state but resolved and closed.")
    severity = LevelFilter()
    account = WordFilter(field_name="account__slug")
    assignee = WordFilter(method="by_assignee", help_text=f"A username, `{ME}`, or `{NOBODY}`.")
    reporter = WordFilter(method="by_reporter", help_text=f"A username, or `{ME}`.")
    server = WordFilter(field_name="server__hostname", lookup_expr="iexact")
    software = WordFilter(field_name="software__name", lookup_expr="iexact")
    channel = ListedFilter(Channel.values)
    coverage = ListedFilter([coverage.value for coverage in Coverage])
    outcome = ListedFilter([outcome.value for outcome in Outcome])
    tag = WordFilter(method="by_tag", help_text="Staff: a tag, or several with commas between them that it all has.")
    due_before = InstantFilter(method="by_due", help_text="Something is due on the case before this instant.")
    q = WordFilter(method="by_words", help_text="Words of the case or of its messages, or its number.")

    def by_assignee(self, cases: CaseQuerySet, _: str, name: str) -> CaseQuerySet:
        if name == NOBODY:
            return cases.filter(assignee=None)
        return cases.filter(assignee__in=self._named(name))

    def by_reporter(self, cases: CaseQuerySet, _: str, name: str) -> CaseQuerySet:
        return cases.filter(reporter__in=self._named(name))

    def by_tag(self, cases: CaseQuerySet, _: str, tags: str) -> CaseQuerySet:
        return cases.tagged(wanted(tags.split(",")), self.request.user)

    def by_due(self, cases: CaseQuerySet, _: str, instant: Any) -> CaseQuerySet:
        # queue_due has the index; of those whose next_due is null it holds an instant past all others
        return cases.filter(queue_due__lt=instant, next_due__isnull=False)

    def by_words(self, cases: CaseQuerySet, _: str, text: str) -> CaseQuerySet:
        return cases.search(text, reader=self.request.user)

    def _named(self, name: str) -> Any:
        """The key of one person, as a part of the list's own query."""
        chosen = {"pk": self.request.user.pk} if name == ME else {"username__iexact": name}
        return Person.objects.filter(**chosen).values("pk")
