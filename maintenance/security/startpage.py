"""What a customer's start page says of security: sites that are shut down, open responses, tests announced."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from hostops.accounts.roles import may
from hostops.lib.now import now
from maintenance.security.actions.shutdowns import ANSWER
from maintenance.security.models import PenetrationTest, SecurityResponse, Shutdown
from maintenance.security.states import State

# As many of each as a person takes in beside all else; the lists have the rest.
_MOST = 3


def shown(request: HttpRequest) -> Mapping[str, Any] | None:
    """The account's, the loudest first; None where there is nothing. Three statements."""
    reader, at = request.user, now()
    if getattr(reader, "account_id", None) is None:
        return None
    shutdowns = Shutdown.objects.visible_to(reader).standing().select_related("code").order_by("-shut_at")
    responses = SecurityResponse.objects.visible_to(reader).filter(state=State.OPEN).order_by("-opened_at")
    tests = PenetrationTest.objects.visible_to(reader).to_come(at).order_by("starts_at")
    found = {
        "shutdowns": list(shutdowns[:_MOST]),
        "responses": list(responses[:_MOST]),
        "tests": [(test, test.state_at(at)) for test in tests[:_MOST]],
    }
    return {**found, "may_answer": may(reader, ANSWER)} if any(found.values()) else None
