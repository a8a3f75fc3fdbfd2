from dataclasses import dataclass, fields, replace
from random import Random
from typing import Self


@dataclass(frozen=True, slots=True)
class Trouble:
    """One kind of trouble. Texts that are empty are not needed: nobody asks, there is no way around.

    `monitored`: a machine may see it before people do.
    """

    title: str
    report: str
    answer: str
    resolution: str
    question: str = ""
    reply: str = ""
    workaround: str = ""
    note: str = ""
    checked: str = ""
    software: str = ""
    version: str = ""
    things: tuple[str, ...] = ("it",)
    monitored: bool = False

    def told(self, slots: dict[str, str], random: Random) -> Self:
        """The trouble as it happened once: every brace filled in."""
        filled = slots | {"thing": random.choice(self.things)}
        texts = [field.name for field in fields(self) if field.type is str and field.name != "software"]
        return replace(self, **{name: getattr(self, name).format_map(filled) for name in texts})
