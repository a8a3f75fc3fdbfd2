from typing import Any

from django.urls import path

from hostops.api.resources import both
from tickets import actions
from tickets.api.assigning import AssignCases
from tickets.api.attachments import AttachmentFile
from tickets.api.cases import CaseViewSet
from tickets.api.drafts import DraftDiscard, DraftViewSet
from tickets.api.entitlement import EntitlementView
from tickets.api.journal import JournalViewSet
from tickets.api.links import LinkRemove, Links
from tickets.api.messages import MessageViewSet
from tickets.api.ratings import CaseRatingViewSet, RatingViewSet
from tickets.api.saved_views import SavedViewDrop, SavedViewViewSet
from tickets.api.similar import SimilarCases
from tickets.api.steps import STEPS, Step
from tickets.api.tags import TagViewSet
from tickets.api.taken.words import WriteTemplate
from tickets.api.templates import CaseTemplateViewSet, TemplateStep, TemplateViewSet
from tickets.api.watchers import WatcherRemove, WatcherViewSet

_LIST: Any = {"get": "list"}
_LIST_AND_ADD: Any = {"get": "list", "post": "create"}

urlpatterns = [
    path("drafts/", DraftViewSet.as_view({"get": "list", "post": "create"}), name="api-drafts"),
    path("drafts/<int:pk>/discard/", DraftDiscard.as_view(), name="api-draft-discard"),
    path("entitlement/", EntitlementView.as_view(), name="api-entitlement"),
    path("tags/", TagViewSet.as_view(_LIST), name="api-tags"),
    path("ratings/", RatingViewSet.as_view(_LIST), name="api-ratings"),
    path("templates/", TemplateViewSet.as_view(_LIST_AND_ADD), name="api-templates"),
    *(
        path(f"templates/<int:pk>/{step}/", TemplateStep.as_view(takes=takes, calls=calls), name=f"api-template-{step}")
        for step, takes, calls in (
            ("change", WriteTemplate, actions.template_change),
            ("retire", None, actions.template_retire),
        )
    ),
    # before the cases: these are no numbers
    path("cases/assign/", AssignCases.as_view(), name="api-cases-assign"),
    path("cases/similar/", SimilarCases.as_view(), name="api-similar"),
    path("cases/<str:number>/watchers/", WatcherViewSet.as_view(_LIST_AND_ADD), name="api-watchers"),
    path("cases/<str:number>/watchers/<int:pk>/remove/", WatcherRemove.as_view(), name="api-watcher-remove"),
    path("cases/<str:number>/links/", Links.as_view(), name="api-links"),
    path("cases/<str:number>/links/<int:pk>/remove/", LinkRemove.as_view(), name="api-link-remove"),
    path("cases/<str:number>/ratings/", CaseRatingViewSet.as_view(_LIST), name="api-case-ratings"),
    path("cases/<str:number>/templates/", CaseTemplateViewSet.as_view(_LIST), name="api-case-templates"),
    *both("cases", "str:number", CaseViewSet),
    *both("views", "int:pk", SavedViewViewSet),
    path("views/<int:pk>/drop/", SavedViewDrop.as_view(), name="api-view-drop"),
    path(
        "cases/<str:number>/messages/", MessageViewSet.as_view({"get": "list", "post": "create"}), name="api-messages"
    ),
    path("cases/<str:number>/attachments/<int:pk>/", AttachmentFile.as_view(), name="api-attachment"),
    path("cases/<str:number>/journal/", JournalViewSet.as_view({"get": "list"}), name="api-journal"),
    *(
        path(f"cases/<str:number>/{step}/", Step.as_view(step=step, takes=takes, calls=calls), name=f"api-case-{step}")
        for step, (takes, calls) in STEPS.items()
    ),
]
