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
from schemathesis.core.parameters import ParameterLocation
from schemathesis.generation import GenerationMode
from schemathesis.generation.hypothesis.builder import (
    HypothesisTestConfig,
    HypothesisTestMode,
    UnserializablePayloadMark,
    create_test,
)
from schemathesis.generation.meta import TestPhase
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
_QUICK = settings(deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
# So many calls are made up for an operation; of one that takes neither a query nor a body there is little to make up.
_MADE_UP, _FEW_MADE_UP = 8, 2


@schemathesis.serializer("application/x-ndjson")
def _json_lines(context: Any, value: Any) -> bytes:
    """As it stands: what is sent to it is text, JSON or not."""
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")


def attack(
    operation: str,
    modes: tuple[HypothesisTestMode, ...],
    send: Callable[[Any], None],
    place: dict[str, Any] | None = None,
) -> None:
    """Give `send` one call after the other, and fail with all that it finds wrong.

    With a `place`, the parameters of a path, all calls go there.
    It also fails where there is nothing to send, or a body that nobody here can write.
    """
    attacked, sent = OPERATIONS[operation], set[str]()

    @settings(_QUICK, max_examples=_MADE_UP if [*attacked.query, *attacked.body] else _FEW_MADE_UP)
    def test(case: Any) -> None:
        if place is not None:
            case.path_parameters = place
        if (probe := _probe(case)) not in sent and not _stands_elsewhere(case):
            sent.add(probe)
            send(case)

    made = create_test(
        operation=attacked,
        test_func=test,
        config=HypothesisTestConfig(project=SCHEMA.config, modes=list(modes)),
    )
    assert not UnserializablePayloadMark.is_set(made), UnserializablePayloadMark.get(made)
    made()
    assert sent, "nothing was sent"


def _probe(case: Any) -> str:
    """What a case is sent for: a wrong value of a parameter of the query is wrong alone as it is among the others."""
    wrong = case.meta.phase.data
    is_wrong = _is_boundary(case) and case.meta.generation.mode == GenerationMode.NEGATIVE
    if is_wrong and wrong.parameter_location == ParameterLocation.QUERY:
        return repr((wrong.parameter or wrong.description, case.query.get(wrong.parameter)))
    return repr((case.path_parameters, case.query, case.headers, case.cookies, case.body, case.media_type))


def _stands_elsewhere(case: Any) -> bool:
    """Whether it is about a header, which the first operation of the same kind is sent already.

    The headers are read by the same lines for all operations, which differ in what they say of the answers.
    """
    about = case.meta.phase.data
    in_header = _is_boundary(case) and about.parameter_location == ParameterLocation.HEADER and about.parameter
    return bool(in_header) and _FIRST_OF_KIND[_kind(case.operation)] != case.operation.label


def _is_boundary(case: Any) -> bool:
    return bool(case.meta.phase.name == TestPhase.COVERAGE)


def _kind(operation: Any) -> tuple[Any, ...]:
    """What matters of an operation where its headers are wrong: which they are, what it takes and what it answers."""
    answers, bodies = operation.definition.raw["responses"], (body.media_type for body in operation.body)
    return (operation.method, *(header.name for header in operation.headers), None, *sorted(answers), None, *bodies)


_FIRST_OF_KIND = {_kind(found): label for label, found in reversed(OPERATIONS.items())}
