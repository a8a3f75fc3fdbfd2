"""The severity level that a promise stood under, told from the rule that it was made by.

A case's severity may be lowered after its promise was broken: the promise stays with the level it
was made at. The clock keeps its clause and policy version, and each level has clauses of its own.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db.models import Case as SqlCase
from django.db.models import F, IntegerField, Q, Value, When

from hostops.policies.models import PolicyVersion
from hostops.policies.schema.rules import ClockRule
from tickets.clocks import PROGRESS, RESOLUTION, RESPONSE

# A promise is known to be of one level by its policy version, kind and clause.
Made = tuple[int, str, str]
# Below the clock or, for its past cycles, beside it.
_SEVERITY = "subject__case__severity"


class LevelsMade:
    """Which rule made a promise of which level, of all versions as they stand: one statement."""

    def __init__(self) -> None:
        self._known, self._unclear = _levels(_versions())
        self._level_of = {made: level for level, these in self._known.items() for made in these}

    def of(self, made: Made, shared: int | None) -> int | None:
        """The level of what was made so, as `expression` would tell it; `shared` is what `shared` told of the row."""
        return self._level_of.get(made, shared)

    def shared(self, prefix: str = "") -> SqlCase | Value:
        """The level of a row where its rule cannot tell, else null: to count by, since the rest follows from the rule.

        To ask of each row which of all rules made it costs most of a count; to ask it of each group costs nothing.
        """
        if not self._unclear:
            return Value(None, IntegerField())
        one = When(_made_by(self._unclear, prefix), then=F(prefix + _SEVERITY))
        return SqlCase(one, default=Value(None), output_field=IntegerField())

    def expression(self, prefix: str = "") -> SqlCase:
        """The level as an expression over clocks, or with `prefix` `clock__` over their past cycles.

        Where a policy has several levels under one clause the rule cannot tell, and the level is that
        which the case has now; only then is the table of cases read at all. Null where a policy knows none.
        """
        whens = [When(_made_by(made, prefix), then=Value(level)) for level, made in sorted(self._known.items())]
        if self._unclear:
            whens.append(When(_made_by(self._unclear, prefix), then=F(prefix + _SEVERITY)))
        return SqlCase(*whens, default=Value(None), output_field=IntegerField())


def levels() -> list[int]:
    """Every level that any version of any policy has had, the most severe first."""
    return sorted({level for version in _versions() for level in version.parsed.cases.levels()})


def _versions() -> list[PolicyVersion]:
    return list(PolicyVersion.objects.defer("document", "holidays"))


def _levels(versions: Iterable[PolicyVersion]) -> tuple[dict[int, list[Made]], list[Made]]:
    """What was made by each level's own clauses, and what several levels share."""
    found: dict[Made, set[int]] = defaultdict(set)
    for version in versions:
        for level, kind, rule in _rules(version):
            found[version.pk, kind, rule.clause].add(level)
    known: dict[int, list[Made]] = defaultdict(list)
    for made, of in found.items():
        if len(of) == 1:
            known[min(of)].append(made)
    return known, [made for made, of in found.items() if len(of) > 1]


def _rules(version: PolicyVersion) -> Iterator[tuple[int, str, ClockRule]]:
    flow = version.parsed.cases
    for level in flow.levels():
        severity = flow.severity(level)
        rules = {RESPONSE: severity.response, PROGRESS: severity.progress, RESOLUTION: severity.resolution}
        yield from ((level, kind, rule) for kind, rule in rules.items() if rule is not None)


def _made_by(made: Iterable[Made], prefix: str) -> Q:
    """The version and clause stand on the row itself, the kind on its clock."""
    clauses: dict[tuple[int, str], list[str]] = defaultdict(list)
    for version, kind, clause in made:
        clauses[version, kind].append(clause)
    one_of = Q()
    for (version, kind), these in sorted(clauses.items()):
        one_of |= Q(**{"version": version, f"{prefix}kind": kind, "clause__in": sorted(these)})
    return one_of
