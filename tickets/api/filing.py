"""`POST /cases/`: what a case is filed with, and whose names in it the caller may use."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from hostops.accounts.models import Account, Person, Server, Software
from hostops.api.fields import Instant
from hostops.api.serializers import StrictSerializer
from tickets.api.addressed import caller
from tickets.api.fields import HIGHEST_LEVEL, OPTIONAL_TEXT, FilesField, length_of
from tickets.models import Case, Channel, Contact

_NAME: dict[str, Any] = {"required": False, "allow_null": True}


class FileCase(StrictSerializer):
    """Names become objects, of the account alone: what is elsewhere is as unknown as what is nowhere.

    Customers file for their own account and through the API, whatever they send.
    """

    account = serializers.CharField(
        required=False, help_text="The slug. Staff must name it; a customer's is their own."
    )
    server = serializers.CharField(**_NAME, help_text="The hostname of a server of the account.")
    software = serializers.CharField(**_NAME, help_text="A name from the catalogue.")
    software_version = serializers.CharField(
        **OPTIONAL_TEXT, max_length=length_of(Case, "software_version"), help_text="The version that runs, if known."
    )
    subject = serializers.CharField(source="title", max_length=length_of(Case, "title"))
    description = serializers.CharField()
    requested_severity = serializers.IntegerField(
        default=None, allow_null=True, min_value=1, max_value=HIGHEST_LEVEL,
        help_text="1 is the gravest; null where the policy knows no severities.",
    )  # fmt: skip
    channel = serializers.ChoiceField(
        choices=Channel.choices, default=Channel.API, help_text="How it was reported; of a customer's call always api."
    )
    reporter = serializers.CharField(
        **_NAME, help_text="Staff: the username of the person of the account who reports it."
    )
    received_at = Instant(
        required=False, allow_null=True, help_text="Staff: when it was received, if that was earlier."
    )
    received_reason = serializers.CharField(**OPTIONAL_TEXT, help_text="Why the receipt lies in the past.")
    checked_locally = serializers.CharField(
        **OPTIONAL_TEXT, help_text="Of an outage: what was checked on the reporter's side (itpdx:4b)."
    )
    caller_name = serializers.CharField(
        **OPTIONAL_TEXT, max_length=length_of(Contact, "caller_name"), help_text="Of a call or mail: who it was."
    )
    caller_address = serializers.CharField(
        **OPTIONAL_TEXT, max_length=length_of(Contact, "caller_address"), help_text="From what number or address."
    )
    attachments = FilesField(required=False, help_text="Files; in a form, parts of this name.")

    def validate(self, values: dict[str, Any]) -> dict[str, Any]:
        person = caller(self)
        account = _account(person, values.get("account"))
        if not person.is_staff_member:
            values["channel"] = Channel.API
        return {**values, **_named(person, account, values), "account": account}


def _account(person: Person, slug: str | None) -> Account:
    if person.account is not None and slug in (None, person.account.slug):
        return person.account
    if slug is None:
        raise serializers.ValidationError({"account": ["Name the account that the case is for."]})
    found: Account | None = Account.objects.visible_to(person).filter(slug=slug).first()
    if found is None:
        raise serializers.ValidationError({"account": ["There is no such account."]})
    return found


def _servers(person: Person, account: Account) -> QuerySet[Server]:
    return Server.objects.visible_to(person).filter(account=account).select_related("contract")


def _reporters(person: Person, account: Account) -> QuerySet[Person]:
    """Staff report for anybody of the account; customers for themselves."""
    people: QuerySet[Person] = Person.objects.visible_to(person).filter(account=account, is_active=True)
    return people if person.is_staff_member else people.filter(pk=person.pk)


def _catalogue(person: Person, _: Account) -> QuerySet[Software]:
    found: QuerySet[Software] = Software.objects.visible_to(person)
    return found


# What each name is looked up among, how, and what is said of one that is not there.
_NAMED: dict[str, tuple[Callable[[Person, Account], QuerySet[Any]], str, str]] = {
    "server": (_servers, "hostname__iexact", "{slug} has no such server."),
    "software": (_catalogue, "name", "The catalogue has no such software."),
    "reporter": (_reporters, "username__iexact", "{slug} has nobody of this name for whom you may report."),
}


def _named(person: Person, account: Account, values: Mapping[str, Any]) -> dict[str, Any]:
    """The objects that the fields name; 400 at each that names none."""
    found, wrong = {}, {}
    for field, (among, lookup, words) in _NAMED.items():
        name = values.get(field)
        found[field] = among(person, account).filter(**{lookup: name}).first() if name else None
        if name and found[field] is None:
            wrong[field] = [words.format(slug=account.slug)]
    if wrong:
        raise serializers.ValidationError(wrong)
    return found
