"""`python -m hostops.embedded.forget`: remove the data folder with everything in it (make clean-data)."""

import os
import shutil
import sys

from hostops.embedded.lock import holder_of
from hostops.embedded.places import Places
from hostops.embedded.shelter import remove_database


def main() -> int:
    """Refuses while somebody uses the data."""
    places = Places.of(os.environ)
    if (holder := holder_of(places.lock)) is not None:
        print(
            f"hostops: {places.data} is in use by `{holder.what}` (process {holder.pid}): end that first.",
            file=sys.stderr,
        )
        return 1
    remove_database(places.data)
    shutil.rmtree(places.data, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
