"""What the steps of a case take."""

from typing import Any

from rest_framework import serializers

from hostops.accounts.models import Person
from hostops.api.fields import Instant
from hostops.api.serializers import StrictSerializer
from hostops.lib.references import number_of
from tickets.actions.rating import COMMENT_LONGEST
from tickets.api.addressed import caller
from tickets.api.fields import HIGHEST_LEVEL, FilesField
from tickets.filling import FIELDS
from tickets.links import RELATIONS
from tickets.models import Advice, Case, Contact, Visibility, Watcher
from tickets.querysets import PREFIX
from tickets.ratings import Stars
from tickets.replies import NAME_LONGEST
from tickets.states import Outcome
from tickets.tags import LONGEST, MOST

_TEXT: dict[str, Any] = {"required": False, "allow_blank": True}


def length_of(model: Any, field: str) -> int:
    """What the column holds."""
    longest: int = model._meta.get_field(field).max_length
    return longest


class Assign(StrictSerializer):
    """Who has the case from now on."""

    assignee = serializers.CharField(
        allow_null=True, help_text="The username of an engineer or a manager; null for nobody."
    )

    def validate_assignee(self, name: str | None) -> Person | None:
        if name is None:
            return None
        found: Person | None = Person.objects.visible_to(caller(self)).filter(username__iexact=name).first()
        if found is None:
            raise serializers.ValidationError("There is nobody of this name.")
        return found


class Wait(StrictSerializer):
    """What the customer is asked."""

    question = serializers.CharField()


class WithBody(StrictSerializer):
    """What the customer is told."""

    body = serializers.CharField()


class Resolve(StrictSerializer):
    """How the work ends."""

    body = serializers.CharField(**_TEXT, help_text="What was done. Staff must say it; customers may.")
    outcome = serializers.ChoiceField(choices=[outcome.value for outcome in Outcome], required=False)


class Admit(StrictSerializer):
    """Why the case need not wait in line."""

    reason = serializers.CharField(help_text="Why the case is taken in over the cap.")


class MayHaveReason(StrictSerializer):
    """A reason, or nothing."""

    reason = serializers.CharField(**_TEXT)


class Reopen(StrictSerializer):
    """A reason, or nothing."""

    reason = serializers.CharField(
        default="Reopened; no reason was given.", help_text="What is still wrong. Of a customer it is a message too."
    )


class SetSeverity(StrictSerializer):
    """The level that the clocks run at from now on, and on what ground."""

    severity = serializers.IntegerField(min_value=1, max_value=HIGHEST_LEVEL)
    reason = serializers.CharField(
        help_text="One that the policy knows: verified, core_restored, workaround, customer_unavailable, "
        "information_withheld, raised."
    )
    note = serializers.CharField(**_TEXT, help_text="The evidence, where the reason needs it.")
    override_reason = serializers.CharField(
        **_TEXT, help_text="Why the case goes over the cap of its new level (itpdx:4g)."
    )


class LogContact(StrictSerializer):
    """A telephone call or mail about the case."""

    channel = serializers.ChoiceField(choices=Contact.Channel.choices)
    at = Instant(required=False, help_text="When it was; now if not given.")
    caller_name = serializers.CharField(**_TEXT, max_length=length_of(Contact, "caller_name"))
    caller_address = serializers.CharField(
        **_TEXT, max_length=length_of(Contact, "caller_address"), help_text="Telephone number or mail address."
    )
    answered = serializers.BooleanField(required=False, help_text="Answered in substance: this was the first response.")
    note = serializers.CharField(**_TEXT, help_text="For staff alone.")


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


class Advise(StrictSerializer):
    """That a higher release mends the problem, and who was told so."""

    fixed_version = serializers.CharField(
        max_length=length_of(Advice, "fixed_version"), help_text="The release that mends the problem."
    )
    told = serializers.CharField(max_length=length_of(Advice, "told"), help_text="Who was told.")
    told_at = Instant(required=False, help_text="When; now if not given.")


class SetTags(StrictSerializer):
    """The tags that the case has from now on, all of them."""

    tags = serializers.ListField(
        child=serializers.CharField(max_length=LONGEST * 2, allow_blank=True),
        max_length=MOST * 2,
        help_text="Written one way: `Disk full` is `disk-full`. One that nobody used before is new in the catalogue.",
    )


def _case_named(number: str, serializer: Any) -> Case:
    seen = Case.objects.visible_to(caller(serializer))
    found: Case | None = seen.filter(pk=number_of(PREFIX, number) or 0).first()
    if found is None:
        raise serializers.ValidationError("There is no such case.")
    return found


class AddLink(StrictSerializer):
    """How the case stands to another."""

    relation = serializers.ChoiceField(
        choices=list(RELATIONS), help_text="Reads case, relation, target: HC-2 is caused_by HC-1."
    )
    target = serializers.CharField(help_text="The number of the other case.")

    def validate_target(self, number: str) -> Case:
        return _case_named(number, self)


class MergeInto(StrictSerializer):
    """The case in which this one goes on."""

    target = serializers.CharField(help_text="The number of a case of the same account that has not ended.")
    body = serializers.CharField(**_TEXT, help_text="What the reporter is told; words of our own if not given.")

    def validate_target(self, number: str) -> Case:
        return _case_named(number, self)


class AddWatcher(StrictSerializer):
    """A person, or a bare mail address: one of the two."""

    person = serializers.CharField(required=False, allow_null=True, help_text="The username.")
    address = serializers.CharField(
        **_TEXT,
        max_length=length_of(Watcher, "address"),
        help_text="A mail address at a domain that people of the account have.",
    )

    def validate_person(self, name: str | None) -> Person | None:
        if name is None:
            return None
        found: Person | None = Person.objects.visible_to(caller(self)).filter(username__iexact=name).first()
        if found is None:
            raise serializers.ValidationError("There is nobody of this name.")
        return found


class Rate(StrictSerializer):
    """How it went, in the eyes of its reporter."""

    stars = serializers.ChoiceField(choices=Stars.choices, help_text="From 1 (bad) to 5 (very good).")
    comment = serializers.CharField(**_TEXT, max_length=COMMENT_LONGEST)


class WriteTemplate(StrictSerializer):
    """A reply template."""

    name = serializers.CharField(max_length=NAME_LONGEST)
    body = serializers.CharField(help_text=f"With fields in double braces: {', '.join(FIELDS)}.")


class Say(StrictSerializer):
    """A message, or a note of staff for staff."""

    body = serializers.CharField()
    visibility = serializers.ChoiceField(
        choices=Visibility.choices, required=False, help_text="internal is for staff alone."
    )
    attachments = FilesField(required=False, help_text="Files; in a form, parts of this name.")
