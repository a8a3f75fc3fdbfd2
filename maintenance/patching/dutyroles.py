"""Who may do what with patch duties, as data; roles include one another as `accounts.roles` says."""

from hostops.accounts.roles import Role, grant

GRANTS: dict[str, tuple[Role, ...]] = {
    "maintenance.patch_duty.write": (Role.PLANNER,),
}


def grant_all() -> None:
    for verb, roles in GRANTS.items():
        grant(verb, *roles)
