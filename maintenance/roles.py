"""Who may do what with windows, events and downtimes, as data; roles include one another as `accounts.roles` says."""

from hostops.accounts.roles import Role, grant

_STAFF = (Role.ENGINEER, Role.PLANNER)
_PLANNER = (Role.PLANNER,)
_MANAGER = (Role.MANAGER,)
# Both sides work agreed windows out (itpdx:6c).
_BOTH_SIDES = (Role.NAMED_CONTACT, Role.PLANNER)

GRANTS: dict[str, tuple[Role, ...]] = {
    "maintenance.window.create": _PLANNER,
    "maintenance.window.change": _PLANNER,
    "maintenance.window.plan": _PLANNER,
    "maintenance.window.decide": _PLANNER,
    "maintenance.window.take_in": _PLANNER,
    "maintenance.window.tell": _PLANNER,
    "maintenance.window.announce": _PLANNER,
    "maintenance.window.start": _STAFF,
    "maintenance.window.tick": _STAFF,
    "maintenance.window.finish": _STAFF,
    "maintenance.window.report": _STAFF,
    "maintenance.window.cancel": _PLANNER,
    "maintenance.window.convert": _PLANNER,
    "maintenance.window.approve": _MANAGER,
    "maintenance.window.decline": _MANAGER,
    "maintenance.window.propose": _PLANNER,
    "maintenance.window.accept": _BOTH_SIDES,
    "maintenance.window.counter": _BOTH_SIDES,
    "maintenance.window.acknowledge": (Role.NAMED_CONTACT,),
    "maintenance.window.consult": _STAFF,
    "maintenance.window.check": _PLANNER,
    "maintenance.window.link": _STAFF,
    "maintenance.plan.write": _PLANNER,
    "maintenance.plan.acknowledge": (Role.NAMED_CONTACT,),
    "maintenance.event.file": _BOTH_SIDES,
    "maintenance.event.answer": _PLANNER,
    "maintenance.freeze.set": _PLANNER,
    "maintenance.freeze.lift": _PLANNER,
    "maintenance.downtime.record": _STAFF,
    "maintenance.downtime.approve": _MANAGER,
    "maintenance.availability.close": _MANAGER,
    "maintenance.window.take_reply": _STAFF,  # what a customer's calendar answered, brought by the mails' program
    "maintenance.feed.make": (Role.VIEWER, *_STAFF),
    "maintenance.feed.revoke": (Role.VIEWER, *_STAFF),
    # One that all of an account may use: whoever has its address sees what the account sees.
    "maintenance.feed.share": (Role.NAMED_CONTACT, Role.PLANNER),
}


def grant_all() -> None:
    for verb, roles in GRANTS.items():
        grant(verb, *roles)
