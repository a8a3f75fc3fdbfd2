"""Filing a case. What is over a contract's cap is held, never refused, and nobody's report is lost."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from hostops.accounts.models import Account, Server, Software
from hostops.accounts.roles import require
from hostops.journal.actions import record
from hostops.lib.errors import NotAllowed, NotPossible
from hostops.lib.now import now
from hostops.lib.text import clean_line, clean_text
from hostops.subjects.models import Subject
from hostops.subjects.quiet import holders_of, kept_elsewhere
from tickets import clocks, mails, starts
from tickets.actions.attachments import Upload, attach, check_uploads
from tickets.actions.change import is_staff
from tickets.actions.contacts import contact_write
from tickets.actions.filing_checks import check_filed
from tickets.actions.holding import case_hold
from tickets.lookup import contract_of, registered_at
from tickets.models import Case, Channel, Contact, Message, Visibility
from tickets.places import hold_places, place_free
from tickets.querysets import PREFIX
from tickets.states import Coverage, State
from tickets.terms import Terms, terms_of


# Long by what a case is made of: half of it are the names of what a caller may give.
def case_file(
    *,
    actor: Any,
    account: Account,
    title: str,
    description: str,
    requested_severity: int | None,
    server: Server | None = None,
    software: Software | None = None,
    software_version: str = "",
    channel: str = Channel.PORTAL,
    reporter: Any = None,
    received_at: datetime | None = None,
    received_reason: str = "",
    checked_locally: str = "",
    caller_name: str = "",
    caller_address: str = "",
    attachments: Sequence[Upload] = (),
) -> Case:
    """Write the case down and put its response on record, counting or pending.

    Staff may say that it was received earlier, with the reason, and by telephone or mail: that is
    its contact. Raises BadField for wrong values, NotAllowed for a role or a foreign account,
    KeptElsewhere for what monitoring says of a server that is being worked on: the alert is kept
    there, so whoever calls this in a transaction is not to roll that back.
    """
    require(actor, "tickets.case.file")
    if not is_staff(actor) and actor.account_id != account.pk:
        raise NotAllowed("A case is filed for one's own account.")
    case = Case(
        account=account,
        contract=contract_of(account, server),
        server=server,
        software=software,
        software_version=clean_line(software_version),
        title=clean_line(title),
        description=clean_text(description),
        checked_locally=clean_text(checked_locally),
        channel=channel,
        reporter=reporter or actor,
        requested_severity=requested_severity,
        filed_at=now(),
        updated_at=now(),
        received_at=received_at or now(),
        received_reason=clean_text(received_reason),
    )
    terms = terms_of(case.contract, case.received_at)
    check_filed(actor, case, terms, given_receipt=received_at is not None)
    check_uploads(attachments)
    _keep_elsewhere(case)
    with transaction.atomic():
        _take_in(actor, case, terms, clean_line(caller_name), caller_address)
        _keep_files(actor, case, attachments)
        _tell(actor, case, terms)
    return case


def _take_in(actor: Any, case: Case, terms: Terms | None, caller_name: str, caller_address: str) -> None:
    """Give the case its place or its place in line, what is owed on it, and its row."""
    hold_places(case.contract_id)
    _place(case, terms)
    _owe(actor, case, terms)
    _write(actor, case, caller_name, caller_address)
    _hold_clocks(case)


class KeptElsewhere(NotPossible):
    """What monitoring said is kept with something that runs on the server; no case is opened of it."""


def _keep_elsewhere(case: Case) -> None:
    if case.channel == Channel.MONITORING and case.server:
        keeper = kept_elsewhere(case.server, case.title, case.description, case.received_at)
        if keeper:
            said = f"{case.server} is being worked on in {keeper}: the alert is kept there"
            raise KeptElsewhere(f"{said}, and no case is opened.")


def _hold_clocks(case: Case) -> None:
    """A case on a server that is worked on begins held, as those begin that were there before."""
    for subject, kinds in holders_of(case.server) if case.server else ():
        case_hold(actor=None, case=case, kinds=kinds, subject=subject)


def _place(case: Case, terms: Terms | None) -> None:
    """Decide severity, coverage, and whether there is a place."""
    case.severity = case.requested_severity if terms and terms.cases.levels() else None
    registered = registered_at(case.server)
    case.unregistered = case.server is not None and (registered is None or registered > case.received_at)
    case.coverage = Coverage.UNDECIDED if case.unregistered or _unsupported(case, terms) else Coverage.COVERED
    free = place_free(case.contract, terms, case.severity)
    case.state, case.held_at = (State.NEW, None) if free else (State.HELD, case.filed_at)


def _unsupported(case: Case, terms: Terms | None) -> bool:
    limits = terms.cases.software if terms else None
    return bool(case.software and limits and case.software.origin not in limits.covered_origins)


def _owe(actor: Any, case: Case, terms: Terms | None) -> None:
    """The subject and its response clock, before the case itself: so its row is written once, with what is due."""
    case.pk = _next_number()
    case.subject = Subject.objects.create(
        account=case.account, kind="case", reference=f"{PREFIX}-{case.pk}", title=case.title
    )
    case.contacted_at = case.received_at if case.channel in Contact.Channel.values else None
    clock = clocks.response_begins(actor, case, terms) if terms else None
    case.next_due = clock.due_at if clock else None


def _write(actor: Any, case: Case, caller_name: str, caller_address: str) -> None:
    """The case, its contact, its journal entry."""
    case.save(force_insert=True)
    if case.contacted_at:
        who = caller_name or (case.reporter.display_name if case.reporter.account_id else "")
        contact_write(case, case.channel, case.received_at, who, caller_address, logged_by=actor or case.reporter)
    record(
        actor=actor,
        verb="tickets.case.filed",
        kind="case",
        object_id=case.pk,
        reference=case.number,
        reason=case.received_reason,
        after={
            "state": case.state,
            "severity": case.severity,
            "channel": case.channel,
            "coverage": case.coverage,
            "received_at": case.received_at,
        },
    )


def _next_number() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('tickets_case', 'id'))")
        number: int = cursor.fetchone()[0]
        return number


def _keep_files(actor: Any, case: Case, attachments: Sequence[Upload]) -> None:
    if attachments:
        message = Message.objects.create(
            case=case,
            author=actor,
            from_name=case.reporter.display_name,
            from_email=case.reporter.email,
            channel=case.channel,
            visibility=Visibility.PUBLIC,
            body="Files that came with the case.",
            sent_at=case.filed_at,
        )
        attach(message, attachments)


def _tell(actor: Any, case: Case, terms: Terms | None) -> None:
    missing = starts.waits_for(starts.conditions(case, terms)) if terms else ""
    contact = terms.document.contact if terms else None
    words = f"Its response time waits for {missing}." if missing else "We answer within the time of its severity."
    if terms and contact and terms.needs_contact(case.severity) and not case.contacted_at:
        words += f" Call {contact.phone} or write to {contact.email} now: the response time counts from then."
    mails.filed_told(case, words)
