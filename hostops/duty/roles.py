"""Who may do what about duty, as data; roles include one another as `hostops.accounts.roles` says."""

from hostops.accounts.roles import Role, grant

_STAFF = (Role.ENGINEER, Role.PLANNER)
# Whoever may see to an alert may be on call and hand over.
ON_CALL = "alerts.alert.acknowledge"
SEE = "duty.rota.see"
PLAN, COVER, SWAP, SWAP_ANY = "duty.shift.plan", "duty.shift.cover", "duty.shift.swap", "duty.shift.swap_any"
AWAY, AWAY_ANY = "duty.absence.set", "duty.absence.set_any"
WRITE, CONFIRM = "duty.handover.write", "duty.handover.confirm"

GRANTS: dict[str, tuple[Role, ...]] = {
    SEE: _STAFF,
    PLAN: (Role.PLANNER,),
    COVER: _STAFF,
    SWAP: _STAFF,
    SWAP_ANY: (Role.PLANNER,),
    AWAY: _STAFF,
    AWAY_ANY: (Role.MANAGER,),
    WRITE: _STAFF,
    CONFIRM: _STAFF,
}


def grant_all() -> None:
    for verb, roles in GRANTS.items():
        grant(verb, *roles)
