"""The figures of the itpdx agreement are those of its document."""

from decimal import Decimal

import pytest

from hostops.policies.schema.flows import SeverityFlow
from tests.policies.texts import bundled

DOCUMENT = bundled("itpdx")
CASES = DOCUMENT.cases


@pytest.mark.parametrize(
    ("level", "clause", "time", "duration"),
    [
        (1, "itpdx:4c", "elapsed", "PT15M"),
        (2, "itpdx:4d", "elapsed", "PT1H"),
        (3, "itpdx:4e", "business", "next_business_day"),
        (4, "itpdx:4f", "elapsed", "P1W"),
    ],
)
def test_response_times(level: int, clause: str, time: str, duration: str) -> None:
    rule = CASES.response_for(level)
    assert (rule.clause, rule.time, rule.duration) == (clause, time, duration)
    assert "duration" not in rule.house_rules


@pytest.mark.parametrize(
    ("level", "time", "duration", "continuous"),
    [(1, "elapsed", "PT1H", None), (2, "business", "PT2H", "PT8H"), (3, "business", "P3D", None)],
)
def test_progress_gaps_are_house_rules(level: int, time: str, duration: str, continuous: str | None) -> None:
    rule = CASES.progress_for(level)
    assert rule is not None
    assert (rule.time, rule.duration, rule.continuous_for) == (time, duration, continuous)
    assert rule.is_house_rule("duration")


def test_level_4_has_no_progress_gap_and_no_level_a_resolution_time() -> None:
    assert CASES.progress_for(4) is None
    assert [CASES.resolution_for(level) for level in CASES.levels()] == [None] * 4


def test_effort_of_level_2_is_continuous_for_8_hours() -> None:
    effort = CASES.severity(2).effort
    assert (effort.time, effort.continuous_for) == ("business", "PT8H")


def test_one_priority_and_five_standard_cases() -> None:
    assert CASES.caps is not None
    groups = {group.name: (group.levels, group.open) for group in CASES.caps.groups}
    assert groups == {"priority": ((1, 2), 1), "standard": ((3, 4), 5)}
    found = CASES.caps.group_of(2)
    assert found is not None
    assert found.name == "priority"
    assert [CASES.is_priority(level) for level in (1, 2, 3, 4)] == [True, True, False, False]


def test_lowering_is_to_level_3_for_exactly_these_reasons() -> None:
    assert isinstance(CASES, SeverityFlow)
    lowering = {
        c.reason: (c.clause, c.from_levels, c.to_levels) for c in CASES.severity_changes if c.direction == "lower"
    }
    assert lowering == {
        "core_restored": ("itpdx:4i", (1, 2), (3,)),
        "workaround": ("itpdx:4i", (1, 2), (3,)),
        "customer_unavailable": ("itpdx:4i", (1,), (3,)),
        "information_withheld": ("itpdx:4k", (1, 2, 3), (2, 3, 4)),
    }


def test_coverage_decisions_name_their_clauses() -> None:
    grounds = {(ground.decision, ground.clause) for ground in CASES.coverage}
    assert {("covered", "itpdx:2b"), ("consulting", "itpdx:2b"), ("withheld", "itpdx:2c")} <= grounds
    assert {("withheld", "itpdx:4k"), ("curtailed", "itpdx:4k"), ("consulting", "itpdx:6a")} <= grounds
    assert [g.needs for g in CASES.coverage if g.clause == "itpdx:2c"] == ["advice_record"]


def test_only_level_1_wakes_people_for_a_case() -> None:
    for level in CASES.levels():
        rule = CASES.response_for(level)
        told = DOCUMENT.alerts.for_kind("response", rule.thresholds)
        assert all(threshold.wakes == (level == 1) for threshold in told)
        assert {threshold.at for threshold in told} == {"pending", "pending:again", "50%", "80%", "breach"}
        breach = next(threshold for threshold in told if threshold.kind == "breach")
        assert "managers" in breach.tell


def test_the_business_day_is_oregon_9_to_5() -> None:
    calendar = DOCUMENT.calendars["business"]
    assert (calendar.timezone, calendar.holiday_region) == ("America/Los_Angeles", "US-OR")
    assert calendar.hours == dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), (("09:00", "17:00"),))
    assert calendar.is_house_rule("hours")


def test_backups_are_kept_7_and_30_days_as_house_rules() -> None:
    assert DOCUMENT.backups is not None
    tiers = {
        tier.name: (tier.cadence, tier.retention, tier.off_site, tier.best_effort) for tier in DOCUMENT.backups.tiers
    }
    assert tiers == {
        "nightly_code": ("nightly", "P7D", False, True),
        "nightly_database": ("nightly", "P7D", False, True),
        "weekly_offsite_database": ("weekly", "P30D", True, False),
        "occasional_code": ("occasional", "P30D", False, False),
    }
    assert all(tier.is_house_rule("retention") for tier in DOCUMENT.backups.tiers)


def test_terms_of_the_contract() -> None:
    assert DOCUMENT.subscription is not None
    assert DOCUMENT.subscription.termination is not None
    assert DOCUMENT.subscription.termination.notice.duration == "P30D"
    assert DOCUMENT.accounts is not None
    assert DOCUMENT.accounts.contacts is not None
    assert DOCUMENT.accounts.contacts.limit == 2
    assert DOCUMENT.accounts.passwords is not None
    assert DOCUMENT.accounts.passwords.duration == "P1M"
    assert DOCUMENT.events is not None
    assert DOCUMENT.events.lead == "P14D"
    assert DOCUMENT.availability is not None
    assert DOCUMENT.availability.commitment == Decimal("99.99")


def test_notice_of_security_work_follows_within_a_day() -> None:
    assert DOCUMENT.security is not None
    assert DOCUMENT.security.action_first is not None
    notice = DOCUMENT.security.action_first.notice
    assert (notice.time, notice.duration, notice.is_house_rule("duration")) == ("elapsed", "PT24H", True)
