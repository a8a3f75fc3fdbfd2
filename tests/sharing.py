"""What the workers of a run share out: what needs a portal of its own, or the demo's data, stays with one worker.

A pytest plugin, loaded by name from `pyproject.toml`. Tests in a browser are in two groups, each with
one portal: those that look, and those that do something. (pytest-xdist's own `xdist_group` marks the
names of tests, which pytest 9 no longer lets it do; here the names are read instead.)
"""

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

# They change nothing, so that it does not matter what else is done at their portal.
_LOOKS = ("accessible", "weight", "frame", "countdown", "api_docs")
_GROUPS = {
    **{f"tests/browser/test_{name}.py": "looks" for name in _LOOKS},
    "tests/browser/": "errands",
    "tests/demo/": "demo",
    # What these start takes longer than their tests.
    **{path: path for path in ("tests/alerts/test_outages.py", "tests/embedded/test_install.py")},
}
# What takes longest goes first, so that nobody waits for it alone at the end. The first of them makes the demo's
# data, meanwhile the second starts a portal of its own; the third finds the data made.
_FIRST = ("looks", "tests/embedded/test_up.py", "errands", "tests/embedded/", "tests/alerts/")
# What waits for a moment of the demo's evening goes last in its group: it comes while the others are done.
_LAST = ("tests/browser/test_backups.py::test_a_missed_nightly_backup_raises_its_alert_by_itself",)


def group_of(nodeid: str) -> str:
    """The group of a test; every other test is one of its own."""
    return next((group for start, group in _GROUPS.items() if nodeid.startswith(start)), nodeid)


def refuse_same_names(nodeids: Iterable[str]) -> None:
    """A test is shared out by its name: of several that have one, a run with workers would run one and say nothing.

    Raises UsageError with the names, which ends the run before it begins.
    """
    twice = [name for name, times in Counter(nodeids).items() if times > 1]
    if twice:
        raise pytest.UsageError(f"Give each test a name of its own: {', '.join(twice)}")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if "PYTEST_XDIST_WORKER" not in os.environ:  # whoever shares out says it for all workers
        refuse_same_names(item.nodeid for item in items)
    items.sort(key=lambda item: (_place(group_of(item.nodeid)), item.nodeid in _LAST))


def _place(group: str) -> int:
    return next((place for place, first in enumerate(_FIRST) if group.startswith(first)), len(_FIRST))


@pytest.hookimpl(optionalhook=True, tryfirst=True)
def pytest_xdist_auto_num_workers(config: Any) -> int:
    """One more than there are cores: a test of a browser waits for it, one of a server for that."""
    return (os.cpu_count() or 1) + 1


class _Groups(LoadScopeScheduling):
    def add_node_collection(self, node: Any, collection: Sequence[str]) -> None:
        refuse_same_names(collection)
        super().add_node_collection(node, collection)

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: Any, log: Any) -> Any:
    config.option.loadscopereorder = False  # in the order in which they stand
    return _Groups(config, log)
