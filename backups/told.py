"""A run as somebody told of it: what REST, pings and the tools' own reports are turned into. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any, Self

LONGEST_ID, LONGEST_MESSAGE = 200, 10_000


@dataclass(frozen=True, slots=True)
class Told:
    """One run. Its schedule is named by its key, or by a server's hostname and a tier (and the account's slug).

    - a time without zone is one of the server's own wall clock
    - `finished_at` None: nobody said when it ended, so it is when it was heard
    - `seconds`: how long it took, where its start is not told
    - `reckoned`: of `finished_at` and `bytes` what is not the tool's exact word, so that another is no contradiction
    - `also_named`: other names of the same copy, such as the short form of a long one
    - `needs`: the copies that it builds on; None is not said, an empty one is nothing
    - `copy`: whether the tool left a copy of its own
    """

    status: str
    schedule: int | None = None
    server: str = ""
    tier: str = ""
    account: str = ""
    started_at: datetime | None = None
    finished_at: datetime | None = None
    seconds: float | None = None
    reckoned: tuple[str, ...] = ()
    bytes: int | None = None
    external_id: str = ""
    also_named: tuple[str, ...] = ()
    tool: str = ""
    message: str = ""
    detail: Mapping[str, Any] = field(default_factory=dict)
    needs: tuple[str, ...] | None = None
    copy: bool = True

    @property
    def place(self) -> tuple[str, str]:
        """Server and tier as names are compared: in any case, without what stands around them."""
        return self.server.strip().lower(), self.tier.strip()

    def at(self, **place: Any) -> Self:
        """The same run, of this schedule or server and tier."""
        return replace(self, **place)

    def as_json(self) -> dict[str, Any]:
        """As it is kept aside: what was said, nothing else."""
        said = {name: value for name, value in asdict(self).items() if value != _SILENT.get(name)}
        return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in said.items()}

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> Self:
        """What was kept aside, as it was told."""
        times = {name: datetime.fromisoformat(said[name]) for name in ("started_at", "finished_at") if name in said}
        lists = {name: tuple(said[name]) for name in ("needs", "also_named", "reckoned") if name in said}
        return cls(**{**said, **times, **lists})


_SILENT: dict[str, Any] = asdict(Told(status=""))
