"""What is put on record: calls, decisions on coverage, advice."""

from rest_framework import serializers

from hostops.api.fields import Instant
from hostops.api.serializers import StrictSerializer
from tickets.api.addressed import caller
from tickets.api.fields import OPTIONAL_TEXT, length_of
from tickets.models import Advice, Case, Contact


class LogContact(StrictSerializer):
    """A telephone call or mail about the case."""

    channel = serializers.ChoiceField(choices=Contact.Channel.choices)
    at = Instant(required=False, help_text="When it was; now if not given.")
    caller_name = serializers.CharField(**OPTIONAL_TEXT, max_length=length_of(Contact, "caller_name"))
    caller_address = serializers.CharField(
        **OPTIONAL_TEXT, max_length=length_of(Contact, "caller_address"), help_text="Telephone number or mail address."
    )
    answered = serializers.BooleanField(required=False, help_text="Answered in substance: this was the first response.")
    note = serializers.CharField(**OPTIONAL_TEXT, help_text="For staff alone.")


class DecideCoverage(StrictSerializer):
    """Whether the case is covered, and on what ground of the policy."""

    decision = serializers.CharField(
        help_text="covered, consulting, withheld or curtailed, as far as the policy knows them."
    )
    clause = serializers.CharField(help_text="The clause that it rests on, such as itpdx:3d.")
    reason = serializers.CharField()
    advice = serializers.IntegerField(
        required=False,
        allow_null=True,
        min_value=1,
        max_value=2**63 - 1,
        help_text="The id of the advice on an earlier case.",
    )

    def validate_advice(self, key: int | None) -> Advice | None:
        if key is None:
            return None
        found: Advice | None = Advice.objects.visible_to(caller(self)).select_related("case").filter(pk=key).first()
        if found is None:
            raise serializers.ValidationError("There is no such advice.")
        return found


class NoteVersion(StrictSerializer):
    """Which version of its software runs where the problem is."""

    software_version = serializers.CharField(max_length=length_of(Case, "software_version"))


class Advise(StrictSerializer):
    """That a higher release mends the problem, and who was told so."""

    fixed_version = serializers.CharField(
        max_length=length_of(Advice, "fixed_version"), help_text="The release that mends the problem."
    )
    told = serializers.CharField(max_length=length_of(Advice, "told"), help_text="Who was told.")
    told_at = Instant(required=False, help_text="When; now if not given.")
