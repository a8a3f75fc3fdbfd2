"""Addresses of answers to notices. They come before those of windows: `answer` is no window's number."""

from django.urls import path

from maintenance.views.answers import AnswerPage, LinkPage

urlpatterns = [
    path("answer/<str:token>/", LinkPage.as_view(), name="window_answer_link"),
    path("<str:number>/answer/", AnswerPage.as_view(), name="window_answer"),
]
