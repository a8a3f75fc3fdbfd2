"""Pages of the desk that stand beside the cases."""

from django.urls import path

from tickets.views.ratings import RatingsPage
from tickets.views.templates import TemplateChange, TemplateNew, TemplateRetire, TemplatesPage

urlpatterns = [
    path("templates/", TemplatesPage.as_view(), name="templates"),
    path("templates/new/", TemplateNew.as_view(), name="template_new"),
    path("templates/<int:pk>/", TemplateChange.as_view(), name="template_change"),
    path("templates/<int:pk>/retire/", TemplateRetire.as_view(), name="template_retire"),
    path("ratings/", RatingsPage.as_view(), name="ratings"),
]
