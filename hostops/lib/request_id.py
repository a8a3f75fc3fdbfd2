"""The id that ties a request, its journal entries, its jobs and its log lines together."""

from django_guid import get_guid


def request_id() -> str:
    return get_guid() or ""
