"""What a policy leaves open by its own values, reckoned from its tiers."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from backups.rules.leftopen import LeftOpen, ideal, left_open
from backups.rules.words import left_words, mend_words
from hostops.policies.loading import DOCUMENTS, load
from hostops.policies.schema.backups import Tier
from tests.backups_restorable import oracle
from tests.backups_restorable.samples import IPTOR, STOCKHOLM

SINCE = datetime(2026, 1, 1, tzinfo=UTC)


def open_of(*tiers: Tier, since: datetime = SINCE) -> dict[str, LeftOpen]:
    return {one.kind: one for one in left_open(tiers, STOCKHOLM, since)}


def changed(tier: str, **values: Any) -> Tier:
    return IPTOR[tier].model_copy(update=values)


def test_weekly_fulls_kept_7_days_under_daily_incrementals_kept_7_days() -> None:
    chain = open_of(*IPTOR.values())["chain"]
    assert (chain.tier.name, [tier.name for tier in chain.others]) == ("daily", ["weekly"])
    assert chain.clauses == ("iptor:2a", "iptor:2b")
    # that of the Sunday, an hour before its full goes; with the hour of the night in which the clocks go back
    assert chain.lasts == timedelta(days=7)
    assert (chain.kept, chain.useful) == (7, 0)
    assert {one.tier.name: one.days for one in chain.enough} == {"daily": 13, "weekly": 14}


def test_its_words_have_the_policys_own_values() -> None:
    chain = open_of(*IPTOR.values())["chain"]
    assert "“Daily incremental backup” 7 days and “Weekly full backup” 7 days" in left_words(chain)
    assert "none of the 7 that are kept can be restored" in left_words(chain)
    assert "“Daily incremental backup” 13 days and “Weekly full backup” 14 days" in mend_words(chain)


def test_longer_fulls_alone_do_not_close_it() -> None:
    """Of the incrementals too each is needed longer than it is kept: by the last that builds on it."""
    chain = open_of(IPTOR["daily"], changed("weekly", retention="P30D"))["chain"]
    assert (chain.others, {one.tier.name: one.days for one in chain.enough}) == ((), {"daily": 13})


@pytest.mark.parametrize(("kept", "leaves"), [("P9D", True), ("P10D", False)])
def test_one_incremental_a_week_needs_its_full_as_long_as_it_is_kept(kept: str, leaves: bool) -> None:
    middle = changed("daily", cadence="weekly", weekday="wed")
    assert ("chain" in open_of(middle, changed("weekly", retention=kept))) is leaves


def test_what_would_close_it_does() -> None:
    """Copies kept as long as is said: of the incrementals as many days as promised can be restored at any time."""
    copies = ideal([changed("daily", retention="P13D"), changed("weekly", retention="P14D")], STOCKHOLM, SINCE)
    for hour in range(0, 24 * 21, 5):
        at = SINCE + timedelta(days=60, hours=hour)
        near = [copy for copy in copies if at - timedelta(days=30) < copy.finished_at <= at]
        good = oracle.restorable_ids(near, at)
        promised = {one.id for one in near if one.tier == "daily" and one.finished_at > at - timedelta(days=7)}
        assert promised <= good


def test_a_weekly_full_may_be_gone_before_the_next_is_there() -> None:
    between = open_of(*IPTOR.values())["between"]
    assert (between.tier.name, between.lasts) == ("weekly", timedelta(hours=12))
    assert "up to 12 hours" in left_words(between)
    assert "kept longer by 12 hours" in mend_words(between)
    assert "between" not in open_of(changed("weekly", retention="P8D"))


def test_a_year_that_has_a_leap_day_does_not_open_it() -> None:
    yearly = changed("yearly", retention="P367D", grace="PT24H")
    assert "between" not in open_of(yearly, since=datetime(2027, 6, 1, tzinfo=UTC))
    shorter = changed("yearly", retention="P366D", grace="PT24H")
    assert "between" in open_of(shorter, since=datetime(2027, 6, 1, tzinfo=UTC))


def test_incrementals_of_what_no_full_covers() -> None:
    found = open_of(changed("daily", scope="system"), IPTOR["weekly"])
    assert "no_full" in found
    assert "a full copy of the system, and this policy has none" in left_words(found["no_full"])
    assert "A full copy of the system closes it" in mend_words(found["no_full"])


def test_a_policy_of_fulls_alone_leaves_nothing_open() -> None:
    document = load(DOCUMENTS / "itpdx.yaml")
    assert document.backups is not None
    assert left_open(document.backups.tiers, document.policy.timezone, SINCE) == []
