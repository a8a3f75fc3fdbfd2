"""What is refused in calendars and alerts: hours, holidays, thresholds, roles."""

import pytest

from tests.policies.texts import told

# What stands in the third policy, what is written there instead, and what is said of it.
BROKEN = [
    (
        "calendar: office",
        "calendar: ofice",
        "cases.severities[1].response.calendar",
        'there is no calendar "ofice"; name one of business, office',
    ),
    (
        "timezone: Asia/Kolkata",
        "timezone: Asia/Calcuta",
        "policy.timezone",
        '"Asia/Calcuta" is not a time zone; write one such as',
    ),
    (
        'mon: [["09:30", "13:00"]',
        'mon: [["9:30", "13:00"]',
        "calendars.office.hours.mon[0]",
        '"9:30" is not a time of day; write hours and minutes',
    ),
    (
        'mon: [["09:30", "13:00"]',
        'mon: [["19:30", "13:00"]',
        "calendars.office.hours.mon[0]",
        "19:30-13:00 closes before it opens; split it at midnight",
    ),
    (
        '"13:00"], ["14:00"',
        '"15:00"], ["14:00"',
        "calendars.office.hours.mon",
        "09:30-15:00 and 14:00-18:30 overlap; write each open hour once",
    ),
    (
        '      sat: [["10:00"',
        '      saturday: [["10:00"',
        "calendars.office.hours.saturday",
        "\"saturday\" is not one of 'mon'",
    ),
    (
        "holiday_region: IN-KA",
        "holiday_region: Karnataka",
        "calendars.office.holiday_region",
        '"Karnataka" is not a country or a part of one; write it like',
    ),
    (
        "holiday_region: IN-KA",
        "holiday_region: IN-QQ",
        "calendars.office.holiday_region",
        'no public holidays are known for "IN-QQ"; write a country',
    ),
    (
        "date: 2027-04-14",
        "date: 14.04.2027",
        "calendars.office.closed_days[0].date",
        '"14.04.2027" is not a date; write it like 2027-12-24',
    ),
    (
        "house_rules: [hours]",
        "house_rules: [hour]",
        "calendars.office",
        'house_rules names "hour", which is no value of this rule; name one of',
    ),
    (
        "at: 25%",
        "at: 125%",
        "alerts.kinds.response[0].at",
        '"125%" is not a threshold; write a share such as 80%',
    ),
    (
        "at: 25%",
        "at: 1h before",
        "alerts.kinds.response[0].at",
        '"1h" is not an ISO 8601 duration; write PT1H for 1 hour',
    ),
    (
        "at: 25%",
        "at: breach",
        "alerts.kinds.response",
        'the threshold "breach" stands twice; keep one of them',
    ),
    ("tell: [engineers]}", "tell: []}", "alerts.default[0]", "nobody is told; name at least one role"),
    ("tell: [engineers]}", "tell: [engineer]}", "alerts.default[0].tell[0]", '"engineer" is not one of'),
    (
        "    response:\n      - {at: 25%",
        "    respons:\n      - {at: 25%",
        "alerts.kinds.respons",
        '"respons" is not one of',
    ),
]


@pytest.mark.parametrize(("old", "new", "place", "words"), BROKEN)
def test_place_fault_and_mend(old: str, new: str, place: str, words: str) -> None:
    said = told(old, new)
    assert any(f": {place}: {words}" in line for line in said), "\n".join(said)
    assert all(line.startswith("tara.yaml, line ") for line in said)
