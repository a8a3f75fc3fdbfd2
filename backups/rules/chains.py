"""What a copy needs besides itself to be restored, and until when all of it is there. Pure.

1. Where the tool said what a copy builds on (`needs`), that holds; restic and borg say: nothing.
2. Else a full copy and a snapshot need nothing.
3. Else an incremental stands on the last full that had ended when it began, of a scope that covers
   its own, and on every incremental of its tier before it that stands on the same full.

A copy builds only on what ended before it, so that nothing can need itself.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from hostops.policies.schema.backups import Scope, TierKind


@dataclass(frozen=True, slots=True)
class Copy:
    """What a good run left behind. `kept_until` has holds in it; None is a hold without end."""

    id: int
    tier: str
    kind: TierKind
    scope: Scope
    began_at: datetime
    finished_at: datetime
    kept_until: datetime | None
    deleted_at: datetime | None = None
    external_id: str = ""
    needs: tuple[str, ...] | None = None

    def kept(self, at: datetime) -> bool:
        """Whether its own time is not over, and nobody has said that it was removed."""
        return not self.gone(at) and (self.kept_until is None or at < self.kept_until)

    def gone(self, at: datetime) -> bool:
        return self.deleted_at is not None and self.deleted_at <= at


@dataclass(frozen=True, slots=True)
class Stand:
    """A copy with all that it stands on; the `weakest`, `lost` and `baseless` may be the copy itself.

    - `on`: what it directly builds on, the full first
    - `weakest`: of all of it, the copy whose time is over first
    - `lost`: of all of it, the copy that was removed first
    - `baseless`: of all of it, an incremental that has no full to stand on
    - `unheard`: the tool's name of a copy that one of them needs, and that nobody reported
    """

    copy: Copy
    on: tuple[Copy, ...]
    weakest: Copy
    lost: Copy | None
    baseless: Copy | None
    unheard: str

    @property
    def until(self) -> datetime | None:
        """Until when it can be restored, as far as retention goes; None without end."""
        return self.weakest.kept_until

    def whole(self, at: datetime) -> bool:
        """Whether all of it can be there at `at`, removed copies and those never heard of apart."""
        lost = self.lost is not None and self.lost.gone(at)
        return not (lost or self.baseless or self.unheard)

    def restorable(self, at: datetime) -> bool:
        """Whether it can be restored at `at` for sure: all of it is there, and none past its time."""
        return self.whole(at) and (self.until is None or at < self.until)


def covers(outer: Scope, inner: Scope) -> bool:
    """Whether what a copy of `outer` holds has all of `inner`: the system has everything."""
    return outer in ("system", inner)


def stands(copies: Sequence[Copy]) -> dict[int, Stand]:
    """Each copy by its id with what it stands on; in time proportional to their number."""
    known = _Known()
    for copy in sorted(copies, key=lambda one: (one.finished_at, one.id)):
        known.add(copy)
    return known.stands


class _Known:
    """The copies so far, in the order in which they ended."""

    def __init__(self) -> None:
        self.stands: dict[int, Stand] = {}
        self._fulls: list[Copy] = []
        self._named: dict[str, list[Copy]] = {}
        # the last incremental of a tier on a full
        self._last: dict[tuple[str, int], Copy] = {}

    def add(self, copy: Copy) -> None:
        self.stands[copy.id] = self._stand(copy)
        if copy.kind == "full":
            self._fulls.append(copy)
        if copy.external_id:
            self._named.setdefault(copy.external_id, []).append(copy)

    def _stand(self, copy: Copy) -> Stand:
        if copy.needs is not None:
            return self._by_names(copy, copy.needs)
        return self._by_full(copy) if copy.kind == "incremental" else self._joined(copy, ())

    def _by_names(self, copy: Copy, names: tuple[str, ...]) -> Stand:
        found = {name: self._by_name(copy, name) for name in names}
        unheard = next((name for name, one in found.items() if one is None), "")
        return self._joined(copy, tuple(one for one in found.values() if one), unheard=unheard)

    def _by_name(self, copy: Copy, name: str) -> Copy | None:
        """The latest of that name, its own tier's before others: names are a tool's, and tools may share one."""
        known = self._named.get(name, [])
        return max(known, key=lambda one: (one.tier == copy.tier, one.finished_at), default=None)

    def _by_full(self, copy: Copy) -> Stand:
        base = next(self._bases(copy), None)
        if base is None:
            return self._joined(copy, (), baseless=copy)
        before = self._last.get((copy.tier, base.id))
        self._last[copy.tier, base.id] = copy
        return self._joined(copy, (base, before) if before else (base,))

    def _bases(self, copy: Copy) -> Iterator[Copy]:
        """The fulls that it can stand on, the latest first."""
        for full in reversed(self._fulls):
            if full.finished_at <= copy.began_at and covers(full.scope, copy.scope) and not full.gone(copy.began_at):
                yield full

    def _joined(self, copy: Copy, on: tuple[Copy, ...], *, baseless: Copy | None = None, unheard: str = "") -> Stand:
        below = [self.stands[one.id] for one in on]
        lost = [one for one in (copy, *(stand.lost for stand in below)) if one and one.deleted_at]
        return Stand(
            copy=copy,
            on=on,
            weakest=min((copy, *(stand.weakest for stand in below)), key=_end),
            lost=min(lost, key=_removal, default=None),
            baseless=baseless or next((stand.baseless for stand in below if stand.baseless), None),
            unheard=unheard or next((stand.unheard for stand in below if stand.unheard), ""),
        )


def _end(copy: Copy) -> tuple[bool, datetime]:
    """For ordering: what is held without end is last."""
    return copy.kept_until is None, copy.kept_until or copy.finished_at


def _removal(copy: Copy) -> datetime:
    assert copy.deleted_at is not None
    return copy.deleted_at
