"""Whether a window is lawful, for every account that it touches."""

from datetime import timedelta

import pytest

from maintenance.rules.check import check
from maintenance.rules.terms import Occupied, Proposal, Terms
from maintenance.rules.verdict import Verdict
from tests.maintenance_rules.samples import LOS_ANGELES, STOCKHOLM, at, iptor, iptor_in, itpdx, proposal

SENT = at("2027-06-01 09:00", STOCKHOLM)


def checked(window: Proposal, **terms: Terms) -> Verdict:
    return check(window, terms or {"nordic": iptor()}, at=SENT)


def clauses(verdict: Verdict) -> list[str]:
    return [reason.clause for reason in verdict.reasons]


def test_a_short_window_in_good_time_is_lawful() -> None:
    verdict = checked(proposal("short", "2027-06-20 00:00", "2027-06-20 06:00"))
    assert verdict.lawful
    assert verdict.notice_due_at == at("2027-06-14 00:00", STOCKHOLM)
    assert verdict.earliest_lawful_start == at("2027-06-07 09:00", STOCKHOLM)
    assert verdict.binding is not None
    assert (verdict.binding.clause, verdict.binding.policy) == ("iptor:5f", "iptor version 1")
    assert verdict.binding.accounts == ("nordic",)
    assert not any((verdict.reasons, verdict.needs, verdict.clashes))


def test_sent_at_the_last_moment_keeps_it_and_a_second_later_does_not() -> None:
    window = proposal("short", "2027-06-07 09:00", "2027-06-07 10:00")
    assert check(window, {"nordic": iptor()}, at=SENT).lawful
    late = check(window, {"nordic": iptor()}, at=SENT + timedelta(seconds=1))
    assert not late.lawful
    assert clauses(late) == ["iptor:5f"]
    assert late.reasons[0].detail == (
        "6 days of notice are promised: it had to be sent by 2027-06-01 09:00 Europe/Stockholm"
    )


def test_the_strictest_of_several_policies_binds() -> None:
    window = proposal("long", "2027-08-07 08:00", "2027-08-08 08:00")
    verdict = checked(window, nordic=iptor(), pacific=iptor_in("Pacific/Auckland", "kiwi"))
    assert verdict.binding is not None
    assert verdict.notice_due_at == verdict.binding.due_at == at("2027-07-08 08:00", STOCKHOLM)
    verdict = checked(proposal("long", "2027-04-20 08:00", "2027-04-20 20:00"), a=iptor(), b=iptor_in(LOS_ANGELES, "w"))
    assert verdict.binding is not None
    # clocks go forward on different days: one policy's 30 days before are an hour sooner
    assert verdict.binding.due_at == min(at("2027-03-21 08:00", STOCKHOLM), at("2027-03-20 23:00", LOS_ANGELES))


def test_a_kind_that_one_policy_does_not_know_is_lawful_for_nobody() -> None:
    window = proposal("short", "2027-06-20 00:00", "2027-06-20 06:00")
    verdict = checked(window, nordic=iptor(), harbor=itpdx())
    assert not verdict.lawful
    assert verdict.earliest_lawful_start is None
    (reason,) = verdict.reasons
    assert reason.accounts == ("harbor",)
    assert reason.clause.startswith("itpdx:")
    assert reason.detail == "itpdx version 1 knows no short windows; it knows emergency or agreed"


def test_too_long_names_the_clause_of_lengths() -> None:
    verdict = checked(proposal("short", "2027-06-20 00:00", "2027-06-20 07:00"))
    assert clauses(verdict) == ["iptor:5e"]


def test_an_end_before_the_start() -> None:
    verdict = checked(proposal("short", "2027-06-20 06:00", "2027-06-20 00:00"))
    assert not verdict.lawful
    assert "ends before it starts" in verdict.reasons[0].detail


def test_no_length_at_all() -> None:
    assert not checked(proposal("short", "2027-06-20 06:00", "2027-06-20 06:00")).lawful


