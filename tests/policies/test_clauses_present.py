"""Every clause of both documents is there, with its words, and with a rule where it has one."""

import pytest

from hostops.policies.rulewords import rules_by_clause
from tests.policies.texts import bundled

EXPECTED = {
    "iptor": "0 1a 1b 1c 2a 2b 2c 2d 2e 2f 3a 3b 4a 4b 4c 4d 4e 4f 5a 5b 5c 5d 5e 5f 5g 5h 6a 6b 6c",
    "itpdx": (
        "1a 1b 1c 2a 2b 2c 3a 3b 3c 3d 4a 4b 4c 4d 4e 4f 4g 4h 4i 4j 4k 4l 4m "
        "5a 5b 5c 5d 5e 5f 5g 5h 5i 5j 5k 6a 6b 6c 7a 7b 7c"
    ),
}
# Kept by how the portal is built and run, not by a value.
KEPT_WITHOUT_A_RULE = {"iptor": ["iptor:6b", "iptor:6c"], "itpdx": []}


@pytest.mark.parametrize("policy", EXPECTED)
def test_every_clause_stands_in_the_document_and_no_other(policy: str) -> None:
    clauses = [clause.id for clause in bundled(policy).clauses]
    assert clauses == [f"{policy}:{number}" for number in EXPECTED[policy].split()]


@pytest.mark.parametrize("policy", EXPECTED)
def test_every_clause_says_its_words_and_what_the_portal_does(policy: str) -> None:
    for clause in bundled(policy).clauses:
        assert len(clause.text.split()) > 1, clause.id
        assert clause.portal.endswith("."), clause.id
        assert clause.title != clause.text, clause.id


@pytest.mark.parametrize("policy", EXPECTED)
def test_every_clause_with_a_value_has_a_rule(policy: str) -> None:
    rows = rules_by_clause(bundled(policy))
    assert [clause for clause, rules in rows.items() if not rules] == KEPT_WITHOUT_A_RULE[policy]
