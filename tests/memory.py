"""What is read before the first test stays to the end of the run: Python does not look through it for what is not.

A pytest plugin, loaded by name from `pyproject.toml`. To look for litter is a fifth of the time in which each worker
reads the portal and all tests.
"""

import gc

import pytest

gc.disable()


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    gc.freeze()
    gc.enable()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes() -> None:
    """Whoever shares the tests out reads none."""
    gc.enable()
