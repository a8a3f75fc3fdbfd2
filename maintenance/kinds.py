"""The kinds of window that the policies know, in their own words: what a planner may choose from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from hostops.policies.models import PolicyVersion
from hostops.policies.schema.durations import in_words
from hostops.policies.schema.windows import KIND_NAMES, Criterion, WindowKind, Windows
from maintenance.looks import KINDS


@dataclass(frozen=True)
class Promise:
    """What one policy says of a kind: `6 days of notice or more, saying ...`, and how long it may last."""

    policy: str
    clause: str
    title: str
    words: str
    longest: str


@dataclass
class KindOffer:
    """A kind to choose, with what each policy that knows it promises and asks for."""

    name: str
    label: str
    promises: list[Promise] = field(default_factory=list)
    needs: set[str] = field(default_factory=set)
    tests: dict[str, Criterion] = field(default_factory=dict)

    def take(self, policy: str, rule: WindowKind, windows: Windows) -> None:
        longest = windows.maximum_length(self.name)
        words = f"up to {in_words(longest)}" if longest else "no limit of length"
        self.promises.append(Promise(policy, rule.clause, rule.title, rule.words(), words))
        if rule.needs_justification:
            self.needs.add("justification")
        if rule.needs_advisory:
            self.needs.add("advisory")
        self.tests |= {test.name: test for test in rule.tests}


def offers() -> list[KindOffer]:
    """Every kind that the newest version of any policy knows; one statement, parsed documents are kept."""
    known = list(_known())
    return [offer for offer in (_offer(name, known) for name in KIND_NAMES) if offer.promises]


def _offer(name: str, known: Sequence[tuple[str, Windows]]) -> KindOffer:
    offer = KindOffer(name, KINDS.get(name, name))
    for policy, windows in known:
        rule = windows.kind(name)
        if rule is not None:
            offer.take(policy, rule, windows)
    return offer


def _known() -> Iterator[tuple[str, Windows]]:
    newest = PolicyVersion.objects.order_by("policy_id", "-number").distinct("policy_id")
    for version in newest.select_related("policy").defer("document", "holidays"):
        if version.parsed.windows is not None:
            yield version.policy.title, version.parsed.windows
