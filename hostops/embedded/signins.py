"""Who can sign in to the demo: the one list that the demo data and the console share."""

from typing import NamedTuple

PASSWORD = "hostops-demo"  # noqa: S105 - everybody's; for show, never for use


class SignIn(NamedTuple):
    """A person of the demo. `account` is empty for staff."""

    username: str
    role: str
    account: str


SIGN_INS = (
    SignIn("manager", "manager", ""),
    SignIn("engineer", "engineer", ""),
    SignIn("planner", "planner", ""),
    SignIn("harbor-holder", "account holder", "Harbor"),
    SignIn("harbor-contact", "named contact", "Harbor"),
    SignIn("harbor-viewer", "viewer", "Harbor"),
    SignIn("nordic-holder", "account holder", "Nordic"),
    SignIn("nordic-contact", "named contact", "Nordic"),
)
