"""Security responses as REST shows them: to staff whole, to a customer what concerns its account."""

from typing import Any

from rest_framework import serializers

from hostops.api.fields import Instant
from maintenance.security.api.fields import person_name
from maintenance.security.models import SecurityAffected, SecurityNotice, SecurityResponse
from maintenance.security.shown import told_of


class AffectedSerializer(serializers.ModelSerializer[SecurityAffected]):
    account = serializers.CharField(source="account.slug")
    case = serializers.CharField(source="case.reference", help_text="`HC-1042`: its case in the queue.")
    told_at = serializers.SerializerMethodField(help_text="When it first had a notice that counts; null: not yet.")
    told_how = serializers.CharField(help_text="Where it was told otherwise than by mail.")

    class Meta:
        model = SecurityAffected
        fields = ("account", "case", "told_at", "told_how")

    def get_told_at(self, row: SecurityAffected) -> str | None:
        moment = told_of(row)
        return Instant().to_representation(moment) if moment else None


class NoticeSerializer(serializers.ModelSerializer[SecurityNotice]):
    given_at = Instant()
    given_by = person_name("given_by")

    class Meta:
        model = SecurityNotice
        fields = ("number", "words", "given_at", "given_by")


class ResponseSerializer(serializers.ModelSerializer[SecurityResponse]):
    number = serializers.CharField(read_only=True, help_text="`SR-7`")
    advisory = serializers.CharField(source="advisory.identifier", default=None, allow_null=True)
    code = serializers.CharField(source="code.number", default=None, allow_null=True, help_text="`CC-3`")
    servers = serializers.SerializerMethodField(help_text="As account/hostname; to a customer its own alone.")
    affected = serializers.SerializerMethodField(help_text="To a customer its own account alone.")
    notices = serializers.SerializerMethodField(help_text="What was sent, to a customer what its account was sent.")
    notice_due_at = serializers.SerializerMethodField(
        help_text="By when the notice of an action that came first is due (itpdx:5j); null: none is promised."
    )
    acted_at, notified_at = Instant(allow_null=True), Instant(allow_null=True)
    opened_at, closed_at = Instant(), Instant(allow_null=True)
    opened_by, closed_by = person_name("opened_by"), person_name("closed_by")

    class Meta:
        model = SecurityResponse
        fields = (
            "id", "number", "kind", "state", "title", "risk", "advisory", "code", "servers", "effect", "acted_at",
            "acted_reason", "action", "notice_due_at", "notified_at", "affected", "notices", "opened_by", "opened_at",
            "outcome", "closed_by", "closed_at", "version",
        )  # fmt: skip

    def get_servers(self, response: SecurityResponse) -> list[str]:
        mine = [server for server in response.servers.all() if self._knows(server.account_id)]
        return sorted(f"{server.account.slug}/{server.hostname}" for server in mine)

    def get_affected(self, response: SecurityResponse) -> list[dict[str, Any]]:
        rows = [row for row in response.affected.all() if self._knows(row.account_id)]
        return list(AffectedSerializer(rows, many=True, context=self.context).data)

    def get_notices(self, response: SecurityResponse) -> list[dict[str, Any]]:
        seen = {
            addressee.notice_id
            for row in response.affected.all()
            if self._knows(row.account_id)
            for addressee in row.addressees.all()
        }
        whole = self.context["request"].user.is_staff_member
        notices = [notice for notice in response.notices.all() if whole or notice.pk in seen]
        return list(NoticeSerializer(notices, many=True, context=self.context).data)

    def get_notice_due_at(self, response: SecurityResponse) -> str | None:
        due: Any = getattr(response, "notice_due", None)
        return Instant().to_representation(due) if due else None

    def _knows(self, account: int) -> bool:
        reader: Any = self.context["request"].user
        return bool(reader.is_staff_member or reader.account_id == account)
