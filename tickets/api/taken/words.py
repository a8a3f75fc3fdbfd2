"""What is said: messages, notes, and the templates of them."""

from rest_framework import serializers

from hostops.api.serializers import StrictSerializer
from tickets.api.fields import FilesField
from tickets.filling import FIELDS
from tickets.models import Visibility
from tickets.replies import NAME_LONGEST


class Say(StrictSerializer):
    """A message, or a note of staff for staff."""

    body = serializers.CharField()
    visibility = serializers.ChoiceField(
        choices=Visibility.choices, required=False, help_text="internal is for staff alone."
    )
    attachments = FilesField(required=False, help_text="Files; in a form, parts of this name.")


class WriteTemplate(StrictSerializer):
    """A reply template."""

    name = serializers.CharField(max_length=NAME_LONGEST)
    body = serializers.CharField(help_text=f"With fields in double braces: {', '.join(FIELDS)}.")
