"""The lines that one pastes where a server, or a job of one's own, sends what it read. A token stands in a file."""

from dataclasses import dataclass

from django.urls import reverse

from hostops.alerts.wording import address_of

_SEND = (
    'curl -fsS -m 60 --retry 3 -H "Authorization: Bearer $(cat /etc/hostops.token)" -H "Content-Type: {kind}"'
    ' --data-binary @- "{address}"'
)
_KEV = "https://www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities.json"


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    title: str
    text: str


def lines_to_paste() -> list[Line]:
    """For apt, for dnf, and for the catalogue of what is exploited."""
    return [
        Line("apt", "A server with apt, each day", f"apt list --upgradable 2>/dev/null | {_of_server('apt')}"),
        Line("dnf", "A server with dnf, each day", f"dnf -q updateinfo list --with-cve | {_of_server('dnf')}"),
        Line("kev", "The catalogue of known exploited vulnerabilities", f'curl -fsS "{_KEV}" | {_json("kev")}'),
        Line("command", "On the portal's own machine", "manage.py patch_feed csaf rhsa-2026_0011.json"),
    ]


def _of_server(source: str) -> str:
    address = f"{_address(source)}?server=$(hostname -f)"
    return _SEND.format(kind="text/plain", address=address)


def _json(source: str) -> str:
    return _SEND.format(kind="application/json", address=_address(source))


def _address(source: str) -> str:
    return address_of(f"{reverse('api-feeds')}{source}/")
