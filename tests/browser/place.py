"""One page as it is looked at, and who there is to look."""

from typing import NamedTuple

STAFF = ("engineer", "planner", "manager")
PLANNERS = ("planner", "manager")
HANDLERS = ("engineer", "manager")
WRITERS = ("harbor-holder", "harbor-contact", "nordic-contact")
CUSTOMERS = (*WRITERS, "harbor-viewer")
EVERYBODY = (*STAFF, *CUSTOMERS)


class Place(NamedTuple):
    """`part` is a selector: what of the page is looked at, where the rest was seen at another address."""

    who: tuple[str, ...]
    addresses: tuple[str, ...]
    part: str = ""
