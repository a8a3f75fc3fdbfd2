from typing import Any

from django.db.models import QuerySet
from django_filters import FilterSet

from hostops.accounts.models import Account, Server, Software
from hostops.accounts.roles import CUSTOMER_ROLES
from hostops.api.filters import AnyOfFilter, WordFilter, YesNoFilter


class AccountFilter(WordFilter):
    """`AccountFilter(field_name="subject__account")`: by the slug of an account that the caller may see.

    The slug is looked up first: given the account's id the database knows how few rows it has, and
    given an account that is not there it need not look at all.
    """

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        if not value:
            return qs
        account = Account.objects.visible_to(self.parent.request.user).filter(slug=value).first()
        return qs.none() if account is None else qs.filter(**{self.field_name: account})


class AccountFilters(FilterSet):
    slug = WordFilter()
    name = WordFilter()


class ContactFilters(FilterSet):
    account = WordFilter(field_name="account__slug")
    username = WordFilter(lookup_expr="iexact")
    email = WordFilter(lookup_expr="iexact")
    role = AnyOfFilter(sorted(CUSTOMER_ROLES))
    is_active = YesNoFilter(field_name="is_active")


class ServerFilters(FilterSet):
    account = WordFilter(field_name="account__slug")
    hostname = WordFilter(lookup_expr="iexact")
    contract = WordFilter(field_name="contract__reference")
    zone = WordFilter(field_name="zone__slug")
    location = WordFilter(field_name="zone__location__slug")
    platform = WordFilter()
    platform_version = WordFilter()
    host_machine = WordFilter()
    registered = YesNoFilter(method="by_registration")

    def by_registration(self, servers: QuerySet[Server], _: str, wanted: bool) -> QuerySet[Server]:
        registered: dict[str, Any] = {"registered_at__isnull": False, "retired_at": None}
        return servers.filter(**registered) if wanted else servers.exclude(**registered)


class SoftwareFilters(FilterSet):
    name = WordFilter()
    origin = AnyOfFilter(Software.Origin.values)


class LocationFilters(FilterSet):
    slug = WordFilter()
