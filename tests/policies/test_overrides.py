"""A contract sets single values otherwise; the whole is checked as if it had been written so."""

from decimal import Decimal
from typing import Any

import pytest

from hostops.policies.overrides import apply_overrides, value_at
from hostops.policies.problems import PolicyError
from tests.policies.texts import bundled, third


def refused(path: str, value: Any, policy: str = "itpdx") -> str:
    with pytest.raises(PolicyError) as caught:
        apply_overrides(bundled(policy), [(path, value)])
    return str(caught.value)


def test_the_contract_states_the_availability_of_iptor() -> None:
    document = apply_overrides(bundled("iptor"), [("availability.commitment", "99.5")])
    assert document.availability is not None
    assert document.availability.commitment == Decimal("99.5")


def test_parts_in_lists_are_addressed_by_their_key() -> None:
    changes = [
        ("cases.severities.2.response.duration", "PT30M"),
        ("cases.caps.groups.standard.open", 8),
        ("backups.tiers.nightly_code.retention", "P14D"),
        ("alerts.kinds.response.80%.wakes", True),
    ]
    document = apply_overrides(bundled("itpdx"), changes)
    assert document.cases.response_for(2).duration == "PT30M"
    assert document.cases.response_for(1) == bundled("itpdx").cases.response_for(1)
    assert value_at(document, "cases.caps.groups.standard.open") == 8
    assert document.backups is not None
    assert document.backups.tier("nightly_code").retention == "P14D"
    assert [t.at for t in document.alerts.for_kind("response") if t.wakes] == ["80%"]


def test_the_original_stays_as_it_was() -> None:
    document = bundled("iptor")
    changed = apply_overrides(document, [("windows.short.notice", "P9D")])
    assert value_at(document, "windows.short.notice") == "P6D"
    assert value_at(changed, "windows.short.notice") == "P9D"


def test_a_house_rule_that_the_contract_sets_is_none_any_more() -> None:
    document = apply_overrides(bundled("itpdx"), [("cases.severities.1.progress.duration", "PT30M")])
    rule = document.cases.progress_for(1)
    assert rule is not None
    assert not rule.is_house_rule("duration")
    assert rule.is_house_rule("thresholds")


def test_something_promised_may_be_left_out_of_a_contract() -> None:
    document = apply_overrides(bundled("itpdx"), [("cases.caps", None)])
    assert document.cases.caps is None


def test_no_overrides_give_the_same_document() -> None:
    assert apply_overrides(third(), []) == third()


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (
            "cases.severities.2.response.duration",
            "1h",
            'cases.severities.2.response.duration: "1h" is not an ISO 8601 duration; write PT1H for 1 hour',
        ),
        ("cases.severties.2", 1, 'cases.severties.2: "severties" leads nowhere; write cases.severities'),
        ("cases.severities.7.name", "x", '"7" leads nowhere; after cases.severities comes one of 1, 2, 3, 4'),
        (
            "cases.severities.2.response.duration.x",
            1,
            '"x" leads nowhere; end the path at cases.severities.2.response.duration',
        ),
        ("patching.platforms", [], '"platforms" leads nowhere; end the path at patching'),
        ("clauses.itpdx:4c.text", "x", "these are the document's own words; override the value of a rule"),
        ("policy.timezone", "UTC", "these are the document's own words"),
        ("cases.caps.clause", "itpdx:4b", '"clause" belongs to the policy; override a value beside it'),
        (
            "cases.severities.3.response.calendar",
            "office",
            'there is no calendar "office"; name one of business',
        ),
        ("", 1, '"" leads nowhere; after the start comes one of policy'),
    ],
)
def test_a_wrong_override_names_its_path_and_the_mend(path: str, value: Any, said: str) -> None:
    text = refused(path, value)
    assert text.startswith("contract override: ")
    assert said in text


def test_every_wrong_path_is_told() -> None:
    with pytest.raises(PolicyError) as caught:
        apply_overrides(third(), [("nothing", 1), ("cases.nothing", 2)])
    assert len(caught.value.problems) == 2


def test_values_are_not_shared_with_what_the_caller_gave() -> None:
    levels = [1, 2]
    document = apply_overrides(bundled("itpdx"), [("cases.caps.groups.priority.levels", levels)])
    levels.append(3)
    assert value_at(document, "cases.caps.groups.priority.levels") == [1, 2]
