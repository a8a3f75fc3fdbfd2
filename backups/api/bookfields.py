"""Things of the desk's books, named in a body or a query by what people call them, found among what the caller sees."""

from typing import Any

from rest_framework import serializers

from backups.models import Run
from backups.servernames import NotOneServer, server_named
from hostops.accounts.models import Account, Server
from hostops.policies.models import Policy


class _Named(serializers.CharField):
    """`find(reader, name)` gives the thing or None; `missing` is said of none."""

    missing = ""

    def find(self, reader: Any, name: str) -> Any:
        raise NotImplementedError

    def to_internal_value(self, data: Any) -> Any:
        found = self.find(self.context["request"].user, super().to_internal_value(data))
        if found is None:
            raise serializers.ValidationError(self.missing)
        return found


class AccountSlug(_Named):
    missing = "There is no such account, or none that you may see."

    def find(self, reader: Any, name: str) -> Account | None:
        return Account.objects.visible_to(reader).filter(slug=name).first()


class PolicySlug(_Named):
    missing = "There is no such policy, or none that you may see."

    def find(self, reader: Any, name: str) -> Policy | None:
        return Policy.objects.visible_to(reader).filter(slug=name).first()


def server_in(reader: Any, name: str, account: Account | None) -> Server:
    """The one server of that name; ValidationError at `server` for none or several."""
    try:
        return server_named(reader, name, account.slug if account else "")
    except NotOneServer as error:
        raise serializers.ValidationError({"server": [str(error)]}) from None


def run_in(reader: Any, number: int) -> Run:
    """The run of that id; ValidationError at `run` for one that the caller does not see."""
    run = Run.objects.visible_to(reader).select_related("schedule").filter(pk=number).first()
    if run is None:
        raise serializers.ValidationError({"run": ["There is no such run, or none that you may see."]})
    return run
