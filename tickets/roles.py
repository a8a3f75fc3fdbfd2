"""Who may do what on a case, as data; roles include one another as `hostops.accounts.roles` says."""

from hostops.accounts.roles import Role, grant

_STAFF = (Role.ENGINEER, Role.PLANNER)

GRANTS: dict[str, tuple[Role, ...]] = {
    "tickets.case.file": (Role.NAMED_CONTACT, *_STAFF),
    "tickets.case.reply": (Role.NAMED_CONTACT, Role.ENGINEER),
    "tickets.case.attach": (Role.NAMED_CONTACT, *_STAFF),
    "tickets.case.note": _STAFF,
    "tickets.case.resolve": (Role.NAMED_CONTACT, Role.ENGINEER),
    "tickets.case.reopen": (Role.NAMED_CONTACT, Role.ENGINEER),
    "tickets.case.severity": (Role.ENGINEER,),
    "tickets.case.assign": (Role.ENGINEER,),
    "tickets.case.wait": (Role.ENGINEER,),
    "tickets.case.resume": (Role.ENGINEER,),
    "tickets.case.workaround": (Role.ENGINEER,),
    "tickets.case.close": (Role.ENGINEER,),
    "tickets.case.contact": (Role.ENGINEER,),
    "tickets.case.coverage": (Role.ENGINEER,),
    "tickets.case.admit": (Role.ENGINEER,),
    "tickets.case.advise": (Role.ENGINEER,),
    "tickets.case.version": (Role.ENGINEER,),
    "tickets.view.save": _STAFF,
    # What was kept is the business of whom it was promised to, and of everybody who keeps it.
    "tickets.report.attainment": (Role.ACCOUNT_HOLDER, *_STAFF),
    "tickets.report.today": _STAFF,
    "tickets.case.hold": _STAFF,  # clocks, while the server is worked on
    "tickets.case.tag": _STAFF,
    "tickets.case.copy": (Role.NAMED_CONTACT, *_STAFF),
    "tickets.case.follow": (Role.VIEWER, *_STAFF),  # oneself on copy, and off it
    "tickets.case.link": _STAFF,
    "tickets.case.merge": (Role.ENGINEER,),
    "tickets.case.rate": (Role.VIEWER,),  # of customers, the reporter alone
    "tickets.rating.review": (Role.MANAGER,),
    "tickets.template.write": _STAFF,
}


def grant_all() -> None:
    for verb, roles in GRANTS.items():
        grant(verb, *roles)
