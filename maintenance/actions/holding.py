"""Clocks of cases that are held while a window runs on their servers, where the policy says so."""

from collections import defaultdict
from typing import Any

from maintenance.affected import touched
from maintenance.checking import Checked
from maintenance.models import Window
from maintenance.quiet import kinds_held
from tickets.actions import cases_hold, cases_release


def hold_clocks(actor: Any, window: Window, checked: Checked) -> None:
    """Hold what each policy names, on the servers that the window was announced for."""
    kinds_of = {terms.contract.pk: kinds_held(terms.windows.holds, window.kind) for terms in checked.terms}
    servers: dict[tuple[str, ...], list[int]] = defaultdict(list)
    if any(kinds_of.values()):
        for server, contract in touched(window).order_by().values_list("pk", "contract"):
            servers[kinds_of.get(contract, ())].append(server)
    for kinds, ids in servers.items():
        if kinds:
            cases_hold(actor=actor, servers=ids, kinds=kinds, subject=window.subject)


def release_clocks(actor: Any, window: Window) -> None:
    cases_release(actor=actor, subject=window.subject)
