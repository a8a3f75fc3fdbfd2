"""The register of customers' own code."""

from typing import Any

from django.db import transaction
from django.db.models.functions import Lower

from hostops.accounts.models import Account, Server
from hostops.accounts.roles import require
from hostops.lib.errors import BadField, NotPossible
from hostops.lib.now import now
from hostops.lib.text import clean_line, clean_text
from hostops.subjects.changes import Changes
from maintenance.security.actions.change import TEXT_LONGEST, check_servers, named, required
from maintenance.security.models import CustomCode

WRITE = "maintenance.code.write"
SITE_LONGEST = 300


class _Code(Changes[CustomCode]):
    model, room, kind, called = CustomCode, "maintenance.code", "custom_code", "code"
    joined = ("account", "server")
    shown = ("name", "site", "maintained", "note", "retired_at")

    def settle(self, row: CustomCode) -> None:
        row.updated_at = now()

    def as_shown(self, row: CustomCode) -> dict[str, Any]:
        return super().as_shown(row) | {"server": row.server.hostname if row.server else None}


_CODE = _Code()


@transaction.atomic
def code_register(
    *,
    actor: Any,
    account: Account,
    name: str,
    maintained: bool,
    server: Server | None = None,
    site: str = "",
    note: str = "",
) -> CustomCode:
    """Put a customer's own code on record, under maintenance or not. BadField for a name that the account has."""
    require(actor, WRITE)
    at = now()
    code = CustomCode(account=account, maintained=maintained, registered_by=actor, registered_at=at, updated_at=at)
    _say(code, name, server, site, note)
    code.save()
    _CODE.journal(actor, code, "registered", {}, _CODE.as_shown(code))
    return code


def code_change(
    *, actor: Any, code: CustomCode, reason: str, if_version: int | None = None, **fields: Any
) -> CustomCode:
    """Change any of `name, server, site, note, maintained`, with the reason; the rest stays.

    What was billed stays as it was. NotPossible for code that is retired, or that is to be
    maintained while its site is shut down since nobody does.
    """
    [words] = required(reason=reason)
    with _CODE.changing(
        actor=actor, row=code, verb="write", did="changed", if_version=if_version, reason=words
    ) as locked:
        _require_in_use(locked)
        said = {name: fields.pop(name, getattr(locked, name)) for name in ("name", "server", "site", "note")}
        _maintain(locked, fields.pop("maintained", locked.maintained))
        if fields:
            raise TypeError(f"code has no {', '.join(fields)}")
        _say(locked, **said)
    return code


def _maintain(code: CustomCode, maintained: bool) -> None:
    if maintained and not code.maintained and code.shutdowns.standing().exists():
        raise NotPossible("Its site is shut down since nobody maintains it.", ["lift the shutdown"])
    code.maintained = maintained


def code_retire(*, actor: Any, code: CustomCode, reason: str, if_version: int | None = None) -> CustomCode:
    """It is on no server any more. NotPossible while its site is shut down."""
    [words] = required(reason=reason)
    with _CODE.changing(
        actor=actor, row=code, verb="write", did="retired", if_version=if_version, reason=words
    ) as locked:
        _require_in_use(locked)
        if locked.shutdowns.standing().exists():
            raise NotPossible("Its site is shut down.", ["lift the shutdown"])
        locked.retired_at = now()
    return code


def _require_in_use(code: CustomCode) -> None:
    if code.retired_at:
        raise NotPossible(f"{code.number} is retired.")


def _say(code: CustomCode, name: str, server: Server | None, site: str, note: str) -> None:
    """Put what is said into the row, checked."""
    code.name, code.server = named(name, "name"), server
    code.site, code.note = clean_line(site), clean_text(note)
    wrong = {}
    if len(code.site) > SITE_LONGEST:
        wrong["site"] = f"Keep it under {SITE_LONGEST} characters."
    if len(code.note) > TEXT_LONGEST:
        wrong["note"] = f"Keep it under {TEXT_LONGEST} characters."
    others = CustomCode.objects.filter(account=code.account, retired_at=None).exclude(pk=code.pk)
    if others.annotate(low=Lower("name")).filter(low=code.name.lower()).exists():
        wrong["name"] = "The account has code of this name."
    if wrong:
        raise BadField(wrong)
    if server:
        _check_server(server, code.account_id)


def _check_server(server: Server, account: int) -> None:
    try:
        check_servers([server], account)
    except BadField as error:
        raise BadField({"server": error.errors["servers"]}) from None
