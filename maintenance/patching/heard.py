"""What came of a file: counts for people, and the releases of which something is otherwise now."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Heard:
    """`counts` are of what the file is about: updates, advisories or vulnerabilities. `releases` are their keys."""

    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(("new", "changed", "known", "gone"), 0))
    releases: set[int] = field(default_factory=set)

    def count(self, **more: int) -> None:
        for name, number in more.items():
            self.counts[name] = self.counts.get(name, 0) + number
