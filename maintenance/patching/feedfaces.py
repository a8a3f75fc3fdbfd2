"""What releases and feeds register: roles and looks."""

from maintenance.patching import feedlooks, feedroles


def add_all() -> None:
    feedroles.grant_all()
    feedlooks.add_all()
