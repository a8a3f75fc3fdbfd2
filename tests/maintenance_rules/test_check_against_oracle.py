"""A check agrees with the oracle on windows around changes of clocks, ends of months and of years."""

from hypothesis import given, settings
from hypothesis import strategies as st

from maintenance.rules.check import check
from maintenance.rules.terms import Proposal
from tests.maintenance_rules import oracle
from tests.maintenance_rules.oracle import DAY, instant_of, minute_of
from tests.maintenance_rules.samples import JUMPS, iptor_in, iptor_rules, near_a_jump

ZONES = sorted({zone for zone, _ in JUMPS})
DAYS = {"short": 6, "long": 30, "proactive": 7, "emergency": 0}


@st.composite
def cases(draw: st.DrawFn) -> tuple[oracle.Window, list[str], int]:
    """A window near a jump, the zones of one or two policies, and a moment near the last one of one of them."""
    zone, start = draw(near_a_jump())
    kind = draw(st.sampled_from(sorted(DAYS)))
    limit = {"short": 360, "long": 2160}.get(kind, 600)
    length = draw(st.sampled_from((0, limit - 1, limit, limit + 1)) | st.integers(-60, limit + 60))
    policies = draw(st.lists(st.sampled_from(ZONES), min_size=1, max_size=2, unique=True))
    due = start - DAYS[kind] * DAY
    moment = due + draw(st.sampled_from((-60, -1, 0, 1, 60)) | st.integers(-DAY, DAY))
    return oracle.Window(kind, start, start + length, zone), policies, moment


@settings(max_examples=150, deadline=None)
@given(cases())
def test_lawful_and_due(case: tuple[oracle.Window, list[str], int]) -> None:
    window, zones, moment = case
    verdict = check(
        Proposal(window.kind, instant_of(window.start), instant_of(window.end), window.zone),
        {f"account-{zone}": iptor_in(zone, zone) for zone in zones},
        at=instant_of(moment),
    )
    rules = [iptor_rules(zone) for zone in zones]
    due = oracle.notice_due(window, rules)
    assert verdict.lawful == oracle.lawful(window, rules, moment)
    assert verdict.notice_due_at == (None if due is None else instant_of(due))


@settings(max_examples=20, deadline=None)
@given(cases())
def test_earliest_start(case: tuple[oracle.Window, list[str], int]) -> None:
    window, zones, moment = case
    window.kind = "short" if window.kind == "long" else window.kind  # 30 days are stepped through elsewhere
    verdict = check(
        Proposal(window.kind, instant_of(window.start), instant_of(window.end), window.zone),
        {f"account-{zone}": iptor_in(zone, zone) for zone in zones},
        at=instant_of(moment),
    )
    days = DAYS[window.kind]
    expected = oracle.earliest_start(moment, [(days, zone) for zone in zones]) if days else moment
    assert verdict.earliest_lawful_start is not None
    assert minute_of(verdict.earliest_lawful_start) == expected
