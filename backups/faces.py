"""What of the desk stands on every page: the menu, the palette, looks, the part of a customer's start page."""

from backups import looks, samples, start
from hostops.web import finding, navigation
from hostops.web import start as start_page


def add_all() -> None:
    looks.add_all()
    samples.add_all()
    navigation.add("Backups", "backups", order=26)
    finding.add("backups", "backups_find")
    start_page.add("backups", "backups/parts/start.html", start.shown, order=20)
