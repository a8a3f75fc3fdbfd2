"""Blocks: an address range kept from servers since it interfered, and when it is let through again (itpdx:5e)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from hostops.accounts.models import Account, Server
from hostops.accounts.roles import require
from hostops.lib.errors import BadField, NotPossible
from hostops.lib.now import now
from hostops.subjects.changes import Changes
from maintenance.security.actions.change import check_past, check_servers, required
from maintenance.security.letters import account_told
from maintenance.security.models import Block, PenetrationTest
from maintenance.security.rules.ranges import WrongRange, overlapping, range_of

SET = "maintenance.block.set"


class _Blocks(Changes[Block]):
    model, room, kind, called = Block, "maintenance.block", "block", "block"
    joined = ("account", "test")
    shown = ("range", "reason", "starts_at", "ends_at", "lifted_at", "lifted_reason")


_BLOCKS = _Blocks()


@transaction.atomic
def block_set(
    *,
    actor: Any,
    range: str,
    reason: str,
    account: Account | None = None,
    servers: Sequence[Server] = (),
    test: PenetrationTest | None = None,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
) -> Block:
    """Record that a range is blocked, on servers of an account, on all of them, or without one everywhere.

    With `test` it stops an announced test: the account is told. Raises BadField for what is no
    range, a block that begins ahead or ends before it starts, or a test that comes from elsewhere.
    """
    require(actor, SET)
    [words] = required(reason=reason)
    block = Block(account=test.account if test and account is None else account, test=test, reason=words)
    block.starts_at, block.ends_at, block.set_by, block.set_at = starts_at or now(), ends_at, actor, now()
    block.range = _network(range)
    _check(block, servers)
    block.save()
    block.servers.set(servers)
    _BLOCKS.journal(actor, block, "set", {}, _BLOCKS.as_shown(block))
    if test:
        title = f"[{block.number}] {test.number} is blocked: it interferes"
        said = f"{block.range} is blocked.\n\n{words}"
        account_told(test.account_id, title, said, f"/security/blocks/{block.pk}/", f"block:{block.pk}:set")
    return block


def block_lift(*, actor: Any, block: Block, reason: str, if_version: int | None = None) -> Block:
    """Let the range through again. NotPossible once it is over."""
    [words] = required(reason=reason)
    with _BLOCKS.changing(
        actor=actor, row=block, verb="set", did="lifted", if_version=if_version, reason=words
    ) as locked:
        if locked.state_at(now()) == "over":
            raise NotPossible(f"{locked.number} is over already.")
        locked.lifted_by, locked.lifted_at, locked.lifted_reason = actor, now(), words
    return block


def _network(text: str) -> str:
    try:
        return str(range_of(text))
    except WrongRange as error:
        raise BadField({"range": f"{str(error)[:1].upper()}{str(error)[1:]}."}) from None


def _check(block: Block, servers: Sequence[Server]) -> None:
    check_past(block.starts_at, "starts_at")
    if block.ends_at and block.ends_at <= block.starts_at:
        raise BadField({"ends_at": "This ends before it starts."})
    if servers and block.account_id is None:
        raise BadField({"account": "Say whose servers these are."})
    check_servers(servers, block.account_id)
    test = block.test
    if test and test.account_id != block.account_id:
        raise BadField({"test": "This test is of another account."})
    if test and not overlapping(block.range, test.ranges):
        raise BadField({"test": f"{test.number} comes from {', '.join(test.ranges)}, not from {block.range}."})
