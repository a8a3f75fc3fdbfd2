"""What is wrong with a policy document: the file, the place and the mend, for every problem at once."""

from dataclasses import dataclass

Step = str | int
Place = tuple[Step, ...]


def dotted(place: Place) -> str:
    """`cases.severities[1].response`; the empty place is the whole document."""
    text = ""
    for step in place:
        text += f"[{step}]" if isinstance(step, int) else f".{step}"
    return text.removeprefix(".") or "the document"


@dataclass(frozen=True)
class Problem:
    """One fault at a place, and what to write instead. `line` counts from 1, None where there is no file."""

    place: Place
    fault: str
    mend: str
    line: int | None = None

    def told(self, name: str) -> str:
        """`itpdx.yaml, line 41: cases.severities[1].response.duration: "15m" is not ...; write ...`."""
        where = name if self.line is None else f"{name}, line {self.line}"
        return f"{where}: {dotted(self.place)}: {self.fault}; {self.mend}"


class PolicyError(ValueError):
    """A policy document that is refused. Its text has one line for every problem."""

    def __init__(self, name: str, problems: list[Problem]) -> None:
        self.name = name
        self.problems = tuple(problems)
        super().__init__("\n".join(problem.told(name) for problem in problems))
