"""What the security room tells the kernel of itself when the desk starts."""

from hostops.subjects.kinds import Kind, kinds
from hostops.web import finding, navigation
from hostops.web import start as start_page
from maintenance.security import looks, samples, startpage
from maintenance.security.roles import grant_all


def add_all() -> None:
    grant_all()
    looks.add_all()
    samples.add_all()
    kinds.add("security", Kind("security", "Security response", lambda reference: f"/security/{reference}/"))
    navigation.add("Security", "security", order=26)
    finding.add("security", "security_find")
    start_page.add("security", "security/parts/start.html", startpage.shown, order=15)
