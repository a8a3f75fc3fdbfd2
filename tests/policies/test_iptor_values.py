"""The figures of the iptor policy are those of its document."""

import pytest

from hostops.policies.schema.flows import RequestFlow
from hostops.policies.schema.windows import Windows
from tests.policies.texts import bundled

DOCUMENT = bundled("iptor")


def windows() -> Windows:
    assert DOCUMENT.windows is not None
    return DOCUMENT.windows


@pytest.mark.parametrize(
    ("kind", "clause", "notice", "longest"),
    [
        ("short", "iptor:5f", "P6D", "PT6H"),
        ("long", "iptor:5f", "P30D", "PT36H"),
        ("proactive", "iptor:5g", "P7D", None),
        ("emergency", "iptor:5h", None, None),
    ],
)
def test_notice_and_length_of_windows(kind: str, clause: str, notice: str | None, longest: str | None) -> None:
    rule = windows().kind(kind)
    assert rule is not None
    assert (rule.clause, rule.notice, windows().maximum_length(kind)) == (clause, notice, longest)


def test_there_are_no_agreed_windows_here() -> None:
    assert windows().kind("agreed") is None
    assert windows().kinds() == ("short", "long", "proactive", "emergency")
    with pytest.raises(LookupError):
        windows().kind("weekly")


def test_a_proactive_window_saves_a_long_one_alone() -> None:
    rule = windows().proactive
    assert rule is not None
    assert rule.needs_justification
    assert rule.saves == ("long",)
    ways = {(conversion.from_kind, conversion.to_kind) for conversion in windows().conversions}
    assert ("long", "proactive") in ways
    assert ("short", "proactive") not in ways


def test_an_emergency_window_has_its_proofs_and_a_report_within_24_hours() -> None:
    rule = windows().emergency
    assert rule is not None
    assert rule.report is not None
    assert (rule.needs_advisory, rule.needs_consultation) == (True, True)
    assert [test.name for test in rule.tests] == ["wider_effect", "proportion"]
    assert (rule.report.duration, rule.report.is_house_rule("duration")) == ("PT24H", True)


def test_the_year_has_10_short_and_2_long_windows_one_a_month() -> None:
    plan, reservation = windows().year_plan, windows().reservation
    assert plan is not None
    assert plan.draft is not None
    assert reservation is not None
    assert (plan.clause, plan.budget, plan.per_month) == ("iptor:5e", {"short": 10, "long": 2}, 1)
    assert (plan.draft.weekday, plan.draft.nth, plan.draft.at) == ("sun", 3, "00:00")
    assert (reservation.clause, reservation.per_month) == ("iptor:5b", 1)


def test_backup_tiers_and_their_retention() -> None:
    assert DOCUMENT.backups is not None
    tiers = {t.clause: (t.cadence, t.kind, t.retention, t.is_house_rule("retention")) for t in DOCUMENT.backups.tiers}
    assert tiers == {
        "iptor:2a": ("daily", "incremental", "P7D", False),
        "iptor:2b": ("weekly", "full", "P7D", False),
        "iptor:2c": ("monthly", "full", "P370D", False),
        "iptor:2d": ("yearly", "full", "P370D", False),
        "iptor:2e": ("daily", "snapshot", "P3D", False),
    }


def test_patch_cadences() -> None:
    assert DOCUMENT.patching is not None
    cadences = {p.name: (p.cadence, p.only_if_release) for p in DOCUMENT.patching.platforms}
    assert cadences == {
        "powervs": ("calendar_quarter", True),
        "linux": ("iso_week", False),
        "windows": ("iso_week", False),
        "openshift": ("calendar_quarter", False),
        "checkpoint": ("on_release", False),
    }
    checkpoint = DOCUMENT.patching.platform("checkpoint")
    assert checkpoint.minor is not None
    assert checkpoint.major_planned is not None
    assert (checkpoint.minor.duration, checkpoint.major_planned.duration) == ("P14D", "P1M")
    assert DOCUMENT.patching.plan_distance is not None
    assert (DOCUMENT.patching.plan_distance.minimum, DOCUMENT.patching.plan_distance.maximum) == (
        "P3D",
        "P30D",
    )


def test_the_contract_states_the_availability() -> None:
    assert DOCUMENT.availability is not None
    assert (DOCUMENT.availability.commitment, DOCUMENT.availability.required_override) == (None, True)


def test_cases_are_service_requests_with_house_rules_and_no_severity() -> None:
    cases = DOCUMENT.cases
    assert isinstance(cases, RequestFlow)
    assert (cases.severities, cases.levels(), cases.caps, cases.is_priority(1)) == ((), (), None, False)
    assert cases.response_for(None) == cases.response_for(2) == cases.response
    assert cases.response.is_house_rule("duration")
    assert cases.response.time == "business"
    with pytest.raises(LookupError):
        cases.severity(1)


def test_three_zones_ten_kilometres_apart() -> None:
    places = DOCUMENT.locations
    assert places is not None
    assert places.zones is not None
    assert places.distance is not None
    assert places.zones.names == ("Frankfurt", "Dallas", "Sydney")
    assert (places.zones.minimum, str(places.distance.minimum_km)) == (3, "10")


def test_the_business_day_is_swedish_8_to_5() -> None:
    calendar = DOCUMENT.calendars["business"]
    assert (calendar.timezone, calendar.holiday_region) == ("Europe/Stockholm", "SE")
    assert calendar.hours == dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), (("08:00", "17:00"),))
