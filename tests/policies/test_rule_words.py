"""Rules read as English, under the clause they keep, with their house rules marked."""

import pytest

from hostops.policies.rulewords import rules_by_clause, rules_of
from hostops.policies.schema.durations import in_words, often
from tests.policies.texts import bundled, third


@pytest.mark.parametrize(
    ("policy", "path", "clause", "words"),
    [
        (
            "itpdx",
            "cases.severities.1.response",
            "itpdx:4c",
            "Level 1: response within 15 minutes, counted day and night",
        ),
        (
            "itpdx",
            "cases.severities.2.progress",
            "itpdx:4d",
            "Level 2: news to the customer within 2 hours, counted day and night for the first 8 hours "
            "after the response, then in business hours",
        ),
        (
            "itpdx",
            "cases.severities.3.response",
            "itpdx:4e",
            "Level 3: response by the close of the next business day",
        ),
        (
            "itpdx",
            "cases.severities.3.progress",
            "itpdx:4e",
            "Level 3: news to the customer by the close of the 3rd business day",
        ),
        (
            "itpdx",
            "cases.severities.4.response",
            "itpdx:4f",
            "Level 4: response within 1 week, counted by the calendar",
        ),
        (
            "itpdx",
            "cases.caps",
            "itpdx:4g",
            "At most 1 open for Priority Support and 5 open for Standard Support; "
            "what is over is held and admitted first come, first served",
        ),
        ("itpdx", "availability", "itpdx:6b", "Available 99.99 % of each month"),
        (
            "itpdx",
            "subscription.termination.notice",
            "itpdx:1b",
            "The contract ends 30 days after the notice, or later",
        ),
        (
            "iptor",
            "windows.short",
            "iptor:5f",
            "Shorter service window: 6 days of notice or more, saying whether it is used, the expected effect "
            "and the estimated downtime",
        ),
        (
            "iptor",
            "windows.year_plan",
            "iptor:5e",
            "A year has 10 short and 2 long windows, 1 in every month",
        ),
        (
            "iptor",
            "backups.tiers.monthly",
            "iptor:2c",
            "Monthly full backup: monthly, full, the data drives, kept 370 days; "
            "due on day 1 of the month at 03:00 with 24 hours of grace",
        ),
        (
            "iptor",
            "backups.suspicion",
            "iptor:2f",
            "A copy is suspicious whose size is below 50 % or above 200 %, or whose duration is above 300 %, of the "
            "median of its last 14 good ones (5 at least)",
        ),
        (
            "iptor",
            "patching.platforms.powervs",
            "iptor:4a",
            "PowerVS: patched once in every quarter, when there was a release in it",
        ),
        (
            "iptor",
            "calendars.business",
            "iptor:0",
            "Open Monday to Friday 08:00-17:00, Europe/Stockholm, closed on the public holidays of SE",
        ),
    ],
)
def test_words(policy: str, path: str, clause: str, words: str) -> None:
    rows = [row for row in rules_of(bundled(policy)) if row.path == path]
    assert (rows[0].clause, rows[0].words) == (clause, words)


def test_a_rule_that_keeps_two_clauses_stands_under_both() -> None:
    rows = rules_by_clause(bundled("itpdx"))
    assert "subscription.refund" in [row.path for row in rows["itpdx:1c"]]
    assert "subscription.refund" in [row.path for row in rows["itpdx:7b"]]


def test_house_rules_are_marked_on_the_row() -> None:
    rows = {row.path: row for row in rules_of(bundled("itpdx"))}
    assert rows["cases.severities.1.progress"].house_rules == ("time", "duration", "thresholds")
    assert rows["cases.severities.2.response"].house_rules == ()
    assert rows["backups.restore_tests"].note is not None


def test_another_calendar_is_named() -> None:
    rows = {row.path: row.words for row in rules_of(third())}
    assert rows["cases.severities.2.response"].endswith("counted in business hours of the calendar office")


@pytest.mark.parametrize("policy", ["iptor", "itpdx"])
def test_every_row_is_a_plain_sentence(policy: str) -> None:
    for row in rules_of(bundled(policy)):
        assert row.words[0].isupper(), row
        assert not [slip for slip in ("None", "  ", "_", "()", ": :") if slip in row.words], row


@pytest.mark.parametrize(
    ("duration", "words"),
    [
        ("PT15M", "15 minutes"),
        ("PT1H", "1 hour"),
        ("P6D", "6 days"),
        ("P1W", "1 week"),
        ("P1M", "1 month"),
        ("PT1H30M", "1 hour and 30 minutes"),
        ("P1Y2M3D", "1 year, 2 months and 3 days"),
        ("next_business_day", "the next business day"),
    ],
)
def test_durations_in_words(duration: str, words: str) -> None:
    assert in_words(duration) == words


def test_how_often_in_words() -> None:
    assert (often("P1M"), often("P6M")) == ("every month", "every 6 months")
