from typing import Any

from rest_framework import serializers

from hostops.subjects.models import Subject


class SubjectSerializer(serializers.ModelSerializer[Subject]):
    """What a clock or an alert is about, with the address of its page."""

    url = serializers.SerializerMethodField()

    class Meta:
        model = Subject
        fields = ("kind", "reference", "title", "url")

    def get_url(self, subject: Subject) -> str | None:
        request: Any = self.context.get("request")
        return request.build_absolute_uri(subject.url) if request and subject.url else subject.url or None
