"""Things named in a body by what people call them, found among those that the caller may see."""

from collections.abc import Callable
from typing import Any

from rest_framework import serializers

from hostops.accounts.models import Account, Server
from hostops.lib.references import number_of
from hostops.subjects.models import Subject
from maintenance.models import Window
from maintenance.querysets import PREFIX
from maintenance.serversnamed import NotOne, one_server, servers_named

_HIGHEST = 2**63 - 1


class NamedField(serializers.CharField):
    """`find(reader, name)` gives the thing or None; `missing` is said of none."""

    find: Callable[[Any, str], Any]
    missing = ""

    def to_internal_value(self, data: Any) -> Any:
        name = super().to_internal_value(data)
        found = type(self).find(self.context["request"].user, name)
        if found is None:
            raise serializers.ValidationError(self.missing)
        return found


def _window(reader: Any, name: str) -> Window | None:
    number = number_of(PREFIX, name)
    if number is None or number > _HIGHEST:
        return None
    found: Window | None = Window.objects.visible_to(reader).filter(pk=number).first()
    return found


class AccountName(NamedField):
    missing = "There is no such account, or none that you may see."

    @staticmethod
    def find(reader: Any, name: str) -> Account | None:
        found: Account | None = Account.objects.visible_to(reader).filter(slug=name).first()
        return found


class WindowNumber(NamedField):
    missing = "There is no such window, or none that you may see; write it as SW-12."
    find = staticmethod(_window)


class CaseNumber(NamedField):
    missing = "There is no such case, or none that you may see; write it as HC-1042."

    @staticmethod
    def find(reader: Any, name: str) -> Subject | None:
        found: Subject | None = Subject.objects.visible_to(reader).filter(kind="case", reference=name.upper()).first()
        return found


def servers_in(reader: Any, names: list[str], account: Account | None) -> list[Server]:
    """Those of the account, if one is given; ValidationError naming the others."""
    try:
        return servers_named(reader, names, account.slug if account else "")
    except NotOne as error:
        raise serializers.ValidationError(str(error)) from None


def server_in(reader: Any, name: str, account: Account | None) -> Server:
    """The one server of that name."""
    try:
        return one_server(reader, name, account.slug if account else "")
    except NotOne as error:
        raise serializers.ValidationError(str(error)) from None
