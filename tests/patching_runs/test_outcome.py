"""Which news of a server count, and what a run comes to."""

from datetime import UTC, datetime, timedelta

import pytest

from maintenance.patching.rules.outcome import news, outcome_of

AT = datetime(2026, 3, 10, 12, tzinfo=UTC)
LATER, BEFORE = AT + timedelta(hours=1), AT - timedelta(hours=1)


@pytest.mark.parametrize(
    ("states", "outcome"),
    [
        ({"done"}, "done"),
        ({"done", "skipped"}, "done"),
        ({"done", "failed", "rolled_back"}, "failed"),
        ({"done", "rolled_back"}, "rolled_back"),
    ],
)
def test_what_a_run_comes_to(states: set[str], outcome: str) -> None:
    assert outcome_of(states) == outcome


@pytest.mark.parametrize(
    ("state", "told", "told_at", "counts"),
    [
        ("pending", "done", BEFORE, True),
        ("skipped", "done", BEFORE, True),
        ("failed", "done", LATER, True),
        ("failed", "done", BEFORE, False),
        ("done", "done", LATER, False),
        ("done", "failed", BEFORE, False),
        ("done", "rolled_back", LATER, True),
        ("rolled_back", "done", AT, False),
        ("rolled_back", "done", LATER, True),
        ("failed", "rolled_back", LATER, True),
    ],
)
def test_which_news_count(state: str, told: str, told_at: datetime, counts: bool) -> None:
    assert news(state, None if state in ("pending", "skipped") else AT, told, told_at) is counts


def test_what_is_done_does_not_fail_later() -> None:
    assert "rolled_back" in str(news("done", AT, "failed", LATER))
