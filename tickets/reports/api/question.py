"""What `?account=&from=&until=&kind=&severity=&period=&zone=` asks, checked as strictly as a list's filters."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from hostops.accounts.models import Account
from hostops.api.fields import Instant
from hostops.lib.now import now
from tickets.reports.asked import bounded
from tickets.reports.attainment import Asked
from tickets.reports.periods import Period, month_of, of_instants, parse
from tickets.reports.promises import KINDS, RESULTS, Chosen
from tickets.reports.zones import usual

# What the database counts levels with.
_HIGHEST = 2**15 - 1


class ZoneQuestion(serializers.Serializer[Any]):
    """In which zone days, months and hours are counted. Needs the `request` in its context."""

    zone = serializers.CharField(
        required=False, help_text="An IANA name; the account's, or for staff the provider's, unless given."
    )

    def validate_zone(self, name: str) -> str:
        if name not in available_timezones():
            raise ValidationError("This is no time zone; use a name such as Europe/Stockholm.")
        return name

    def validate(self, attrs: dict[str, Any]) -> Any:
        name = attrs.get("zone")
        return ZoneInfo(name) if name else usual(self.context["request"].user)


class AttainmentQuestion(ZoneQuestion):
    account = serializers.SlugField(required=False, help_text="The slug of one account; all that you may see.")
    kind = serializers.ChoiceField(choices=KINDS, required=False)
    severity = serializers.IntegerField(
        required=False, min_value=0, max_value=_HIGHEST, help_text="A level; 0 for promises made without levels."
    )
    period = serializers.CharField(
        required=False, help_text="`2026`, `2026-Q3`, `2026-10`, or both days of `2026-10-05..2026-10-18`."
    )
    until = Instant(required=False, help_text="Before this instant; the present one unless given.")

    def get_fields(self) -> dict[str, Any]:
        # "from" is no name that a class body can give
        began = Instant(required=False, help_text="From this instant on, instead of a period.")
        return {**super().get_fields(), "from": began}

    def validate_account(self, slug: str) -> Account:
        account = Account.objects.visible_to(self.context["request"].user).filter(slug=slug).first()
        if account is None:
            raise ValidationError("There is no such account, or none that you may see.")
        return account

    def validate(self, attrs: dict[str, Any]) -> Any:
        zone = super().validate(attrs)
        chosen = Chosen(attrs.get("account"), attrs.get("kind", ""), attrs.get("severity"))
        return Asked(_period(attrs, zone, now()), chosen)


class PromisesQuestion(AttainmentQuestion):
    result = serializers.ChoiceField(choices=list(RESULTS), required=False)

    def validate(self, attrs: dict[str, Any]) -> Any:
        return super().validate(attrs), attrs.get("result", "")


def _period(asked: dict[str, Any], zone: ZoneInfo, at: datetime) -> Period:
    start, end, written = asked.get("from"), asked.get("until"), asked.get("period")
    if written and (start or end):
        raise ValidationError({"period": ["Give a period, or from and until, not both."]})
    if end and not start:
        raise ValidationError({"from": ["Say from when too."]})
    if start and start >= (end or at):
        raise ValidationError({"until": ["The end is not after the start."]})
    try:
        if start:
            return bounded(of_instants(start, end or at, zone))
        return bounded(parse(written, zone)) if written else month_of(at, zone)
    except ValueError as error:
        raise ValidationError({"from" if start else "period": [str(error)]}) from None
