"""Reading pages of windows as a person does."""

import re
from typing import Any

from maintenance.models import Window


def address(window: Window, act: str = "") -> str:
    return f"/windows/{window.number}/{act}{'/' if act else ''}"


def listed(html: str) -> list[str]:
    """The numbers of the windows in the list, in order."""
    return re.findall(r'data-row-link href="/windows/(SW-\d+)/"', html)


def offers(html: str) -> list[str]:
    """The verbs that the page has buttons for, in order."""
    return list(
        dict.fromkeys(re.findall(r'<a class="(?:btn|palette-item)[^>]*href="/windows/SW-\d+/([a-z-]+)/"', html))
    )


def section(html: str, ident: str) -> str:
    """The HTML of the section whose heading has that id."""
    begin = html.rindex("<section", 0, html.index(f'id="{ident}"'))
    return html[begin : html.index("</section>", begin)]


def typed(**more: Any) -> dict[str, Any]:
    """What a planner types for a lawful window over nordic's server."""
    return {
        "kind": "short",
        "title": "Storage firmware",
        "starts": "2026-04-19T00:00",
        "ends": "2026-04-19T04:00",
        "timezone": "Europe/Stockholm",
        "scope": "some",
        "servers": "erp1",
        "decision": "undecided",
        "impact": "outage",
        **more,
    }
