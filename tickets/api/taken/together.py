"""What brings cases and people together: tags, links, merges, colleagues on copy, ratings."""

from rest_framework import serializers

from hostops.accounts.models import Person
from hostops.api.serializers import StrictSerializer
from tickets.actions.rating import COMMENT_LONGEST
from tickets.api.fields import OPTIONAL_TEXT, length_of
from tickets.api.named import case_named, person_named
from tickets.links import RELATIONS
from tickets.models import Case, Watcher
from tickets.ratings import Stars
from tickets.tags import LONGEST, MOST


class SetTags(StrictSerializer):
    """The tags that the case has from now on, all of them."""

    tags = serializers.ListField(
        child=serializers.CharField(max_length=LONGEST * 2, allow_blank=True),
        max_length=MOST * 2,
        help_text="Written one way: `Disk full` is `disk-full`. One that nobody used before is new in the catalogue.",
    )


class AddLink(StrictSerializer):
    """How the case stands to another."""

    relation = serializers.ChoiceField(
        choices=list(RELATIONS), help_text="Reads case, relation, target: HC-2 is caused_by HC-1."
    )
    target = serializers.CharField(help_text="The number of the other case.")

    def validate_target(self, number: str) -> Case:
        return case_named(number, self)


class MergeInto(StrictSerializer):
    """The case in which this one goes on."""

    target = serializers.CharField(help_text="The number of a case of the same account that has not ended.")
    body = serializers.CharField(**OPTIONAL_TEXT, help_text="What the reporter is told; words of our own if not given.")

    def validate_target(self, number: str) -> Case:
        return case_named(number, self)


class AddWatcher(StrictSerializer):
    """A person, or a bare mail address: one of the two."""

    person = serializers.CharField(required=False, allow_null=True, help_text="The username.")
    address = serializers.CharField(
        **OPTIONAL_TEXT,
        max_length=length_of(Watcher, "address"),
        help_text="A mail address at a domain that people of the account have.",
    )

    def validate_person(self, name: str | None) -> Person | None:
        return None if name is None else person_named(name, self)


class Rate(StrictSerializer):
    """How it went, in the eyes of its reporter."""

    stars = serializers.ChoiceField(choices=Stars.choices, help_text="From 1 (bad) to 5 (very good).")
    comment = serializers.CharField(**OPTIONAL_TEXT, max_length=COMMENT_LONGEST)
