"""What of patching stands on every page: the menu, the palette, looks, the part of a customer's start page."""

from hostops.web import finding, navigation
from hostops.web import start as start_page
from maintenance.patching import boardlooks, samples, start


def add_all() -> None:
    boardlooks.add_all()
    samples.add_all()
    navigation.add("Patching", "patching", order=28)
    finding.add("patching", "patching_find")
    start_page.add("patching", "patching/parts/start.html", start.shown, order=25)
