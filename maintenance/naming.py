"""What a window is about, in words."""

from maintenance.models import ScopeItem, Window


def scope_names(window: Window) -> list[str]:
    """`Everything`, or what its scope names; read from `scope_items` as they were prefetched."""
    if window.scope_all:
        return ["All servers"]
    return [scope_name(item) for item in window.scope_items.all()]


def scope_name(item: ScopeItem) -> str:
    """`web1`, `Harbor` for all of its servers, `location Frankfurt`."""
    if item.server_id:
        return str(item.server)
    if item.account_id:
        return str(item.account)
    return f"zone {item.zone}" if item.zone_id else f"location {item.location}"
