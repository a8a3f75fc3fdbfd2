"""What the calls of the window desk take."""

from typing import Any

from rest_framework import serializers

from hostops.accounts.models import Account
from hostops.api.fields import Instant
from hostops.api.serializers import StrictSerializer
from hostops.subjects.models import Subject
from maintenance.actions.downed import Down
from maintenance.api.fields import DowntimeField, ScopeField
from maintenance.api.named import AccountName, server_in
from maintenance.links import RELATIONS
from maintenance.models import Consultation, ToldOtherwise, Window
from maintenance.states import Answer, Decision, Impact, Kind

_TEXT: dict[str, Any] = {"required": False, "allow_blank": True}
_TITLE: int = Window._meta.get_field("title").max_length or 0
_WHO: int = Consultation._meta.get_field("spoken_with").max_length or 0
_TOLD: int = ToldOtherwise._meta.get_field("who").max_length or 0
_ZONE: int = Window._meta.get_field("timezone").max_length or 0


def _words(choices: Any) -> list[str]:
    return [choice.value for choice in choices]


class ChangeWindow(StrictSerializer):
    """Any of what a window has; what is not sent stays as it is."""

    kind = serializers.ChoiceField(choices=_words(Kind), required=False)
    title = serializers.CharField(max_length=_TITLE, required=False)
    starts_at = Instant(required=False)
    ends_at = Instant(required=False)
    timezone = serializers.CharField(
        max_length=_ZONE, required=False, help_text="In which it is planned, such as Europe/Stockholm."
    )
    scope = ScopeField(required=False)
    decision = serializers.ChoiceField(choices=_words(Decision), required=False)
    effect = serializers.CharField(**_TEXT, help_text="What customers will notice, in words.")
    impact = serializers.ChoiceField(choices=_words(Impact), required=False)
    expected_downtime = DowntimeField(required=False, allow_null=True)
    justification = serializers.CharField(**_TEXT)
    advisory = serializers.CharField(**_TEXT, help_text="The vendor's recommendation: its name and address.")
    answers = serializers.DictField(
        child=serializers.CharField(allow_blank=True), required=False, help_text="To the questions of the policy."
    )
    steps = serializers.ListField(child=serializers.CharField(), required=False, max_length=200)


class CreateWindow(ChangeWindow):
    """A draft."""

    def get_fields(self) -> dict[str, Any]:
        fields: dict[str, Any] = super().get_fields()
        for name in ("kind", "title", "starts_at", "ends_at", "scope"):
            fields[name].required = True
        fields["timezone"].default, fields["timezone"].required = "UTC", False
        return fields


class CheckWindow(ChangeWindow):
    """A window that somebody thinks of: kind, times and scope; the rest may be sent too."""

    def get_fields(self) -> dict[str, Any]:
        fields: dict[str, Any] = super().get_fields()
        for name in ("kind", "starts_at", "ends_at", "scope"):
            fields[name].required = True
        fields["timezone"].default, fields["timezone"].required = "UTC", False
        fields["window"] = serializers.CharField(
            required=False, help_text="The number of the window itself, which is no clash: SW-12."
        )
        return fields


class Plan(StrictSerializer):
    """Nothing, or why it is planned in spite of what it runs into."""

    word = serializers.CharField(**_TEXT)


class Decide(StrictSerializer):
    """Whether it is used, and what customers will notice."""

    decision = serializers.ChoiceField(choices=_words(Decision))
    effect = serializers.CharField(**_TEXT)
    impact = serializers.ChoiceField(choices=_words(Impact), required=False)
    expected_downtime = DowntimeField(required=False, allow_null=True)


class DownAt(StrictSerializer):
    """A server of the window that was down, from when until when."""

    server = serializers.CharField(help_text="The hostname.")
    account = AccountName(required=False, help_text="Where several accounts have a server of this name.")
    starts_at = Instant()
    ends_at = Instant(required=False, allow_null=True, help_text="Null while it goes on.")

    def validate(self, attrs: dict[str, Any]) -> Any:
        try:
            server = server_in(self.context["request"].user, attrs["server"], attrs.get("account"))
        except serializers.ValidationError as error:
            raise serializers.ValidationError({"server": error.detail}) from None
        return Down(server, attrs["starts_at"], attrs.get("ends_at"))


class Finish(StrictSerializer):
    """What was done, and what was down: recorded as downtimes of the window."""

    done = serializers.CharField(help_text="What was done.")
    downtimes = DownAt(many=True, required=False)


class Report(StrictSerializer):
    report = serializers.CharField(help_text="What was done and what came of it, for everybody affected.")


class Decline(StrictSerializer):
    reason = serializers.CharField(help_text="Why it stays of its kind; whoever asked reads it.")


class Cancel(StrictSerializer):
    reason = serializers.CharField(
        default="Cancelled; no reason was given.", help_text="Why; whoever was told of the window reads it."
    )


class Convert(StrictSerializer):
    """What it becomes, and why. A manager's own call approves."""

    kind = serializers.ChoiceField(choices=_words(Kind))
    justification = serializers.CharField(**_TEXT)
    advisory = serializers.CharField(**_TEXT)
    answers = serializers.DictField(child=serializers.CharField(allow_blank=True), required=False)


class WithNote(StrictSerializer):
    """A note, or nothing."""

    note = serializers.CharField(**_TEXT)


class Counter(StrictSerializer):
    """Other times."""

    starts_at = Instant()
    ends_at = Instant()
    note = serializers.CharField(**_TEXT)


class Acknowledge(StrictSerializer):
    """What the caller says to the notice."""

    answer = serializers.ChoiceField(choices=_words(Answer), default=Answer.ACCEPTED.value)
    note = serializers.CharField(**_TEXT, help_text="A question needs it.")


class Tell(StrictSerializer):
    """How an account that no mail reached was told of the notice; it counts as sent to it at that instant."""

    account = AccountName(help_text="The slug of an affected account.")
    by = serializers.ChoiceField(choices=ToldOtherwise.By.choices)
    who = serializers.CharField(max_length=_TOLD, help_text="Who was told.")
    words = serializers.CharField(help_text="What was said, or what shows it.")
    at = Instant(required=False, help_text="When; now if not given.")


class Consult(StrictSerializer):
    """With whom it was talked over, and what they said."""

    account = serializers.CharField(help_text="The slug of an affected account.")
    spoken_with = serializers.CharField(max_length=_WHO)
    said = serializers.CharField()
    at = Instant(required=False, help_text="When; now if not given.")

    def validate_account(self, slug: str) -> Account:
        found: Account | None = Account.objects.visible_to(self.context["request"].user).filter(slug=slug).first()
        if found is None:
            raise serializers.ValidationError("There is no such account.")
        return found


class AddWindowLink(StrictSerializer):
    """How the window stands to a case."""

    relation = serializers.ChoiceField(choices=list(RELATIONS), default="related")
    target = serializers.CharField(help_text="The number of a case: HC-1042.")

    def validate_target(self, reference: str) -> Subject:
        seen = Subject.objects.visible_to(self.context["request"].user)
        found: Subject | None = seen.filter(kind="case", reference__iexact=reference).first()
        if found is None:
            raise serializers.ValidationError("There is no such case.")
        return found


class Tick(StrictSerializer):
    done = serializers.BooleanField(default=True)
