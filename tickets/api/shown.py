"""A case as the REST face shows it: in a list, and alone with all that belongs to it."""

from functools import cached_property
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from hostops.api.fields import Instant
from hostops.clocks.api.serializers import ClockSerializer
from hostops.lib.references import reference
from tickets.api.fields import NoneIfEmpty
from tickets.api.standing import Standing
from tickets.models import Case, Channel, Contact
from tickets.onduty import absence_of_assignee
from tickets.querysets import PREFIX
from tickets.states import Coverage, State


class CaseRow(serializers.Serializer[Case]):
    """A case in a list: without its texts and its clocks, of which `next_due` is the earliest."""

    number = serializers.CharField()
    account = serializers.CharField(source="account.slug")
    server = serializers.CharField(source="server.hostname", allow_null=True, default=None)
    software = serializers.CharField(source="software.name", allow_null=True, default=None)
    software_version = serializers.CharField(help_text="The version that runs; empty where nobody said it.")
    subject = serializers.CharField(source="title")
    channel = serializers.ChoiceField(choices=Channel.choices)
    reporter = serializers.CharField(source="reporter.username")
    reporter_name = serializers.CharField(source="reporter.display_name")
    assignee = serializers.CharField(source="assignee.username", allow_null=True, default=None)
    assignee_name = serializers.CharField(source="assignee.display_name", allow_null=True, default=None)
    requested_severity = serializers.IntegerField(allow_null=True)
    severity = serializers.IntegerField(allow_null=True, help_text="The level that the clocks run at.")
    severity_verified = serializers.BooleanField(help_text="An engineer has set or confirmed it (itpdx:4b).")
    security = serializers.BooleanField(help_text="A security response: second in the queue (itpdx:5i).")
    state = serializers.ChoiceField(choices=[state.value for state in State])
    outcome = NoneIfEmpty(help_text="How an ended case ended: solved, workaround, unresolvable or withdrawn.")
    coverage = serializers.ChoiceField(choices=[coverage.value for coverage in Coverage])
    unregistered = serializers.BooleanField(help_text="The server was not registered before the incident (itpdx:3d).")
    over_cap = serializers.BooleanField(help_text="Took a place over the contract's cap (itpdx:4g).")
    received_at = Instant(help_text="When the provider received it.")
    filed_at = Instant(help_text="When it was written down here.")
    first_response_at = Instant(allow_null=True)
    resolved_at = Instant(allow_null=True)
    closed_at = Instant(allow_null=True)
    next_due = Instant(allow_null=True, help_text="The earliest instant at which somebody owes something on the case.")
    tags = serializers.SerializerMethodField(help_text="The staff's own words; to customers always empty.")

    def get_tags(self, case: Case) -> list[str]:
        """A case that was filed a moment ago is not read again, and has none."""
        staff = self.context["request"].user.is_staff_member
        return list(getattr(case, "tag_names", ())) if staff else []


class AdviceShown(serializers.Serializer[Any]):
    """That a higher release mends the problem, and who was told so when (itpdx:2c)."""

    id = serializers.IntegerField()
    fixed_version = serializers.CharField()
    told = serializers.CharField()
    told_at = Instant()
    recorded_by = serializers.CharField(source="recorded_by.display_name")


class ContactShown(serializers.Serializer[Any]):
    """A telephone call or mail about the case (itpdx:4a)."""

    id = serializers.IntegerField()
    channel = serializers.ChoiceField(choices=Contact.Channel.choices)
    at = Instant()
    caller_name = serializers.CharField()
    caller_address = serializers.CharField()
    answered = serializers.BooleanField(help_text="Answered in substance, so it was a response.")
    note = serializers.SerializerMethodField(help_text="Staff's own note, which staff alone see.")
    logged_by = serializers.CharField(source="logged_by.display_name")
    logged_at = Instant()

    def get_note(self, contact: Contact) -> str | None:
        return contact.note if self.context["request"].user.is_staff_member else None


class AwayShown(serializers.Serializer[Any]):
    """Whoever has the case is out of office; alerts go to the deputy too."""

    until = Instant(source="ends_at")
    deputy = serializers.CharField(source="deputy.username", allow_null=True, default=None)
    deputy_name = serializers.CharField(source="deputy.display_name", allow_null=True, default=None)


class WhomToContact(serializers.Serializer[dict[str, str]]):
    phone = serializers.CharField()
    email = serializers.EmailField()


class CaseShown(CaseRow):
    """A case with its texts, its clocks, what it waits for, and what the caller may do with it."""

    description = serializers.CharField()
    checked_locally = serializers.CharField()
    received_reason = serializers.CharField()
    contract = serializers.CharField(source="contract.reference", allow_null=True, default=None)
    coverage_clause = NoneIfEmpty()
    coverage_reason = NoneIfEmpty()
    contacted_at = Instant(allow_null=True)
    held_at = Instant(allow_null=True)
    admitted_at = Instant(allow_null=True)
    reopened_at = Instant(allow_null=True)
    updated_at = Instant()
    merged_into = serializers.SerializerMethodField(help_text="The case in which this one goes on, if it was merged.")
    version = serializers.IntegerField(help_text="Grows with every change; the ETag is made of it.")
    clocks = serializers.SerializerMethodField()
    contacts = serializers.SerializerMethodField()
    advice = serializers.SerializerMethodField()
    place_in_line = serializers.SerializerMethodField(
        help_text="Of a held case: 1 is the next to be taken in (itpdx:4g)."
    )
    waits_for = serializers.SerializerMethodField(
        help_text="What the response clock waits for, while it does not count."
    )
    contact = serializers.SerializerMethodField(
        help_text="Whom to call or write to, so that the response time counts (itpdx:4h)."
    )
    possible = serializers.SerializerMethodField(
        help_text="The steps that the state allows and the caller's role includes."
    )

    assignee_away = serializers.SerializerMethodField(
        help_text="To staff: until when whoever has the case is out of office, and who stands in."
    )

    @extend_schema_field(AwayShown(allow_null=True))
    def get_assignee_away(self, case: Case) -> Any:
        away = absence_of_assignee(case, self.context["request"].user)
        return AwayShown(away).data if away else None

    def get_merged_into(self, case: Case) -> str | None:
        key = getattr(case, "goes_on_in", None)
        return reference(PREFIX, key) if key else None

    @extend_schema_field(ClockSerializer(many=True))
    def get_clocks(self, case: Case) -> Any:
        return ClockSerializer(self._standing.clocks, many=True, context=self.context).data

    @extend_schema_field(ContactShown(many=True))
    def get_contacts(self, case: Case) -> Any:
        return ContactShown(self._standing.contacts, many=True, context=self.context).data

    @extend_schema_field(AdviceShown(many=True))
    def get_advice(self, case: Case) -> Any:
        return AdviceShown(self._standing.advice, many=True).data

    def get_place_in_line(self, case: Case) -> int | None:
        return self._standing.place_in_line

    def get_waits_for(self, case: Case) -> str | None:
        return self._standing.waits_for or None

    @extend_schema_field(WhomToContact(allow_null=True))
    def get_contact(self, case: Case) -> dict[str, str] | None:
        return self._standing.contact

    def get_possible(self, case: Case) -> list[str]:
        return self._standing.possible

    @cached_property
    def _standing(self) -> Standing:
        case: Any = self.instance
        return Standing(case, self.context["request"].user)
