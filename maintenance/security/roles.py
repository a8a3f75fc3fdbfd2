"""Who may do what about security, as data."""

from hostops.accounts.roles import Role, grant

_ENGINEER = (Role.ENGINEER,)
_STAFF = (Role.ENGINEER, Role.PLANNER)

GRANTS: dict[str, tuple[Role, ...]] = {
    "maintenance.security.open": _ENGINEER,
    "maintenance.security.act": _ENGINEER,
    "maintenance.security.notify": _ENGINEER,
    "maintenance.security.tell": _STAFF,
    "maintenance.security.widen": _ENGINEER,
    "maintenance.security.close": _ENGINEER,
    "maintenance.security.reopen": _ENGINEER,
    "maintenance.security.labour": _ENGINEER,
    "maintenance.security.shut_down": _ENGINEER,
    "maintenance.labour.withdraw": _ENGINEER,
    "maintenance.shutdown.answer": (Role.NAMED_CONTACT,),
    "maintenance.shutdown.lift": _ENGINEER,
    "maintenance.code.write": _STAFF,
    # A test may be the account's own idea; that it is announced is the customer's part (itpdx:5e).
    "maintenance.test.announce": (Role.NAMED_CONTACT, *_STAFF),
    "maintenance.block.set": _ENGINEER,
}


def grant_all() -> None:
    for verb, roles in GRANTS.items():
        grant(verb, *roles)
