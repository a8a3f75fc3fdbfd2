"""What is owed of releases, and what keeps it: the calls of the other rooms. Each is made inside their transaction."""

from collections.abc import Collection, Sequence
from typing import Any

from maintenance.patching.models import PatchException, PatchOwed, PatchResult, PatchRun


def releases_heard(release_ids: Collection[int], actor: Any) -> None:
    """Bring what is owed of these releases to what is known of them now; call it once, after they were written.

    - owed anew, by `rules.due`, where a contract or a vulnerability is earlier than the period, or the
      platform is patched on release; a period of a platform that is patched only if there was a release
    - another due instant where that changed: a vulnerability was listed, its day moved
    - kept, where the server's own tool names the update no more (`Update.gone_at`)
    - no longer owed, where the release was withdrawn or the period is early enough

    A fixed number of statements, however many servers.
    """
    raise NotImplementedError


def results_heard(results: Sequence[PatchResult], actor: Any) -> None:
    """Keep what these results keep, and stop its clocks; call it once, in the transaction that wrote them.

    Results that are not `done` are passed over. What was kept later than the result says is kept from it
    on. A period that is closed stays as it was closed. A fixed number of statements.
    """
    raise NotImplementedError


def results_undone(results: Sequence[PatchResult], actor: Any, reason: str) -> None:
    """Take back what these results kept: they were rolled back. Another done result that stands keeps it instead.

    Its clock counts again to the same due instant. A period that is closed stays as it was closed.
    """
    raise NotImplementedError


def plans_heard(run: PatchRun, actor: Any) -> None:
    """A run was planned: what was owed as a plan of its releases for its servers is kept."""
    raise NotImplementedError


def plans_undone(run: PatchRun, actor: Any, reason: str) -> None:
    """A run was cancelled: the plans that it kept are owed again, where no other run stands."""
    raise NotImplementedError


def owed_excepted(owed: Sequence[PatchOwed], exception: PatchException, actor: Any) -> None:
    """The exception covers these rows: they name it, and their clocks are cancelled with its number as reason.

    What is done already, or dropped, is passed over.
    """
    raise NotImplementedError


def owed_reopened(owed: Sequence[PatchOwed], actor: Any, reason: str) -> None:
    """Their exception is over: the clocks of what is not done count again, to each row's `due_at` as it is now.

    Set another `due_at` before, where one is owed. A period whose time has passed is left as it stands.
    """
    raise NotImplementedError
