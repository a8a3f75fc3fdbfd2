"""Demo data goes into a database that was made for it, once and in whole. What it holds: `tests/demo`."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from hostops.accounts.models import Account, Location, Person
from hostops.accounts.seed import mark
from hostops.journal.models import Entry
from tests.house import House


def seed() -> str:
    """What the command says."""
    out = StringIO()
    call_command("demo_seed", stdout=out)
    return out.getvalue()


def test_a_database_with_people_of_its_own_is_refused(house: House) -> None:
    entries = Entry.objects.count()
    with pytest.raises(CommandError, match="people that are not the demo's"):
        seed()
    assert not Location.objects.exclude(slug="frankfurt").exists()
    assert Entry.objects.count() == entries


def test_an_account_alone_is_enough_to_be_refused(db: None) -> None:
    Account.objects.create(slug="somebody", name="Somebody")
    with pytest.raises(CommandError, match="a database of its own"):
        seed()
    assert not Person.objects.exists()


def test_production_is_refused_whatever_it_holds(db: None, settings: Any) -> None:
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="production"):
        seed()
    assert not Person.objects.exists()


def test_where_it_is_already_nothing_changes(db: None) -> None:
    mark.leave()
    Account.objects.create(slug="made-later", name="Made later")
    assert "nothing was changed" in seed()
    assert not Person.objects.exists()


def test_a_seed_that_fails_leaves_nothing(db: None, settings: Any) -> None:
    settings.DEMO_SEEDS = ["hostops.accounts.seed", "tests.embedded.failing_seed"]
    with pytest.raises(RuntimeError, match="the light went out"):
        seed()
    assert not Person.objects.exists()
    assert not Location.objects.exists()
    assert not mark.is_there()
