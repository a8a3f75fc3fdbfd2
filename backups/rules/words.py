"""Gaps in words, for pages and REST alike; instants are shown beside them, in the reader's zone. Pure."""

from datetime import timedelta

from backups.rules.faults import Cause, Fault
from backups.rules.gaps import Gap
from backups.rules.leftopen import LeftOpen
from backups.rules.restorable import Worth
from hostops.policies.schema.backups import SCOPE_WORDS, Scope
from hostops.policies.schema.base import listed
from hostops.policies.schema.durations import in_words

_FAULTS: dict[Cause, str] = {
    "missed": "No copy came.",
    "failed": "The run failed.",
    "quiet": "The service window {detail} covered it, and the policy expects no copy then.",
    "closed": "No copy came; the policy lets it be closed with a reason, which was: {detail}.",
    "removed": "The copy was removed before its time was over.",
    "needed_removed": "A copy of “{tier}” that is needed besides was removed before its time was over.",
    "full_missed": "What it would build on was due and never came: a copy of “{tier}”.",
    "outlived": "A copy of “{tier}” that is needed besides is past its own time: the policy keeps it no longer.",
    "no_full_yet": "No full copy that it could build on has been due yet.",
    "no_full": "The policy has no full copy that it could build on.",
    "unheard": "The tool says that it builds on {detail}, of which nothing was heard.",
}
WORTH: dict[Worth, str] = {
    "restorable": "Can be restored",
    "unsure": "Kept, but what it needs may be gone",
    "broken": "Kept, but cannot be restored",
}


def scope_words(scope: Scope) -> str:
    """`The data drives`: the name of a line."""
    words = SCOPE_WORDS[scope]
    return words[0].upper() + words[1:]


def fault_words(fault: Fault) -> str:
    """Why, in a sentence or two."""
    return _FAULTS[fault.cause].format(tier=fault.tier.title if fault.tier else "", detail=fault.detail)


def verdict_words(fault: Fault) -> str:
    """Whose gap it is: `Breaks iptor:2a`, `Left by the policy (iptor:2a, iptor:2b)`."""
    if fault.breaks:
        return f"Breaks {fault.breaks}"
    return f"Left by the policy ({', '.join(fault.left_by)})" if fault.left_by else "Not known whose"


def gap_words(gap: Gap) -> str:
    """A gap in a sentence, without its instants."""
    slots = "1 slot" if gap.slots == 1 else f"{gap.slots} slots"
    return f"{gap.tier.title}, {slots}. {fault_words(gap.fault)}"


def left_words(left: LeftOpen) -> str:
    """What the policy leaves open, in sentences."""
    return {"chain": _chain, "no_full": _no_full, "between": _between}[left.kind](left)


def mend_words(left: LeftOpen) -> str:
    """What would close it."""
    if left.kind == "chain":
        longer = listed([f"“{one.tier.title}” {one.days} days" for one in left.enough])
        return f"Nothing is left open where copies are kept as long as others build on them: {longer}. {_TOOLS}"
    if left.kind == "no_full":
        return f"A full copy of {SCOPE_WORDS[left.tier.scope]} closes it. {_TOOLS}"
    return f"It is closed where “{left.tier.title}” is kept longer by {_length(left.lasts)}, or where one comes sooner."


_TOOLS = "Tools whose copies need no others, such as restic and borg, do not leave it."


def _chain(left: LeftOpen) -> str:
    kept = listed([f"“{tier.title}” {in_words(tier.retention)}" for tier in (left.tier, *left.others)])
    useful = "none" if left.useful == 0 else f"only {left.useful}"
    return (
        f"A copy of “{left.tier.title}” can be restored only with all that it builds on. As they are kept here "
        f"({kept}), one may be of no use for up to the last {_length(left.lasts)} of its time: at worst {useful} "
        f"of the {left.kept} that are kept can be restored."
    )


def _no_full(left: LeftOpen) -> str:
    return (
        f"A copy of “{left.tier.title}” can be restored only with a full copy of {SCOPE_WORDS[left.tier.scope]}, "
        "and this policy has none."
    )


def _between(left: LeftOpen) -> str:
    return (
        f"“{left.tier.title}” is kept {in_words(left.tier.retention)} and may come {in_words(left.tier.grace or '')} "
        f"after its time: the one before it may be past its time for up to {_length(left.lasts)} before it is there."
    )


def _length(span: timedelta) -> str:
    """`6 days 23 hours`."""
    hours, minutes = divmod(int(span.total_seconds()) // 60, 60)
    days, hours = divmod(hours, 24)
    parts = [(days, "day"), (hours, "hour"), (minutes, "minute")]
    return " ".join(f"{count} {unit}{'' if count == 1 else 's'}" for count, unit in parts if count) or "a moment"
