"""The OpenAPI document, attacked by schemathesis: its operations, and what is sent to one of them.

The operations are parameters of tests like any others (not by schemathesis's own plugin), so that each has a name of
its own, which is what the workers of a run share out, and what is sent is made up where it is sent, not by every
worker for all.
"""

from collections.abc import Callable
from typing import Any

import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.generation.hypothesis.builder import (
    HypothesisTestConfig,
    HypothesisTestMode,
    UnserializablePayloadMark,
    create_test,
)
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from hostops.wsgi import application

SCHEMA = schemathesis.openapi.from_wsgi("/api/v1/schema/", application)
SCHEMA.config.phases.coverage.unexpected_methods = set()
# By method and path.
_FOUND: list[Any] = [found.ok() for found in SCHEMA.get_all_operations()]  # type: ignore[union-attr]
OPERATIONS = {found.label: found for found in _FOUND}
# Every boundary of every parameter and field, with the examples of the document.
BOUNDARIES = (HypothesisTestMode.EXAMPLES, HypothesisTestMode.COVERAGE)
# Whatever can be made up.
ANYTHING = (HypothesisTestMode.FUZZING,)
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
_QUICK = settings(
    max_examples=8, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)


@schemathesis.serializer("application/x-ndjson")
def _json_lines(context: Any, value: Any) -> bytes:
    """As it stands: what is sent to it is text, JSON or not."""
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")


def attack(operation: str, modes: tuple[HypothesisTestMode, ...], send: Callable[[Any], None]) -> None:
    """Give `send` one call after the other, and fail with all that it finds wrong.

    It also fails where there is nothing to send, or a body that nobody here can write.
    """
    sent = 0

    @_QUICK
    def test(case: Any) -> None:
        nonlocal sent
        sent += 1
        send(case)

    made = create_test(
        operation=OPERATIONS[operation],
        test_func=test,
        config=HypothesisTestConfig(project=SCHEMA.config, modes=list(modes)),
    )
    assert not UnserializablePayloadMark.is_set(made), UnserializablePayloadMark.get(made)
    made()
    assert sent, "nothing was sent"
