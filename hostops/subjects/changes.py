"""What every change of a desk's object has in common: permission, lock, version, journal, one transaction."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Generic, TypeVar

from django.db import models, transaction

from hostops.accounts.roles import require
from hostops.journal.actions import changes, record
from hostops.journal.models import Entry
from hostops.lib.errors import NotAllowed, Outdated

M = TypeVar("M", bound=models.Model)

# What hangs on an object, as it was and became.
Also = Mapping[str, tuple[Any, Any]]


class Changes(Generic[M]):
    """The changes of one kind of object that has a `version`. A desk derives one for each, and says what is its own.

    The rows of `model` are found by `visible_to`; `settle` and `as_shown` are the ones to override.
    """

    model: type[M]
    # What its verbs begin with, in the roles and in the journal, dotted.
    room: str
    # Its kind in the journal.
    kind: str
    # What people call it: "There is no such case for you."
    called: str
    # The fields that the journal keeps, as they were and became.
    shown: Sequence[str] = ()
    # What is read with it once it is locked.
    joined: Sequence[str] = ()

    def reference(self, row: M) -> str:
        """What people call this one; the journal keeps it."""
        return str(row.number)  # type: ignore[attr-defined]

    def as_shown(self, row: M) -> dict[str, Any]:
        """The object as the journal keeps it."""
        return {name: getattr(row, name) for name in self.shown}

    def settle(self, row: M) -> None:
        """Set what follows from the change, before it is saved."""

    def told(self, actor: Any, row: M, did: str, entry: Entry) -> None:
        """Tell whom the change concerns, in its transaction."""

    def outdated(self, row: M) -> str:
        """Who was changed in the meantime, at the beginning of a sentence."""
        return self.reference(row)

    @contextmanager
    def changing(
        self,
        *,
        actor: Any,
        row: M,
        verb: str,
        did: str,
        if_version: int | None = None,
        reason: str = "",
        also: Also | None = None,
        first: Callable[[], None] | None = None,
    ) -> Iterator[M]:
        """The row, locked, for one change that is journalled as `<room>.<did>` when the block ends.

        1. The actor's role must include `<room>.<verb>`, and the row must be one the actor may see (NotAllowed).
        2. `first` takes what must be locked before it.
        3. `if_version` must still be the version (Outdated): of two people at once the second is told.
        4. What the block changed is saved and journalled as it was and became, with `reason`; and what it
           put into `also`, of what hangs on the row: `{name: (before, after)}`.
        """
        require(actor, f"{self.room}.{verb}")
        with transaction.atomic():
            if first is not None:
                first()
            locked = self._locked(actor, row)
            self._require_current(locked, if_version)
            before = self.as_shown(locked)
            yield locked
            self._keep(actor, locked, before, did, reason, also or {})
        row.refresh_from_db()

    def _locked(self, actor: Any, row: M) -> M:
        """The row, first locked and then read: what was joined while waiting for the lock could be of neither state."""
        rows: Any = self.model._default_manager
        seen = rows.all() if actor is None else rows.visible_to(actor)
        if not seen.select_for_update(of=("self",)).filter(pk=row.pk).values_list("pk").first():
            raise NotAllowed(f"There is no such {self.called} for you.")
        found: M = rows.select_related(*self.joined).get(pk=row.pk) if self.joined else rows.get(pk=row.pk)
        return found

    def _require_current(self, row: Any, if_version: int | None) -> None:
        if if_version is not None and row.version != if_version:
            raise Outdated(f"{self.outdated(row)} was changed in the meantime (version {row.version}); read it again.")

    def _keep(self, actor: Any, row: Any, before: dict[str, Any], did: str, reason: str, also: Also) -> None:
        row.version += 1
        self.settle(row)
        row.save()
        was, became = changes(before, self.as_shown(row))
        was |= {name: old for name, (old, _) in also.items()}
        became |= {name: new for name, (_, new) in also.items()}
        self.told(actor, row, did, self.journal(actor, row, did, was, became, reason))

    def journal(
        self, actor: Any, row: M, did: str, before: Mapping[str, Any], after: Mapping[str, Any], reason: str = ""
    ) -> Entry:
        """One entry of the object's history."""
        return record(
            actor=actor,
            verb=f"{self.room}.{did}",
            kind=self.kind,
            object_id=row.pk,
            reference=self.reference(row),
            before=before,
            after=after,
            reason=reason,
        )
