"""Keeping a view of the queue under a name, and dropping it."""

from typing import Any

from django.db import transaction
from django.http import QueryDict

from hostops.accounts.roles import require
from hostops.journal.actions import record
from hostops.lib.errors import BadField, NotAllowed
from hostops.lib.text import clean_line
from tickets.saved_views import SavedView

# Of the address a view keeps what filters, orders and shows; not the page that was read.
_KEPT = ("q", "state", "severity", "assignee", "due", "account", "tag", "ordering", "columns")
_LONGEST = 60


@transaction.atomic
def view_save(*, actor: Any, name: str, query: str, shared: bool = False) -> SavedView:
    """Keep the filters of `query` (as in an address) under `name`; the same name is saved over."""
    require(actor, "tickets.view.save")
    name, kept = clean_line(name), kept_of(query)
    wrong = {}
    if not 0 < len(name) <= _LONGEST:
        wrong["name"] = f"Give the view a name of at most {_LONGEST} characters."
    if not kept or len(kept) > 1000:
        wrong["query"] = "Choose some filters first; a view without any is the queue itself."
    if wrong:
        raise BadField(wrong)
    view, _ = SavedView.objects.update_or_create(owner=actor, name=name, defaults={"query": kept, "shared": shared})
    _journalled(actor, "saved", view)
    return view


@transaction.atomic
def view_drop(*, actor: Any, view: SavedView) -> None:
    """Drop one's own view. Nobody drops another's, shared or not."""
    require(actor, "tickets.view.save")
    if view.owner_id != actor.pk:
        raise NotAllowed("Only its owner drops a view.")
    _journalled(actor, "dropped", view)
    SavedView.objects.filter(pk=view.pk).delete()


def kept_of(query: str) -> str:
    """The part of a query string that a view keeps, in a fixed order, so that equal views are equal texts."""
    asked, kept = QueryDict(query), QueryDict(mutable=True)
    for name in _KEPT:
        values = [value for value in asked.getlist(name) if value]
        if values:
            kept.setlist(name, values)
    return kept.urlencode()


def _journalled(actor: Any, did: str, view: SavedView) -> None:
    record(
        actor=actor,
        verb=f"tickets.view.{did}",
        kind="saved_view",
        object_id=view.pk,
        reference=view.name,
        after={"query": view.query, "shared": view.shared},
    )
