"""Announcing penetration tests, and recording what is blocked since it interfered (itpdx:5e)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from hostops.accounts.models import Account, Person, Server
from hostops.accounts.roles import Role, require
from hostops.lib.errors import BadField, NotAllowed, NotPossible
from hostops.lib.now import now
from hostops.lib.text import clean_text
from hostops.subjects.changes import Changes
from maintenance.security.actions.change import TEXT_LONGEST, check_servers, named, required
from maintenance.security.letters import people_told
from maintenance.security.models import PenetrationTest
from maintenance.security.rules.ranges import WrongRange, range_of

ANNOUNCE = "maintenance.test.announce"
# A firm's scanners come from a few networks; whoever names more names the network around them.
MOST_RANGES = 50


class _Tests(Changes[PenetrationTest]):
    model, room, kind, called = PenetrationTest, "maintenance.test", "penetration_test", "test"
    joined = ("account",)
    shown = ("tester", "purpose", "ranges", "starts_at", "ends_at", "withdrawn_at")


_TESTS = _Tests()


@transaction.atomic
def probe_announce(
    *,
    actor: Any,
    tester: str,
    ranges: Sequence[str],
    starts_at: datetime,
    ends_at: datetime,
    account: Account | None = None,
    servers: Sequence[Server] = (),
    purpose: str = "",
) -> PenetrationTest:
    """Announce a test: who comes, from which addresses, from when until when. Engineers are told of a customer's.

    Without `servers` it is about all of the account's. Raises BadField for a test that is over,
    ends before it starts, names no range or one that is none, or servers of another account.
    """
    require(actor, ANNOUNCE)
    test = PenetrationTest(account=_account(actor, account), announced_by=actor, announced_at=now())
    test.tester, test.purpose = named(tester, "tester"), clean_text(purpose)
    test.starts_at, test.ends_at, test.ranges = starts_at, ends_at, ranges_kept(ranges)
    _check(test, servers)
    test.save()
    test.servers.set(servers)
    _TESTS.journal(actor, test, "announced", {}, _TESTS.as_shown(test))
    _tell_engineers(actor, test)
    return test


def probe_withdraw(*, actor: Any, test: PenetrationTest, reason: str, if_version: int | None = None) -> PenetrationTest:
    """It does not happen. NotPossible once it is over or withdrawn."""
    [words] = required(reason=reason)
    with _TESTS.changing(
        actor=actor, row=test, verb="announce", did="withdrawn", if_version=if_version, reason=words
    ) as locked:
        state = locked.state_at(now())
        if state in ("over", "withdrawn"):
            raise NotPossible(f"{locked.number} is {state} already.")
        locked.withdrawn_at, locked.withdrawn_reason = now(), words
    return test


def ranges_kept(ranges: Sequence[str]) -> list[str]:
    """The ranges as they are kept, each once; BadField names the place of one that is none."""
    if not 0 < len(ranges) <= MOST_RANGES:
        raise BadField({"ranges": f"Name where it comes from: from one range to {MOST_RANGES}."})
    kept = []
    for place, text in enumerate(ranges):
        try:
            kept.append(str(range_of(text)))
        except WrongRange as error:
            raise BadField({"ranges": f"Range {place + 1}: {error}."}) from None
    return list(dict.fromkeys(kept))


def _account(actor: Any, account: Account | None) -> Account:
    own: Account | None = None if actor is None or actor.is_staff_member else actor.account
    if own and account and account != own:
        raise NotAllowed("Tests are announced for one's own account.")
    found = account or own
    if found is None:
        raise BadField({"account": "Say whose servers are tested."})
    return found


def _check(test: PenetrationTest, servers: Sequence[Server]) -> None:
    wrong = {}
    if test.ends_at <= test.starts_at:
        wrong["ends_at"] = "This ends before it starts."
    elif test.ends_at <= now():
        wrong["ends_at"] = "This has passed."
    if len(test.purpose) > TEXT_LONGEST:
        wrong["purpose"] = f"Keep it under {TEXT_LONGEST} characters."
    if wrong:
        raise BadField(wrong)
    check_servers(servers, test.account_id)


def _tell_engineers(actor: Any, test: PenetrationTest) -> None:
    if actor is None or actor.is_staff_member:
        return
    engineers = Person.objects.filter(role=Role.ENGINEER, is_active=True)
    body = f"{test.tester} tests from {', '.join(test.ranges)}.\n\n{test.purpose}".rstrip()
    title = f"[{test.number}] {test.account.name} announces a penetration test"
    people_told(engineers, title, body, f"/security/tests/{test.pk}/", f"pentest:{test.pk}:announced")
