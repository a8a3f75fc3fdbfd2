"""Opening a security response, and letting it touch more servers."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from hostops.accounts.models import Account, Server
from hostops.accounts.roles import require
from hostops.lib.errors import BadField
from hostops.lib.now import now
from hostops.lib.text import clean_text
from hostops.subjects.models import Subject, SubjectLink
from maintenance.patching.models import Advisory
from maintenance.security.actions.change import (
    MOST_SERVERS,
    TEXT_LONGEST,
    as_shown,
    changing,
    check_servers,
    journal,
    move,
    named,
    required,
)
from maintenance.security.actions.first import act_write
from maintenance.security.clocks import notice_owed
from maintenance.security.letters import notice_give, words_of
from maintenance.security.models import CustomCode, SecurityAffected, SecurityResponse
from tickets.actions import case_file

_LIST_LONGEST = 4_000
OPEN, WIDEN = "maintenance.security.open", "maintenance.security.widen"


# Long by what a response is made of: half of it are the names of what a caller may give.
@transaction.atomic
def response_open(
    *,
    actor: Any,
    kind: str,
    title: str,
    risk: str,
    servers: Sequence[Server] = (),
    code: CustomCode | None = None,
    advisory: Advisory | None = None,
    effect: str = "",
    acted_reason: str = "",
    action: str = "",
    acted_at: datetime | None = None,
) -> SecurityResponse:
    """Open a response on servers, or on a customer's own code, with a case for each account that it touches.

    1. Each case stands in the queue below an open Level 1 and above the rest (itpdx:5i).
    2. With `acted_reason` the action came first: its notice is owed, and a clock runs (itpdx:5j).
    3. Else, where performance suffers (`effect`), the accounts are told at once (itpdx:5i).
    Raises BadField for an unknown kind, a response that touches nothing, servers out of service, an
    advisory with a finding, code that is retired, or a reason that no policy concerned knows.
    """
    require(actor, OPEN)
    title = named(title, "title")
    [risk] = required(risk=risk)
    _check(kind, servers, code, advisory, effect)
    at = now()
    response = SecurityResponse(
        pk=_next_number(), kind=kind, title=title, risk=risk, code=code, advisory=advisory, effect=clean_text(effect),
        opened_by=actor, opened_at=at, updated_at=at,
    )  # fmt: skip
    response.subject = Subject.objects.create(account=None, kind="security", reference=response.number, title=title)
    response.save(force_insert=True)
    touched = list(servers) or ([code.server] if code and code.server else [])
    _touch(actor, response, touched, [code.account] if code else [])
    journal(actor, response, "opened", {}, {**as_shown(response), "servers": _names(touched)})
    if acted_reason or action or acted_at:
        act_write(actor, response, acted_reason, action, acted_at)
    elif response.effect:
        notice_give(actor, response, words_of(response), at)
    return response


def response_widen(
    *, actor: Any, response: SecurityResponse, servers: Sequence[Server], if_version: int | None = None
) -> SecurityResponse:
    """Let it touch these servers too. An account that comes in gets its case, and what the others were told.

    Where action came first it is owed the notice as they were. BadField for a response on code, or
    where all the servers are in it already.
    """
    also: dict[str, tuple[Any, Any]] = {}
    with changing(
        actor=actor, response=response, verb="widen", did="widened", if_version=if_version, also=also
    ) as locked:
        move(locked, "widen")
        if locked.code_id:
            raise BadField({"servers": "This response is on a customer's own code."})
        known = set(locked.servers.values_list("pk", flat=True))
        new = [server for server in servers if server.pk not in known]
        if not new or len(new) > MOST_SERVERS:
            raise BadField({"servers": f"Name servers that are not in it yet, at most {MOST_SERVERS} at once."})
        check_servers(new)
        also["servers"] = (None, _names(new))
        _take_in(actor, locked, _touch(actor, locked, new))
    return response


def _take_in(actor: Any, response: SecurityResponse, rows: list[SecurityAffected]) -> None:
    """Tell accounts that came in what the others know, and owe them what the others were owed."""
    if not rows:
        return
    if response.acted_at:
        response.notified_at = None
        notice_owed(actor, response, now(), "accounts came in")
    latest = response.notices.order_by("number").last()
    if latest:
        notice_give(actor, response, latest.words, now(), only=rows)


def _touch(
    actor: Any, response: SecurityResponse, servers: Sequence[Server], accounts: Sequence[Account] = ()
) -> list[SecurityAffected]:
    """Put the servers into the response; a row and a case for each account that is new to it."""
    response.servers.add(*servers)
    known = set(response.affected.values_list("account", flat=True))
    wanted = {account.pk: account for account in [*accounts, *(server.account for server in servers)]}
    new = [account for pk, account in sorted(wanted.items()) if pk not in known]
    return [
        _affect(actor, response, account, [one for one in servers if one.account_id == account.pk]) for account in new
    ]


def _affect(actor: Any, response: SecurityResponse, account: Account, servers: Sequence[Server]) -> SecurityAffected:
    case = case_file(
        actor=actor,
        account=account,
        title=f"Security: {response.title}"[:200],
        description=_described(response, servers),
        requested_severity=None,
        server=servers[0] if len(servers) == 1 else None,
        security=True,
    )
    SubjectLink.objects.create(source=case.subject, target=response.subject, relation="caused_by")
    return SecurityAffected.objects.create(response=response, account=account, case=case.subject, added_at=now())


def _described(response: SecurityResponse, servers: Sequence[Server]) -> str:
    """What the case says: as much of it as a case can hold."""
    about = f"On {', '.join(server.hostname for server in servers)}."[:_LIST_LONGEST] if servers else ""
    parts = (response.risk[: TEXT_LONGEST - 2 * _LIST_LONGEST], about, response.number)
    return "\n\n".join(part for part in parts if part)


def _check(
    kind: str, servers: Sequence[Server], code: CustomCode | None, advisory: Advisory | None, effect: str
) -> None:
    wrong = {}
    if kind not in SecurityResponse.Kind.values:
        wrong["kind"] = f"Use one of {', '.join(SecurityResponse.Kind.values)}."
    elif advisory and kind != SecurityResponse.Kind.ADVISORY:
        wrong["advisory"] = "A finding is the provider's own: it has no advisory."
    if bool(servers) == bool(code) or len(servers) > MOST_SERVERS:
        wrong["servers"] = f"Name servers, at most {MOST_SERVERS}, or a customer's own code, not both."
    if code and code.retired_at:
        wrong["code"] = f"{code.number} is retired."
    if len(clean_text(effect)) > TEXT_LONGEST:
        wrong["effect"] = f"Keep it under {TEXT_LONGEST} characters."
    if wrong:
        raise BadField(wrong)
    check_servers(servers)


def _names(servers: Sequence[Server]) -> list[str]:
    return sorted(f"{server.account.slug}/{server.hostname}" for server in servers)


def _next_number() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('maintenance_securityresponse', 'id'))")
        number: int = cursor.fetchone()[0]
        return number
