"""What the backup tiers of a policy leave open, for its page, before anyone finds out."""

from collections.abc import Sequence
from datetime import UTC, datetime

from backups.rules.leftopen import LeftOpen, left_open
from backups.rules.words import left_words, mend_words
from hostops.policies.openings import Opening
from hostops.policies.schema.backups import Tier
from hostops.policies.schema.document import Document

# The years that are looked at: any would do that have a leap day among them.
_SINCE = datetime(2024, 1, 1, tzinfo=UTC)


def of_document(document: Document) -> list[Opening]:
    """Of all tiers of a policy; its slots and days by the clock of its own zone."""
    return of_tiers(document.backups.tiers, document.policy.timezone) if document.backups else []


def of_tiers(tiers: Sequence[Tier], timezone: str) -> list[Opening]:
    """Of the tiers as they are promised of one server."""
    return [_said(left) for left in left_open(tiers, timezone, _SINCE)]


def _said(left: LeftOpen) -> Opening:
    return Opening(left.clauses, left_words(left), mend_words(left))
