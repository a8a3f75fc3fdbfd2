"""The rules of a document in English, clause by clause, for the policy page."""

from typing import NamedTuple

from hostops.policies.schema.base import Part, Rule
from hostops.policies.schema.document import Document
from hostops.policies.walking import Found, walk


class RuleRow(NamedTuple):
    """One rule as a reader sees it. `house_rules` are the fields the provider decided."""

    clause: str
    path: str
    words: str
    house_rules: tuple[str, ...]
    note: str | None


def rules_of(document: Document) -> list[RuleRow]:
    """Every rule with its clause, in the order of the document: "Level 1: response within 15 minutes, ...".

    A clause without a row is kept by a record alone.
    """
    return [
        _row(found, found.part, clause)
        for found in walk(document)
        if isinstance(found.part, Rule)
        for clause in (found.part.clause, *found.part.also)
    ]


def rules_by_clause(document: Document) -> dict[str, list[RuleRow]]:
    """The same rows under each clause, in their order; a clause without rules has an empty list."""
    rows: dict[str, list[RuleRow]] = {clause.id: [] for clause in document.clauses}
    for row in rules_of(document):
        rows[row.clause].append(row)
    return rows


def _row(found: Found, rule: Rule, clause: str) -> RuleRow:
    labels = [part.label for part in (*found.trail, rule) if isinstance(part, Part) and part.label]
    said = _sentence(found, rule)
    words = f"{labels[-1]}: {said}" if labels else said[:1].upper() + said[1:]
    return RuleRow(clause, found.path, words, rule.house_rules, rule.note)


def _sentence(found: Found, rule: Rule) -> str:
    name = rule.said_as(found.path.rpartition(".")[2].replace("_", " "))
    return f"{name} {rule.words()}".strip()
