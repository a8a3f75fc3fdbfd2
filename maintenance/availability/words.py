"""What the figures of a month mean, for the page and for REST."""

DEFINITION = (
    (
        "Availability",
        "The share of the month's seconds in which the server was not down for a cause that counts, rounded down. A "
        "month that still runs is reckoned as if nothing more happened in it.",
    ),
    (
        "The month",
        "From its first instant to the next month's, in the zone of the policy; a month in which clocks change is an "
        "hour longer or shorter. A server counts from its registration to its retirement.",
    ),
    (
        "Scheduled",
        "Down inside a window that was announced for the server and was to be used. It does not count, beyond the "
        "announced estimate neither, but that is flagged. A window announced as not used covers nothing.",
    ),
    (
        "Excluded",
        "Down by a cause that the policy excepts, with its reason, approved by a manager. It does not count, also "
        "where another downtime overlaps it.",
    ),
    ("Unscheduled", "Every other second in which the server was down. Downtimes that overlap count once."),
    (
        "Seconds left",
        "How many more seconds may count as down before the commitment is missed: the month's seconds less what "
        "must be up, rounded down, less what counted so far.",
    ),
    ("The account", "Its servers together: the sum of their seconds."),
)
