"""Who may tell of releases and have feeds read, as data; roles include one another as `accounts.roles` says."""

from hostops.accounts.roles import Role, grant

RECORD, WITHDRAW = "maintenance.release.record", "maintenance.release.withdraw"
READ = "maintenance.patch_feed.read"
_STAFF = (Role.ENGINEER, Role.PLANNER)

GRANTS: dict[str, tuple[Role, ...]] = {
    RECORD: _STAFF,
    WITHDRAW: _STAFF,
    READ: _STAFF,
}


def grant_all() -> None:
    for verb, roles in GRANTS.items():
        grant(verb, *roles)
