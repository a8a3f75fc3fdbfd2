"""Filters that lists of several rooms share."""

from typing import Any

import django_filters

from hostops.accounts.models import Account


class OfAccountFilters(django_filters.FilterSet):
    """Staff choose an account among those they see; a customer has one, and is not asked.

    A list whose rows have their account elsewhere declares `account = account_filter("server__account")`.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reader: Any = self.request.user
        if reader.is_staff_member:
            self.filters["account"].queryset = Account.objects.visible_to(reader)
        else:
            del self.filters["account"]


def account_filter(path: str = "account") -> django_filters.ModelChoiceFilter:
    return django_filters.ModelChoiceFilter(
        field_name=path,
        queryset=Account.objects.none(),
        to_field_name="slug",
        empty_label="All accounts",
        label="Account",
    )
