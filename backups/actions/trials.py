"""Restore tests: what was restored, from which copy, how long it took, who checked (a house rule of both policies)."""

from datetime import datetime
from typing import Any

from django.db import transaction

from backups.models import Run, Trial
from backups.trials import trial_counts
from hostops.accounts.models import Server
from hostops.accounts.roles import require
from hostops.alerts.models import Alert
from hostops.clocks.models import Clock
from hostops.journal.actions import record
from hostops.lib.errors import BadField, NotAllowed
from hostops.lib.now import now
from hostops.lib.text import clean_line, clean_text

RECORD = "backups.trial.record"
LONGEST, LONGEST_NAME = 2_000, 200
FAILED = "failed"


@transaction.atomic
def trial_record(
    *,
    actor: Any,
    server: Server,
    what: str,
    started_at: datetime,
    finished_at: datetime,
    succeeded: bool,
    checked_by: str,
    run: Run | None = None,
    findings: str = "",
) -> Trial:
    """Record a restore that was tried. It is written once; another test is another record.

    One that succeeded keeps the server's promise, and the next is owed from its end. One that did not
    keeps nothing: the staff are alerted at once, and the test is still owed. Raises NotAllowed;
    BadField for times that cannot be, a copy of another server or none, or words that are missing.
    """
    require(actor, RECORD)
    _see(actor, server)
    what, findings, checked_by = clean_text(what), clean_text(findings), clean_line(checked_by)
    wrong = _wrong_times(started_at, finished_at) | _wrong_words(what, findings, checked_by, succeeded)
    if run is not None:
        wrong |= _wrong_copy(server, run, started_at)
    if wrong:
        raise BadField(wrong)
    trial = Trial.objects.create(
        server=server, run=run, what=what, started_at=started_at, finished_at=finished_at, succeeded=succeeded,
        findings=findings, checked_by=checked_by, recorded_by=actor, recorded_at=now(),
    )  # fmt: skip
    _record(actor, trial)
    if succeeded:
        trial_counts(server, finished_at, actor=actor)
    else:
        _alert(server)
    return trial


def _see(actor: Any, server: Server) -> None:
    seen = Server.objects.visible_to(actor) if actor else Server.objects.all()
    if not seen.filter(pk=server.pk).exists():
        raise NotAllowed("There is no such server for you.")


def _wrong_times(started_at: datetime, finished_at: datetime) -> dict[str, str]:
    if finished_at > now():
        return {"finished_at": "This is still to come; a test is recorded when it is over."}
    if finished_at < started_at:
        return {"finished_at": "This ends before it starts."}
    return {}


def _wrong_words(what: str, findings: str, checked_by: str, succeeded: bool) -> dict[str, str]:
    wrong = {}
    if not 0 < len(what) <= LONGEST:
        wrong["what"] = f"Say what was restored, in at most {LONGEST} characters."
    if not 0 < len(checked_by) <= LONGEST_NAME:
        wrong["checked_by"] = f"Say who looked at what came back, in at most {LONGEST_NAME} characters."
    if len(findings) > LONGEST or not (findings or succeeded):
        wrong["findings"] = f"Say what went wrong, in at most {LONGEST} characters."
    return wrong


def _wrong_copy(server: Server, run: Run, started_at: datetime) -> dict[str, str]:
    if run.schedule.server_id != server.pk:
        return {"run": f"This copy is not one of {server.hostname}."}
    if run.expires_at is None:
        return {"run": "This run failed and left no copy."}
    if run.finished_at > started_at or (run.deleted_at and run.deleted_at < started_at):
        return {"run": "There was no such copy when the test began."}
    return {}


def _alert(server: Server) -> None:
    """Tell at once whom the policy tells of a test that is overdue; once a cycle."""
    about = {"subject__kind": "restore_test", "subject__reference": f"RT-{server.pk}", "kind": "restore_test"}
    clock = Clock.objects.live().filter(**about).select_related("version").first()
    if clock is None:
        return
    at = now()
    Alert.objects.get_or_create(
        clock=clock, cycle=clock.cycle, revision=clock.revision, threshold=FAILED,
        defaults={"instant": at, "raised_at": at, "tell": _told(clock)},
    )  # fmt: skip


def _told(clock: Clock) -> list[str]:
    return next((list(entry["tell"]) for entry in clock.thresholds if entry["key"] == "breach"), ["engineers"])


def _record(actor: Any, trial: Trial) -> None:
    record(
        actor=actor,
        verb="backups.trial.recorded",
        kind="restore_test",
        object_id=trial.pk,
        reference=f"restore test {trial.pk}",
        after={
            "id": trial.pk, "server": trial.server.hostname, "run": trial.run_id, "what": trial.what,
            "started_at": trial.started_at, "finished_at": trial.finished_at, "succeeded": trial.succeeded,
            "findings": trial.findings, "checked_by": trial.checked_by,
        },
    )  # fmt: skip
