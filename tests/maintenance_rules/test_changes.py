"""What a change after the announcement means: a new notice, or a word at once."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from maintenance.rules.changes import RENEWING, Facts, changes, in_one_sentence, needs_new_notice
from tests.maintenance_rules.samples import at

HOUR = timedelta(hours=1)
ANNOUNCED = Facts(
    kind="short",
    starts_at=at("2027-06-20 00:00"),
    ends_at=at("2027-06-20 04:00"),
    servers=frozenset({"web-1", "web-2"}),
    used=True,
    impact="degraded",
    expected_downtime=HOUR,
    effect="The shop is slow.",
)
START, END = ANNOUNCED.starts_at, ANNOUNCED.ends_at


def names(**values: Any) -> list[str]:
    return [change.name for change in changes(ANNOUNCED, replace(ANNOUNCED, **values))]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, []),
        ({"starts_at": START - HOUR, "ends_at": END - HOUR}, ["earlier"]),
        ({"starts_at": START + HOUR, "ends_at": END + HOUR}, ["later"]),
        ({"ends_at": END + HOUR}, ["longer"]),
        ({"ends_at": END - HOUR}, ["shorter"]),
        ({"starts_at": START - HOUR}, ["earlier", "longer"]),
        ({"starts_at": START + HOUR}, ["later", "shorter"]),
        ({"servers": frozenset({"web-1", "web-2", "db-1"})}, ["wider"]),
        ({"servers": frozenset({"web-1"})}, ["narrower"]),
        ({"servers": frozenset({"web-1", "db-1"})}, ["wider", "narrower"]),
        ({"impact": "outage"}, ["worse"]),
        ({"impact": "none"}, ["better"]),
        ({"expected_downtime": 2 * HOUR}, ["worse"]),
        ({"expected_downtime": timedelta(0)}, ["better"]),
        ({"used": False}, ["better"]),
        ({"kind": "emergency"}, ["converted"]),
        ({"effect": "The shop is slow at times."}, ["reworded"]),
        ({"effect": " The shop is slow. "}, []),
    ],
)
def test_each_difference_has_its_name(values: dict[str, Any], expected: list[str]) -> None:
    assert names(**values) == expected


def test_used_after_all_is_worse() -> None:
    found = changes(replace(ANNOUNCED, used=False), ANNOUNCED)
    assert [change.name for change in found] == ["worse"]


@pytest.mark.parametrize("values", [{"starts_at": START - HOUR}, {"ends_at": END + HOUR}, {"impact": "outage"}])
def test_more_than_announced_needs_a_new_notice(values: dict[str, Any]) -> None:
    assert needs_new_notice(changes(ANNOUNCED, replace(ANNOUNCED, **values)))


@pytest.mark.parametrize("values", [{"starts_at": START + HOUR}, {"ends_at": END - HOUR}, {"impact": "none"}, {}])
def test_less_is_told_at_once(values: dict[str, Any]) -> None:
    assert not needs_new_notice(changes(ANNOUNCED, replace(ANNOUNCED, **values)))


def test_one_worse_thing_among_better_ones_needs_a_new_notice() -> None:
    found = changes(ANNOUNCED, replace(ANNOUNCED, ends_at=END - HOUR, impact="outage"))
    assert needs_new_notice(found)
    assert {change.name for change in found if change.renews} <= RENEWING


def test_the_words_say_old_and_new() -> None:
    found = changes(ANNOUNCED, replace(ANNOUNCED, ends_at=END + HOUR, impact="outage"))
    said = "It is longer: 5 hours instead of 4 hours and expect an outage instead of degraded service."
    assert in_one_sentence(found) == said
    assert in_one_sentence(()) == "Nothing changed."


def test_many_servers_are_counted() -> None:
    more = ANNOUNCED.servers | {f"db-{number}" for number in range(9)}
    found = changes(ANNOUNCED, replace(ANNOUNCED, servers=frozenset(more)))
    assert found[0].words == "it also touches db-0, db-1, db-2, db-3, db-4 and 4 more"
