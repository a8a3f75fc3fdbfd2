"""What is half written in the demo: a case that somebody began this morning."""

from hostops.accounts.models import Person
from hostops.lib.demo import Demo
from hostops.lib.now import moved_to
from tickets.actions import draft_save

_BEGUN = {
    "subject": ["Order numbers start again at 1"],
    "description": ["Since the last update the numbers of new orders begin at 1. Seen with"],
    "ask_1": ["no"],
}


def keep(demo: Demo) -> None:
    with moved_to(demo.ago(hours=2, minutes=12)):
        draft_save(actor=Person.objects.get(username="harbor-holder"), place="new", fields=_BEGUN)
