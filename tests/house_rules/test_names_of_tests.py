"""Each test has a name of its own; a run that finds one twice stops before it begins."""

import pytest

from tests.sharing import pytest_collection_modifyitems, refuse_same_names


def test_two_of_one_name_are_refused_with_it(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYTEST_XDIST_WORKER", raising=False)
    with pytest.raises(pytest.UsageError, match="test_two_of_one_name"):
        pytest_collection_modifyitems([request.node, request.node])


def test_different_names_are_not() -> None:
    refuse_same_names(["tests/a.py::test_one[GET /]", "tests/a.py::test_one[POST /]", "tests/a.py::test_two"])
