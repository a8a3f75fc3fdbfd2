from django.urls import path

from hostops.policies.views import PoliciesPage, PolicyPage

urlpatterns = [
    path("policies/", PoliciesPage.as_view(), name="policies"),
    path("policies/<slug:slug>/", PolicyPage.as_view(), name="policy"),
]
