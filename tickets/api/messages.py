"""`/cases/{number}/messages/`: the conversation, as far as its reader may see it."""

from http import HTTPStatus
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hostops.api.fields import Instant
from hostops.api.keyset import Ordering
from hostops.api.resources import VisibleViewSet, pointing_at
from hostops.lib.text import as_html
from tickets.actions import message_add
from tickets.api.addressed import OfCase
from tickets.api.fields import NoneIfEmpty
from tickets.api.files import TakesFiles
from tickets.api.quoted import reply_text
from tickets.api.taken.words import Say
from tickets.models import Attachment, Channel, Message, Visibility


class AttachmentShown(serializers.Serializer[Attachment]):
    id = serializers.IntegerField()
    filename = serializers.CharField()
    mime_type = serializers.CharField(
        help_text="By the name of the file; it is handed out as a download whatever it is."
    )
    size = serializers.IntegerField()
    sha256 = serializers.CharField()
    url = serializers.SerializerMethodField()

    def get_url(self, attachment: Attachment) -> str:
        number = self.context["case"].number
        address = reverse("api-attachment", kwargs={"number": number, "pk": attachment.pk})
        return str(self.context["request"].build_absolute_uri(address))


class MessageShown(serializers.Serializer[Message]):
    id = serializers.IntegerField()
    from_name = serializers.CharField()
    from_email = serializers.CharField()
    channel = serializers.ChoiceField(choices=Channel.choices)
    visibility = serializers.ChoiceField(choices=Visibility.choices)
    purpose = NoneIfEmpty(help_text="question, workaround, resolution, merge, automatic; null for a plain message.")
    sent_at = Instant()
    body_text = serializers.CharField(source="body")
    body_html = serializers.SerializerMethodField(
        help_text="The text, escaped, with its lines and links. Nothing of it runs."
    )
    reply_text = serializers.SerializerMethodField(help_text="Of a mail, its new words without what it quotes.")
    message_id = NoneIfEmpty(help_text="Of a mail, its Message-ID.")
    attachments = AttachmentShown(many=True)

    def get_body_html(self, message: Message) -> str:
        return as_html(message.body)

    def get_reply_text(self, message: Message) -> str:
        return reply_text(message.body) if message.channel == Channel.EMAIL else message.body


class MessageViewSet(TakesFiles, OfCase, VisibleViewSet):
    model = Message
    serializer_class = MessageShown
    takes = Say
    orderings = {"id": Ordering.by("id")}
    changes_object = True

    def get_queryset(self) -> QuerySet[Message]:
        return super().get_queryset().filter(case=self.case_id).prefetch_related("attachments")

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """What was said, the oldest first. Customers do not see internal notes."""
        self.about = self.case()
        return super().list(request, *args, **kwargs)

    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Say something. A staff member's first public message stops the response clock; a customer's
        answer to a question ends the waiting. `If-Match` is about the case."""
        self.about = self.case()
        body = self.taken(request)
        asked = self.version_asked(request, self.about)
        with pointing_at(body):
            message = message_add(
                actor=request.user, case=self.about, channel=Channel.API, **body.validated_data, **asked
            )
        return self.shown(message, HTTPStatus.CREATED)

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "case": getattr(self, "about", None)}
