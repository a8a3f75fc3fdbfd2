"""How many requests, and how long they took. Labels come from our own routes, never from a client's words."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter

from django.http import HttpRequest, HttpResponse
from prometheus_client import Histogram

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})

REQUESTS = Histogram(
    "hostops_http_request_seconds",
    "Seconds from the request's arrival to its answer, by route, method and class of status",
    ["route", "method", "status"],
)


@dataclass
class Seen:
    """What became of a request; without a response it failed in a way nothing answered."""

    response: HttpResponse


@contextmanager
def observed(request: HttpRequest) -> Iterator[Seen]:
    """Time the block and count its outcome, whatever it raises."""
    seen = Seen(HttpResponse(status=500))
    started = perf_counter()
    try:
        yield seen
    finally:
        method = request.method if request.method in _METHODS else "other"
        status = f"{seen.response.status_code // 100}xx"
        REQUESTS.labels(route_of(request), method, status).observe(perf_counter() - started)


def route_of(request: HttpRequest) -> str:
    """The pattern that the address matched (`cases/<number>/`); `none` where none did."""
    match = getattr(request, "resolver_match", None)
    return match.route or "/" if match else "none"
