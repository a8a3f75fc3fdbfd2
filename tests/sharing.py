"""What the workers of a run share out: what needs a portal of its own, or the demo's data, stays with one worker.

A pytest plugin, loaded by name from `pyproject.toml`. Tests in a browser are in two groups, each with
one portal: those that look, and those that do something. (pytest-xdist's own `xdist_group` marks the
names of tests, which pytest 9 no longer lets it do; here the names are read instead.)
"""

from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

# They change nothing, so that it does not matter what else is done at their portal.
_LOOKS = ("accessible", "weight", "frame", "countdown", "api_docs")
_GROUPS = {
    **{f"tests/browser/test_{name}.py": "looks" for name in _LOOKS},
    "tests/browser/": "errands",
    "tests/demo/": "demo",
}
# What takes longest goes first, beside one another, so that nobody waits for it alone at the end.
_FIRST = ("looks", "errands")


def group_of(nodeid: str) -> str:
    """The group of a test; every other test is one of its own."""
    return next((group for start, group in _GROUPS.items() if nodeid.startswith(start)), nodeid)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: _place(group_of(item.nodeid)))


def _place(group: str) -> int:
    return _FIRST.index(group) if group in _FIRST else len(_FIRST)


class _Groups(LoadScopeScheduling):
    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: Any, log: Any) -> Any:
    config.option.loadscopereorder = False  # in the order in which they stand
    return _Groups(config, log)
