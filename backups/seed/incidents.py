"""What went wrong with the demo's backups: by server and tier, so many slots before the last that was due."""

from typing import Literal, NamedTuple

What = Literal["missed", "ran_on", "came_late", "failed", "failed_first", "suspicious", "warning"]


class Incident(NamedTuple):
    """`slots` are the places, counted back from the last slot that was due; `message` is the tool's."""

    server: str
    tier: str
    slots: range
    what: What
    message: str = ""


def _one(back: int) -> range:
    return range(back, back + 1)


INCIDENTS = (
    Incident("web1.harbor.example", "nightly_code", _one(1), "missed"),
    Incident("web1.harbor.example", "nightly_code", _one(13), "ran_on"),
    Incident("web2.harbor.example", "nightly_code", _one(4), "came_late"),
    Incident("db1.harbor.example", "nightly_database", _one(0), "suspicious"),
    Incident(
        "db1.harbor.example", "nightly_database", _one(3), "failed", "ERROR: [082]: WAL segment was not archived"
    ),
    Incident(
        "db1.harbor.example", "nightly_database", _one(5), "failed_first", "ERROR: [056]: no primary cluster found"
    ),
    Incident("shop2.cascade.example", "nightly_database", _one(6), "missed"),
    Incident("shop1.cascade.example", "weekly_offsite_database", _one(2), "ran_on"),
    Incident("books-db.lakeside.example", "nightly_database", range(18, 22), "missed"),
    Incident("portal-db.tamarack.example", "weekly_offsite_database", _one(3), "missed"),
    Incident("erp1.nordic.example", "snapshot", _one(2), "missed"),
    Incident("erp1.nordic.example", "daily", _one(5), "came_late"),
    Incident("edi1.nordic.example", "daily", _one(1), "warning", "file changed while we backed it up: /var/spool/edi"),
    Incident("app1.pennine.example", "weekly", _one(2), "missed"),
    Incident("erp1.rheinwerk.example", "daily", _one(14), "ran_on"),
    Incident("wms1.southern-cross.example", "snapshot", _one(11), "failed", "no free space in the volume group"),
)  # fmt: skip


def incident(server: str, tier: str, back: int) -> Incident | None:
    """What befell the slot so many before the last that was due."""
    return next((one for one in INCIDENTS if (one.server, one.tier) == (server, tier) and back in one.slots), None)
