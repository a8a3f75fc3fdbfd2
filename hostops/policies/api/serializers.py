"""Policies and the contracts they bind, as data."""

from collections.abc import Mapping
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from hostops.accounts.models import Contract
from hostops.accounts.roles import Role
from hostops.api.fields import Instant
from hostops.lib.now import now
from hostops.policies.models import Policy, PolicyVersion


class PolicySerializer(serializers.ModelSerializer[Policy]):
    id = serializers.CharField(source="slug")

    class Meta:
        model = Policy
        fields = ("id", "title", "provider")


class VersionSerializer(serializers.ModelSerializer[PolicyVersion]):
    version = serializers.IntegerField(source="number")
    published_at = Instant()

    class Meta:
        model = PolicyVersion
        fields = ("version", "published_at", "sha256")


class RuleSerializer(serializers.Serializer[Any]):
    """`path` is the rule's place in `document`."""

    clause = serializers.CharField()
    path = serializers.CharField()
    words = serializers.CharField()
    house_rules = serializers.ListField(
        child=serializers.CharField(), help_text="Its values that the provider decided where the documents say nothing."
    )
    note = serializers.CharField(allow_null=True)
    values = serializers.DictField(help_text="The rule as data.")


class ClauseSerializer(serializers.Serializer[Any]):
    id = serializers.CharField()
    title = serializers.CharField()
    text = serializers.CharField(help_text="What is promised.")
    portal = serializers.CharField(help_text="What the portal does about it.")
    house_rule = serializers.CharField(allow_null=True)


class OpeningSerializer(serializers.Serializer[Any]):
    """What the policy's own values leave open, although everything in it is kept."""

    clauses = serializers.ListField(child=serializers.CharField())
    words = serializers.CharField(help_text="What is left open.")
    mend = serializers.CharField(help_text="What would close it.")


class PolicyDetailSerializer(PolicySerializer):
    """One version of a policy: its clauses in words, its rules in words, and all of it as data in `document`."""

    version = serializers.IntegerField(source="shown.number")
    published_at = Instant(source="shown.published_at")
    versions = VersionSerializer(many=True, source="visible_versions")
    clauses = ClauseSerializer(many=True, source="shown.parsed.clauses")
    rules = RuleSerializer(many=True)
    left_open = OpeningSerializer(many=True)
    document = serializers.SerializerMethodField()

    class Meta(PolicySerializer.Meta):
        fields = (  # type: ignore[assignment]
            *PolicySerializer.Meta.fields,
            "version",
            "published_at",
            "versions",
            "clauses",
            "rules",
            "left_open",
            "document",
        )

    @extend_schema_field(OpenApiTypes.OBJECT)
    def get_document(self, policy: Any) -> Mapping[str, Any]:
        document: Mapping[str, Any] = policy.shown.document
        return document


class BoundPolicySerializer(serializers.Serializer[Any]):
    id = serializers.CharField(source="policy.slug")
    version = serializers.IntegerField(source="number")


class ContractSerializer(serializers.ModelSerializer[Contract]):
    """`fee` and `currency` are for the account holder and managers, null to others; `policy` is what binds now."""

    account = serializers.CharField(source="account.slug")
    starts_at = Instant(allow_null=True)
    policy = serializers.SerializerMethodField()
    fee = serializers.SerializerMethodField()
    currency = serializers.SerializerMethodField()

    class Meta:
        model = Contract
        fields = ("reference", "title", "account", "starts_at", "paid_through", "ends_on", "policy", "fee", "currency")

    @extend_schema_field(BoundPolicySerializer(allow_null=True))
    def get_policy(self, contract: Contract) -> Mapping[str, Any] | None:
        """By the rule of `policies.binding.bound`, over the bindings that the list has loaded."""
        bindings = sorted(contract.bindings.all(), key=lambda binding: binding.binds_from)
        begun = [binding for binding in bindings if binding.binds_from <= now()]
        chosen = begun[-1:] or bindings[:1]
        return BoundPolicySerializer(chosen[0].version).data if chosen else None

    def get_fee(self, contract: Contract) -> str | None:
        return f"{contract.fee:f}" if self._fees_seen() else None

    def get_currency(self, contract: Contract) -> str | None:
        return contract.currency if self._fees_seen() else None

    def _fees_seen(self) -> bool:
        return self.context["request"].user.role in (Role.ACCOUNT_HOLDER, Role.MANAGER)
