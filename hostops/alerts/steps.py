"""How far an alert was passed on, told from its key: `80%`, `80%:escalated`, `80%:escalated:2`. Pure."""

ESCALATED = ":escalated"


def plain(key: str) -> str:
    """The threshold that was crossed, however far it was passed on."""
    return key.partition(ESCALATED)[0]


def step_of(key: str) -> int:
    """0 as it was raised, then 1 for each time that nobody acknowledged it."""
    _, passed_on, number = key.partition(ESCALATED)
    return int(number.removeprefix(":") or 1) if passed_on else 0


def passed_on(key: str) -> str:
    """The key of the next step."""
    step = step_of(key) + 1
    return f"{plain(key)}{ESCALATED}" + (f":{step}" if step > 1 else "")
