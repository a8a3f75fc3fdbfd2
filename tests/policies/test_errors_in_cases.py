"""What is refused in the cases of a document: durations, words, levels, caps."""

import pytest

from tests.policies.texts import told

# What stands in the third policy, what is written there instead, and what is said of it.
BROKEN = [
    (
        "duration: PT5M",
        "duration: 15m",
        "cases.severities[0].response.duration",
        '"15m" is not an ISO 8601 duration; write PT15M for 15 minutes',
    ),
    (
        "duration: PT5M",
        "duration: 3 days",
        "cases.severities[0].response.duration",
        '"3 days" is not an ISO 8601 duration; write P3D for 3 days',
    ),
    (
        "duration: PT5M",
        "duration: 15",
        "cases.severities[0].response.duration",
        '"15" is not an ISO 8601 duration; write PT15M for 15 minutes, PT8H for',
    ),
    (
        "duration: PT5M",
        "duration: PT0M",
        "cases.severities[0].response.duration",
        '"PT0M" is no time at all; write a duration longer',
    ),
    (
        "duration: PT5M",
        "duration: P1DT2H",
        "cases.severities[0].response.duration",
        '"P1DT2H" mixes days of the calendar with hours; write hours alone',
    ),
    (
        "duration: PT5M",
        "duration: P99Y",
        "cases.severities[0].response.duration",
        '"P99Y" is longer than ten years; write a shorter',
    ),
    (
        "duration: PT5M",
        "duration: next_business_day",
        "cases.severities[0].response",
        "next_business_day cannot count elapsed time; write time: business",
    ),
    (
        "duration: PT5M",
        "duration: PT5M\n        continuous_for: PT1H",
        "cases.severities[0].response",
        "elapsed time is continuous throughout; write",
    ),
    (
        "duration: PT3H,",
        "duration: P1M,",
        "cases.severities[1].response",
        '"P1M" has no meaning in business time; write hours',
    ),
    (
        "        time: elapsed",
        "        time: elapst",
        "cases.severities[0].response.time",
        "\"elapst\" is not one of 'business' or 'elapsed'; write elapsed",
    ),
    (
        "        duration: PT5M",
        "        duraton: PT5M",
        "cases.severities[0].response.duraton",
        'there is no such key; write "duration", or remove it',
    ),
    (
        "        duration: PT5M\n",
        "",
        "cases.severities[0].response.duration",
        'it is missing; add "duration:" there',
    ),
    (
        "      priority: false",
        "      priority: no",
        "cases.severities[0].priority",
        '"no" is neither true nor false; write true or false',
    ),
    (
        "level: 1",
        "level: one",
        "cases.severities[0].level",
        '"one" is not a whole number; write a number without quotes',
    ),
    ("level: 2", "level: 4", "cases", "severity levels are [1, 4, 3]; number them 1, 2, 3"),
    (
        "name: Red",
        "name: 2022",
        "cases.severities[0].name",
        "2022 is not text; write it in words, between quotes",
    ),
    ("name: Red", "name: ''", "cases.severities[0].name", '"" is empty; write something there'),
    (
        "      method: [portal, api]",
        "      method: []",
        "cases.severities[0].method",
        "no channel is named; name at least one",
    ),
    (
        "      method: [portal, api]",
        "      method: portal",
        "cases.severities[0].method",
        '"portal" is not a list; write a list',
    ),
    (
        "flow: severities",
        "flow: severity",
        "cases.flow",
        "it is not a way of taking cases; write flow: severities, or flow: service_request",
    ),
    (
        "levels: [2, 3], open: 3",
        "levels: [2, 9], open: 3",
        "cases.caps.groups[0].levels",
        "there is no severity level 9; the levels are 1, 2, 3",
    ),
    (
        "levels: [2, 3], open: 3",
        "levels: [2, 3], open: 0",
        "cases.caps.groups[0].open",
        "0 is too small; write a whole number from 1 up",
    ),
    (
        "from_levels: [1], to_levels: [2]",
        "from_levels: [2], to_levels: [1]",
        "cases.severity_changes[1].to_levels",
        "none of these is a way to lower the severity; a higher number",
    ),
    (
        "told_before: P1D",
        "told_before: P5D",
        "cases.closing.told_before",
        "5 days before the end of 3 days is no time; write a shorter time",
    ),
    (
        "clause: tara:3",
        "clause: tara:33",
        "cases.caps.clause",
        "there is no clause tara:33 in this document; name one of its clauses",
    ),
    (
        "clause: tara:3",
        "also: [tara:9]\n    clause: tara:3",
        "cases.caps.also",
        "there is no clause tara:9 in this document",
    ),
    (
        "clause: tara:3",
        "clause: third",
        "cases.caps.clause",
        '"third" is not a clause id; write it like itpdx:4c',
    ),
]


@pytest.mark.parametrize(("old", "new", "place", "words"), BROKEN)
def test_place_fault_and_mend(old: str, new: str, place: str, words: str) -> None:
    said = told(old, new)
    assert any(f": {place}: {words}" in line for line in said), "\n".join(said)
    assert all(line.startswith("tara.yaml, line ") for line in said)
