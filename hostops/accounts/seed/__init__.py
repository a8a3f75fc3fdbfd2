"""Demo accounts with their people, contracts and servers, and the places and software they use."""

from datetime import timedelta

from hostops.accounts.models import Account, Location, Person, Zone
from hostops.accounts.seed.companies import make_accounts
from hostops.accounts.seed.machines import make_servers, make_software
from hostops.accounts.seed.people import make_people
from hostops.accounts.seed.places import make_places
from hostops.lib.demo import Demo


def seed(demo: Demo) -> None:
    zones = make_places()
    contracts = make_accounts(demo)
    make_people(demo)
    make_servers(demo, contracts, zones)
    make_software(demo)
    # The rows note by themselves when they were written; in the demo's world that was long ago.
    began = demo.ago(days=372)
    Account.objects.update(created_at=began)
    Person.objects.update(created_at=began + timedelta(hours=3))
    demo.say(
        f"{Account.objects.count()} accounts, {Person.objects.count()} people, "
        f"{Zone.objects.count()} zones in {Location.objects.count()} locations"
    )
