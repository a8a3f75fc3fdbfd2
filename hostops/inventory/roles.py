"""Who may write down where things stand, as data."""

from hostops.accounts.roles import Role, grant

GRANTS: dict[str, tuple[Role, ...]] = {
    "inventory.location.add": (Role.PLANNER,),
    "inventory.zone.add": (Role.PLANNER,),
    "inventory.zone.change": (Role.PLANNER,),
    "inventory.link.add": (Role.PLANNER,),
    "inventory.link.remove": (Role.PLANNER,),
    "inventory.server.place": (Role.ENGINEER, Role.PLANNER),
}


def grant_all() -> None:
    for verb, roles in GRANTS.items():
        grant(verb, *roles)
