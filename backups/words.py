"""What the figures of the desk mean, as pages and documents say it beside them."""

DEFINITION: tuple[tuple[str, str], ...] = (
    ("Promised", "The slots of the month whose time is over, or that were kept before it was: an instant at which the "
                 "policy expects a copy. Slots that a service window excused, and those still ahead, are not counted."),
    ("Kept", "A copy ended, with or without warnings, by the slot's time and its grace."),
    ("Late", "A copy ended after that and before the next slot: it began in time and ran on, or it began too late."),
    ("Missed", "Nothing was heard of a copy until the next slot, or until now."),
    ("Failed", "The tool told of runs, and none of them left a copy."),
    ("Closed", "Missed or failed, and somebody wrote down for which of the policy's reasons. It still counts as such."),
    ("Suspicious", "Kept or late, and the copy's size or duration is far from those before it."),
    ("Share", "Kept of promised, rounded down."),
    ("Day", "That of the place where the server stands."),
)  # fmt: skip


def tier_words(name: str) -> str:
    """A tier's name as words: `nightly_code` is "nightly code"."""
    return name.replace("_", " ")
