from django.urls import path

from hostops.api.resources import both
from tickets.api.attachments import AttachmentFile
from tickets.api.cases import CaseViewSet
from tickets.api.drafts import DraftDiscard, DraftViewSet
from tickets.api.entitlement import EntitlementView
from tickets.api.journal import JournalViewSet
from tickets.api.messages import MessageViewSet
from tickets.api.saved_views import SavedViewDrop, SavedViewViewSet
from tickets.api.steps import STEPS, Step

urlpatterns = [
    path("drafts/", DraftViewSet.as_view({"get": "list", "post": "create"}), name="api-drafts"),
    path("drafts/<int:pk>/discard/", DraftDiscard.as_view(), name="api-draft-discard"),
    path("entitlement/", EntitlementView.as_view(), name="api-entitlement"),
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
