"""Who may do what with patch runs and exceptions, as data; roles include one another as `accounts.roles` says."""

from hostops.accounts.roles import Role, grant

_STAFF = (Role.ENGINEER, Role.PLANNER)

GRANTS: dict[str, tuple[Role, ...]] = {
    "maintenance.patch_run.plan": (Role.PLANNER,),
    "maintenance.patch_run.change": (Role.PLANNER,),
    "maintenance.patch_run.cancel": (Role.PLANNER,),
    "maintenance.patch_run.start": _STAFF,
    "maintenance.patch_run.report": _STAFF,
    "maintenance.patch_run.finish": _STAFF,
    "maintenance.patch_exception.ask": _STAFF,
    # by another than who asked
    "maintenance.patch_exception.approve": (Role.MANAGER,),
    "maintenance.patch_exception.decline": (Role.MANAGER,),
    "maintenance.patch_exception.end": _STAFF,
}


def grant_all() -> None:
    for verb, roles in GRANTS.items():
        grant(verb, *roles)
