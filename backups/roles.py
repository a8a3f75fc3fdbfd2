"""Who may do what with backups, as data; roles include one another as `accounts.roles` says."""

from hostops.accounts.roles import Role, grant

_STAFF = (Role.ENGINEER, Role.PLANNER)

GRANTS: dict[str, tuple[Role, ...]] = {
    # the customers' own tools report by a named contact's token
    "backups.run.report": (Role.NAMED_CONTACT, *_STAFF),
    "backups.key.make": (Role.NAMED_CONTACT, *_STAFF),
    "backups.key.revoke": (Role.NAMED_CONTACT, *_STAFF),
    "backups.stray.settle": _STAFF,
    "backups.hold.place": _STAFF,
    "backups.hold.release": _STAFF,
    "backups.copy.expire": (Role.NAMED_CONTACT, *_STAFF),
    "backups.retention.preview": (Role.VIEWER, *_STAFF),
    "backups.slot.remark": _STAFF,
    "backups.check.sign": _STAFF,
    "backups.trial.record": _STAFF,
    "backups.restore.ask": (Role.NAMED_CONTACT,),
    "backups.schedule.write": (Role.PLANNER,),
    "backups.report.read": (Role.VIEWER, *_STAFF),
}


def grant_all() -> None:
    for verb, roles in GRANTS.items():
        grant(verb, *roles)
