"""Files as vendors, distributions and their tools publish them. Pure: text in, typed findings out."""

from collections.abc import Callable

from maintenance.patching.reading import apt, csaf, dnf, kev, osv
from maintenance.patching.reading.found import Advised, Catalogue, Lacks, Malformed

# By the name of their source; the first two are a server's own words.
SERVER_TOOLS: dict[str, Callable[[str], Lacks]] = {"apt": apt.read, "dnf": dnf.read}
DATABASES: dict[str, Callable[[str], list[Advised]]] = {"csaf": csaf.read, "osv": osv.read}
CATALOGUES: dict[str, Callable[[str], Catalogue]] = {"kev": kev.read}

__all__ = ["CATALOGUES", "DATABASES", "SERVER_TOOLS", "Malformed"]
