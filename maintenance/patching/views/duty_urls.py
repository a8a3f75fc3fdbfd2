"""The pages of duties and what is owed of them."""

from django.urls import path

from maintenance.patching.views.duties import DutyPage
from maintenance.patching.views.owed import OwedPage

urlpatterns = [
    path("duties/<str:number>/", DutyPage.as_view(), name="patch_duty"),
    path("owed/<str:number>/", OwedPage.as_view(), name="patch_owed"),
]
