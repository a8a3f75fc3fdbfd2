"""`/templates/`: the staff's reply templates, and how a case fills them in."""

from http import HTTPStatus
from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from hostops.accounts.roles import require
from hostops.api.fields import Instant
from hostops.api.keyset import Ordering
from hostops.api.resources import ActionView, VisibleView, VisibleViewSet, pointing_at
from tickets.actions import template_create
from tickets.actions.templating import WRITE
from tickets.api.addressed import OfCase
from tickets.api.taken.words import WriteTemplate
from tickets.filling import filled
from tickets.models import Case, ReplyTemplate


class TemplateShown(serializers.Serializer[ReplyTemplate]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    body = serializers.CharField()
    changed_by = serializers.CharField(source="changed_by.username")
    changed_at = Instant()
    retired_at = Instant(allow_null=True)


class FilledShown(serializers.Serializer[ReplyTemplate]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    body = serializers.SerializerMethodField(help_text="With what the case says for each field.")

    def get_body(self, template: ReplyTemplate) -> str:
        return filled(template.body, self.context["case"], self.context["request"].user)


class _Templates(VisibleView):
    model = ReplyTemplate

    def related(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.select_related("changed_by")


class TemplateViewSet(_Templates, VisibleViewSet):
    serializer_class = TemplateShown
    orderings = {"id": Ordering.by("id"), "name": Ordering.by("name")}
    takes = WriteTemplate

    def get_queryset(self) -> QuerySet[ReplyTemplate]:
        return super().get_queryset().filter(retired_at=None)

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """The reply templates in use. Customers see none."""
        return super().list(request, *args, **kwargs)

    def taken(self, request: Request) -> BaseSerializer[Any]:
        require(request.user, WRITE)
        return super().taken(request)

    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Write one. A field that no case can fill in is 400."""
        body = self.taken(request)
        with pointing_at(body):
            template = template_create(actor=request.user, **body.validated_data)
        return self.shown(template, HTTPStatus.CREATED)


class TemplateStep(_Templates, ActionView):
    serializer_class = TemplateShown
    named = "template"


class CaseTemplateViewSet(OfCase, _Templates, VisibleViewSet):
    serializer_class = FilledShown
    orderings = {"id": Ordering.by("id"), "name": Ordering.by("name")}
    default_ordering = "name"

    def get_queryset(self) -> QuerySet[ReplyTemplate]:
        return super().get_queryset().filter(retired_at=None)

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """The reply templates as the case fills them in, to begin a message with. Customers see none."""
        named = ("account", "server", "reporter")
        cases = Case.objects.visible_to(request.user).select_related(*named)
        self.about = self.case_in(cases)
        return super().list(request, *args, **kwargs)

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "case": getattr(self, "about", None)}
