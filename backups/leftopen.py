"""What the backup tiers of a policy leave open, for its page, before anyone finds out."""

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime

from backups.models import Promise
from backups.promises import tier_of
from backups.rules.leftopen import LeftOpen, left_open
from backups.rules.words import left_words, mend_words
from hostops.policies.openings import Opening
from hostops.policies.schema.document import Document

# The years that are looked at: any would do that have a leap day among them.
_SINCE = datetime(2024, 1, 1, tzinfo=UTC)
# By the hashes of promises: thousands of servers share the same few.
_known: dict[tuple[str, ...], Sequence[LeftOpen]] = {}


def of_document(document: Document) -> list[Opening]:
    """Of all tiers of a policy; its slots and days by the clock of its own zone."""
    if document.backups is None:
        return []
    return _said(left_open(document.backups.tiers, document.policy.timezone, _SINCE))


def of_promises(promises: Sequence[Promise], timezone: str, alone: Collection[str]) -> list[Opening]:
    """Of one server's tiers, a contract's own values in them.

    `alone` are the tiers whose tool says what its copies need: no full is asked for by rule.
    """
    key = tuple(sorted(promise.sha256 for promise in promises))
    if key not in _known:
        _known[key] = left_open([tier_of(promise) for promise in promises], timezone, _SINCE)
    return _said(left for left in _known[key] if left.kind == "between" or left.tier.name not in alone)


def _said(found: Iterable[LeftOpen]) -> list[Opening]:
    return [Opening(left.clauses, left_words(left), mend_words(left)) for left in found]
