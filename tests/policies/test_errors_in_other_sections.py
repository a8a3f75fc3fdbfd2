"""What is refused in clauses, windows, backups, patching and availability."""

import pytest

from tests.policies.texts import told

# What stands in the third policy, what is written there instead, and what is said of it.
BROKEN = [
    (
        '"tara:2.2", title',
        '"tara:2.1", title',
        "clauses[2].id",
        "the clause tara:2.1 stands twice; keep one of them",
    ),
    (
        '"tara:3", title',
        '"tora:3", title',
        "clauses[3].id",
        "tora:3 is a clause of another policy; begin it with tara:",
    ),
    (
        "notice: P2D",
        "notice: PT48H",
        "windows.short",
        'the notice "PT48H" is not in days; write days, such as P6D',
    ),
    (
        "budget: {short: 6",
        "budget: {short: 7",
        "windows.year_plan",
        "the budget has 13 windows, the months have 12; make the two the same",
    ),
    (
        "nth: last",
        "nth: 5",
        "windows.year_plan.draft.nth",
        "not every month has a 5th of that day; write 1 to 4, or last",
    ),
    (
        "long_months: [2, 4",
        "long_months: [2, 2",
        "windows.year_plan.draft.long_months",
        "month 2 is not one of twelve, or stands twice",
    ),
    (
        "long_months: [2, 4, ",
        "long_months: [4, ",
        "windows.year_plan",
        "the draft does not name a month for each longer window; list them",
    ),
    (
        "during: [long]",
        "during: [agreed]",
        "windows.holds.during",
        "this policy has no windows of kind agreed; name one of short, long",
    ),
    (
        "      day_of_month: 1\n",
        "",
        "backups.tiers[0]",
        "monthly copies need day_of_month; add day_of_month:",
    ),
    (
        "day_of_month: 1\n",
        "day_of_month: 31\n",
        "backups.tiers[0]",
        "not every month has a day 31; write 1 to 28",
    ),
    (
        "retention: P100D",
        "retention: PT100H",
        "backups.tiers[0]",
        'the retention "PT100H" is not in days; write days',
    ),
    (
        "      grace: PT90M\n",
        "      grace: PT90M\n  suspicion:\n    {clause: 'tara:5', among: 3, at_least: 4, size_below: 50,"
        " size_above: 200, duration_above: 300}\n",
        "backups.suspicion",
        "at_least is 4, among only 3; make at_least the smaller one",
    ),
    (
        "      grace: PT90M\n",
        "      grace: PT90M\n  suspicion:\n    {clause: 'tara:5', among: 9, at_least: 4, size_below: 120,"
        " size_above: 200, duration_above: 300}\n",
        "backups.suspicion",
        "the median itself would be suspicious; keep 100 within the percentages",
    ),
    (
        "cadence: on_release",
        "cadence: iso_week",
        "patching.platforms[0]",
        "release clocks are for platforms patched on release; write cadence",
    ),
    (
        'commitment: "99.5"',
        'commitment: "101"',
        "availability.commitment",
        "101 is not a percentage; write a number above 0",
    ),
    (
        'commitment: "99.5"',
        "commitment: null",
        "availability",
        'no availability is committed; write commitment: "99.9"',
    ),
    (
        'commitment: "99.5"',
        "commitment: high",
        "availability.commitment",
        '"high" is not a number; write a number, such as "99.9"',
    ),
]


@pytest.mark.parametrize(("old", "new", "place", "words"), BROKEN)
def test_place_fault_and_mend(old: str, new: str, place: str, words: str) -> None:
    said = told(old, new)
    assert any(f": {place}: {words}" in line for line in said), "\n".join(said)
    assert all(line.startswith("tara.yaml, line ") for line in said)
