"""Answers to those who told of runs."""

from collections import Counter
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from rest_framework.response import Response

from backups.actions.hearing import Outcome, What
from hostops.api.problems import MEDIA_TYPE, document


def summed_up(outcomes: Sequence[Outcome], notes: Sequence[str] = ()) -> dict[str, Any]:
    """How many of each, and each by itself."""
    counted = Counter(outcome.what for outcome in outcomes)
    shown = [_shown(index, outcome) for index, outcome in enumerate(outcomes)]
    return {**{what.value: counted[what] for what in What}, "results": shown, "notes": list(notes)}


def status_of(outcomes: Sequence[Outcome]) -> int:
    """201 where anything was recorded, 202 where something only waits for a person, else 200."""
    found = {outcome.what for outcome in outcomes}
    if What.CREATED in found:
        return HTTPStatus.CREATED
    return HTTPStatus.ACCEPTED if found & {What.KEPT_ASIDE, What.DIFFERS} else HTTPStatus.OK


def kept_aside(outcome: Outcome) -> Response:
    assert outcome.stray is not None
    shown = {"outcome": outcome.what, "stray": outcome.stray.pk, "why": outcome.stray.why, "detail": outcome.detail}
    return Response(shown, status=HTTPStatus.ACCEPTED)


def differs(outcome: Outcome) -> Response:
    """409; an answer rather than an exception, so that what was kept aside stays in a call with a key."""
    assert outcome.stray is not None
    words = f"{outcome.detail} What you told is kept aside for a person."
    more = {"stray": outcome.stray.pk, "run": outcome.run.pk if outcome.run else None}
    problem = document(HTTPStatus.CONFLICT, title="Known with other figures", detail=words, **more)
    return Response(problem, status=HTTPStatus.CONFLICT, content_type=MEDIA_TYPE)


def _shown(index: int, outcome: Outcome) -> dict[str, Any]:
    return {
        "index": index,
        "outcome": outcome.what.value,
        "run": outcome.run.pk if outcome.run else None,
        "stray": outcome.stray.pk if outcome.stray else None,
        "detail": outcome.detail,
    }
