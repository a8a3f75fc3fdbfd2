"""Whether a database was made for demo data. Told by the journal, where nobody can take it back."""

from hostops.accounts.models import Account, Person
from hostops.journal.actions import record
from hostops.journal.models import Entry

_KIND = "demo"


def is_there() -> bool:
    """The demo data has been written into this database, at once and in whole."""
    return Entry.objects.filter(object_kind=_KIND).exists()


def is_somebodys() -> bool:
    """There are accounts or people already, which are not the demo's to be mixed with."""
    return Account.objects.exists() or Person.objects.exists()


def leave() -> None:
    """Say in the journal that this is a demo's database."""
    record(
        actor=None, verb="accounts.demo.seeded", kind=_KIND, object_id=0, reference=_KIND,
        reason="everything so far is made up, for show",
    )  # fmt: skip