def test_a_window_belongs_to_one_year_of_its_zone() -> None:
    crossing = proposal("short", "2027-12-31 22:00", "2028-01-01 02:00")
    verdict = checked(crossing)
    assert clauses(verdict) == ["iptor:5e"]
    assert "crosses from 2027 into 2028" in verdict.reasons[0].detail
    # the same instants are one year in Los Angeles
    there = Proposal("short", crossing.starts_at, crossing.ends_at, LOS_ANGELES)
    assert checked(there).lawful


def test_an_end_at_midnight_of_new_year_is_still_the_old_year() -> None:
    assert checked(proposal("short", "2027-12-31 20:00", "2028-01-01 00:00")).lawful


def test_one_that_would_have_begun_is_not_lawful_even_without_a_least_notice() -> None:
    verdict = checked(proposal("emergency", "2027-06-01 08:59", "2027-06-01 12:00"))
    assert not verdict.lawful
    assert "begun already" in verdict.reasons[0].detail
    assert checked(proposal("emergency", "2027-06-01 09:00", "2027-06-01 12:00")).lawful


def test_an_emergency_has_no_due_notice_and_needs_what_its_clause_asks() -> None:
    verdict = checked(proposal("emergency", "2027-06-01 10:00", "2027-06-01 12:00"), nordic=iptor(), harbor=itpdx())
    assert verdict.lawful
    assert verdict.notice_due_at is None
    assert verdict.binding is None
    assert verdict.earliest_lawful_start == SENT
    assert [(need.name, need.clause, need.accounts) for need in verdict.needs] == [
        ("justification", "itpdx:6b", ("harbor",)),
        ("advisory", "iptor:5h", ("nordic",)),
        ("consultation", "iptor:5h", ("nordic",)),
        ("answer", "iptor:5h", ("nordic",)),
        ("answer", "iptor:5h", ("nordic",)),
    ]


def test_nobody_affected() -> None:
    verdict = check(proposal("short", "2027-06-20 00:00", "2027-06-20 06:00"), {}, at=SENT)
    assert not verdict.lawful
    assert "no account is affected" in verdict.reasons[0].detail


def test_downtime_beyond_the_window() -> None:
    start, end = at("2027-06-20 00:00"), at("2027-06-20 01:00")
    fits = Proposal("short", start, end, STOCKHOLM, timedelta(hours=1))
    assert checked(fits).lawful
    verdict = checked(Proposal("short", start, end, STOCKHOLM, timedelta(hours=1, seconds=1)))
    assert verdict.reasons[0].detail == "an estimated downtime of 1 hour and 1 second does not fit into the window"


def test_clashes_warn_and_leave_it_lawful() -> None:
    window = proposal("short", "2027-06-20 00:00", "2027-06-20 06:00")
    touching = Occupied("SW-3", "Storage", window.ends_at, window.ends_at + timedelta(hours=1))
    overlapping = Occupied("BE-1", "Summer sale", window.starts_at - timedelta(days=1), window.starts_at + timedelta(1))
    verdict = check(
        window,
        {"nordic": iptor()},
        others=[touching],
        events=[overlapping],
        freezes=[overlapping],
        backups=[overlapping],
        at=SENT,
    )
    assert verdict.lawful
    assert [(clash.kind, clash.reference) for clash in verdict.clashes] == [
        ("event", "BE-1"),
        ("freeze", "BE-1"),
        ("backup", "BE-1"),
    ]


def test_every_fault_is_told_at_once() -> None:
    verdict = checked(proposal("short", "2027-06-02 00:00", "2027-06-02 07:00"), nordic=iptor(), harbor=itpdx())
    assert sorted(clauses(verdict)) == ["iptor:5e", "iptor:5f", "itpdx:6b"]


def test_no_kind_at_all() -> None:
    with pytest.raises(LookupError):
        checked(proposal("lunch", "2027-06-20 00:00", "2027-06-20 06:00"))


def test_two_hundred_accounts_on_one_version_are_looked_at_once() -> None:
    accounts = {f"account-{number}": iptor() for number in range(200)}
    verdict = check(proposal("short", "2027-06-02 00:00", "2027-06-02 07:00"), accounts, at=SENT)
    assert len(verdict.reasons) == 2
    assert len(verdict.reasons[0].accounts) == 200
