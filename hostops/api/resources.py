"""Lists, objects and actions: what a room's `api.py` is made of.

    class CaseViewSet(VisibleViewSet):
        model, serializer_class, filterset_class = Case, CaseSerializer, CaseFilters
        orderings = {"queue": Ordering.by("queue_rank", "queue_due")}
        def related(self, queryset): return queryset.select_related("account", "server")

    class CaseWait(ActionView):
        model, serializer_class = Case, CaseSerializer
        takes, calls = WaitSerializer, staticmethod(case_wait)

    path("cases/<int:number>/resume/", CaseAction.as_view(takes=Reason, calls=case_resume))

All of it starts from what the caller may see: a foreign object answers as one that does not exist.
"""

import inspect
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any, ClassVar

from django.db import transaction
from django.db.models import Model, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from rest_framework.exceptions import MethodNotAllowed
from rest_framework.generics import GenericAPIView
from rest_framework.mixins import ListModelMixin
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer, Serializer
from rest_framework.viewsets import ViewSetMixin

from hostops.api import etags
from hostops.api.keyset import Ordering
from hostops.api.views import ApiView
from hostops.lib.errors import BadField


class VisibleView(ApiView, GenericAPIView[Any]):
    """Objects of one model, as far as the caller may see them."""

    model: ClassVar[type[Model]]
    # A POST's body; None takes nothing (and refuses no empty object).
    takes: ClassVar[type[Serializer[Any]] | None] = None

    def get_queryset(self) -> QuerySet[Any]:
        everything: Any = self.model._default_manager
        return self.related(everything.visible_to(self.request.user))

    def related(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Join and prefetch what the serializer reads, so that a list costs as many queries as one object."""
        return queryset

    def get_object(self) -> Any:
        """The object of the address, visible to the caller, or 404. Filters are for lists alone."""
        name = self.lookup_url_kwarg or self.lookup_field
        return get_object_or_404(self.get_queryset(), **{self.lookup_field: self.kwargs[name]})

    def taken(self, request: Request) -> BaseSerializer[Any]:
        """The body, valid; 400 with a pointer to each fault."""
        serializer = (self.takes or Serializer)(data=request.data, context=self.get_serializer_context())
        serializer.is_valid(raise_exception=True)
        return serializer

    def shown(self, thing: Any, status: int = HTTPStatus.OK, **headers: str) -> Response:
        """One object, with its ETag: its version, or for what counts no versions its content."""
        data = self.get_serializer(thing).data
        tag = etags.tag_of(thing) or _content_tag(data)
        return Response(data, status=status, headers={"ETag": tag, **headers})

    def seen_again(self, thing: Model) -> Any:
        """The object after an action, loaded as lists and details load it."""
        return self.get_queryset().get(pk=thing.pk)


class VisibleViewSet(ViewSetMixin, ListModelMixin, VisibleView):
    """`GET` of the list and of one object; with `creates`, a `POST` to the list too.

    `orderings` names the orders a list may have, the first by default. `creates` is an action
    (keyword-only, `actor` first) that is given what `takes` validated, and returns the object.
    """

    orderings: ClassVar[Mapping[str, Ordering]] = {"id": Ordering.by("id")}
    creates: ClassVar[Callable[..., Any] | None] = None

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """A state that the client already has is not sent again (304).

        Only by content: what counts versions may show instants that pass without a new version.
        """
        thing = self.get_object()
        answer = self.shown(thing)
        if etags.tag_of(thing) is None and etags.is_known(request, answer.headers["ETag"]):
            return Response(status=HTTPStatus.NOT_MODIFIED, headers={"ETag": answer.headers["ETag"]})
        return answer

    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        create = self.creates
        if create is None:
            raise MethodNotAllowed(str(request.method))
        body = self.taken(request)
        with pointing_at(body):
            thing = create(actor=request.user, **body.validated_data)
        return self.shown(self.seen_again(thing), HTTPStatus.CREATED, Location=self.address_of(thing))

    def address_of(self, thing: Any) -> str:
        """Where the new object is: below the list, by its lookup field."""
        return self.request.build_absolute_uri(f"{self.request.path}{getattr(thing, self.lookup_field)}/")


def both(name: str, key: str, viewset: type[VisibleViewSet]) -> list[URLPattern]:
    """A viewset's addresses: `both("accounts", "slug:slug", AccountViewSet)` is /accounts/ and /accounts/{slug}/."""
    collection: Any = {"get": "list"} | ({"post": "create"} if viewset.creates else {})
    return [
        path(f"{name}/", viewset.as_view(collection), name=f"api-{name}"),
        path(f"{name}/<{key}>/", viewset.as_view({"get": "retrieve"}), name=f"api-{name}-one"),
    ]


class ActionView(VisibleView):
    """`POST`: one action on one object, and the object as it is afterwards.

    `calls` is the action, keyword-only: the actor, the object under `named` (its model's name by
    default), then what `takes` validated. `If-Match` reaches an action that takes `if_version` as
    that; for any other the object is locked and compared in the action's own transaction.
    """

    calls: ClassVar[Callable[..., Any] | None] = None
    named: ClassVar[str] = ""
    changes_object: ClassVar[bool] = True
    # What a GET of the object shows, for its ETag, where this view shows something else.
    tagged_by: ClassVar[type[BaseSerializer[Any]] | None] = None
    status_code: ClassVar[int] = HTTPStatus.OK

    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        thing = self.get_object()
        body = self.taken(request)
        with transaction.atomic(), pointing_at(body):
            result = self.act(thing, {**body.validated_data, **self.expected(request, thing)})
        return self.answer(thing, result)

    def answer(self, thing: Any, result: Any) -> Response:
        """The object afterwards; override to show what the action made."""
        return self.shown(self.seen_again(thing), self.status_code)

    def act(self, thing: Any, values: dict[str, Any]) -> Any:
        if self.calls is None:
            raise NotImplementedError(f"{type(self).__name__} names no action")
        name = self.named or self.model._meta.model_name or ""
        return self.calls(actor=self.request.user, **{name: thing}, **values)

    def expected(self, request: Request, thing: Any) -> dict[str, int]:
        """What `If-Match` asks of the action; nothing where it is not sent or is known to hold."""
        if request.headers.get("If-Match") is None:
            return {}
        if self.calls is not None and "if_version" in inspect.signature(self.calls).parameters:
            return {"if_version": thing.version} if etags.require_match(request, etags.tag_of(thing)) else {}
        self.model._default_manager.select_for_update().get(pk=thing.pk)
        etags.require_match(request, self.current_tag(self.seen_again(thing)))
        return {}

    def current_tag(self, thing: Any) -> str:
        shows = self.tagged_by or self.get_serializer_class()
        return etags.tag_of(thing) or _content_tag(shows(thing, context=self.get_serializer_context()).data)


def _content_tag(data: Any) -> str:
    return etags.content_tag(JSONRenderer().render(data))


@contextmanager
def pointing_at(body: BaseSerializer[Any]) -> Iterator[None]:
    """Errors of an action's arguments, at the fields they came from (`title` was sent as `subject`)."""
    try:
        yield
    except BadField as error:
        sent: Any = getattr(body, "fields", {})
        names = {field.source: name for name, field in sent.items()}
        raise BadField({names.get(name, name): detail for name, detail in error.errors.items()}) from error
