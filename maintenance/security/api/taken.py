"""What the steps of a security response take."""

from typing import Any

from rest_framework import serializers

from hostops.accounts.models import Person
from hostops.api.fields import Instant
from hostops.api.serializers import StrictSerializer
from maintenance.api.fields import DowntimeField, ScopeField
from maintenance.api.named import AccountName
from maintenance.scope import Scope, servers_of
from maintenance.security.actions.change import MOST_SERVERS, NAME_LONGEST
from maintenance.security.actions.telling import HOW_LONGEST
from maintenance.security.api.fields import AdvisoryName, CodeNumber
from maintenance.security.models import SecurityResponse


def servers_meant(scope: Scope) -> list[Any]:
    """The servers of a scope, one more than a response may have at most: so that the action tells."""
    return list(servers_of(scope).select_related("account").order_by("id")[: MOST_SERVERS + 1])


class _Scoped(StrictSerializer):
    """`scope` becomes the `servers` that it means."""

    def validate(self, attrs: dict[str, Any]) -> Any:
        if "scope" in attrs:
            attrs["servers"] = servers_meant(attrs.pop("scope"))
        return attrs


class OpenResponse(_Scoped):
    """What is at risk, and on what: servers by a scope, or a customer's own code."""

    kind = serializers.ChoiceField(choices=SecurityResponse.Kind.choices)
    title = serializers.CharField(max_length=NAME_LONGEST)
    risk = serializers.CharField(help_text="For customers to read.")
    scope = ScopeField(required=False, help_text="Which servers; an account comes in with its servers alone.")
    code = CodeNumber(required=False, help_text="`CC-3`, in place of servers.")
    advisory = AdvisoryName(required=False, help_text="Its identifier, of those that were read.")
    effect = serializers.CharField(
        required=False, allow_blank=True, help_text="How performance suffers; the accounts are told at once."
    )
    acted_reason = serializers.CharField(
        required=False, help_text="Action came first, for this reason of the policy: `zero_day`."
    )
    action = serializers.CharField(required=False, help_text="What was done first.")
    acted_at = Instant(required=False, help_text="When; now unless it is given.")


class WidenResponse(_Scoped):
    """Which servers it touches too."""

    scope = ScopeField()


class ActFirst(StrictSerializer):
    """What was done before anybody was told, and which reason of the policy allowed it."""

    acted_reason = serializers.CharField(help_text="A name of the policy's, such as `zero_day`.")
    action = serializers.CharField()
    acted_at = Instant(required=False, help_text="Now unless it is given.")


class Notify(StrictSerializer):
    """The words; without them the risk, what was done and how performance suffers."""

    words = serializers.CharField(required=False, allow_blank=True)
    effect = serializers.CharField(
        required=False, allow_blank=True, help_text="How performance suffers now; empty: it does not."
    )


class TellOtherwise(StrictSerializer):
    """Whom, how and when."""

    account = AccountName()
    how = serializers.CharField(max_length=HOW_LONGEST, help_text="By telephone, to whom.")
    told_at = Instant(required=False, help_text="Now unless it is given.")


class CloseResponse(StrictSerializer):
    """How the risk was closed."""

    outcome = serializers.CharField()


class WithReason(StrictSerializer):
    """Why."""

    reason = serializers.CharField()


class RecordLabour(StrictSerializer):
    """Who worked on it, from when, how long, at what."""

    worked_at = Instant(help_text="When the work began.")
    time = DowntimeField(help_text="`PT1H30M`: what was worked.")
    description = serializers.CharField(help_text="For the account to read.")
    worked_by = serializers.SlugRelatedField[Person](
        slug_field="username",
        queryset=Person.objects.none(),
        required=False,
        help_text="The caller unless it is given.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["worked_by"].queryset = Person.objects.filter(account=None, is_active=True)
