"""Entries of the journal as REST gives them."""

import re
from typing import Any, ClassVar

from rest_framework import serializers

from hostops.api.fields import Instant
from hostops.journal.models import Entry

_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+00:00")


def plain_with_z(value: Any) -> Any:
    """A value of an entry; the journal keeps instants as text with `+00:00`."""
    return f"{value[:-6]}Z" if isinstance(value, str) and _INSTANT.fullmatch(value) else value


class JournalChange(serializers.Serializer[Entry]):
    """A room overrides `to_representation` where not all of it is for every reader."""

    before = serializers.DictField(help_text="The fields that changed, as they were.")
    after = serializers.DictField(help_text="As they became.")

    def to_representation(self, instance: Entry) -> dict[str, Any]:
        sides = {"before": instance.before, "after": instance.after}
        return {side: {name: plain_with_z(value) for name, value in of.items()} for side, of in sides.items()}


class JournalEntry(serializers.Serializer[Entry]):
    """`change` shows what changed."""

    id = serializers.IntegerField()
    when = Instant(source="at")
    who = serializers.CharField(
        source="actor_name", help_text="As they were called then; Hostops for the portal itself."
    )
    verb = serializers.CharField(help_text="What was done, dotted: room, thing, deed.")
    reason = serializers.CharField()

    change: ClassVar[type[JournalChange]] = JournalChange

    def get_fields(self) -> dict[str, Any]:
        # "data" is what a serializer calls its own result, so a class body cannot give it
        return {**super().get_fields(), "data": self.change(source="*")}
