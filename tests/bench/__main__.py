"""`make bench`: loads 10k, 100k and 1M cases, measures, prints a table with growth ratios, missed aims included.

`make bench ARGS="--sizes 10000"` for less. Everything lies under a folder that goes with the run.
"""

import argparse
import os
import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from hostops.embedded.postgres import running_postgres
from hostops.embedded.valkey import running_valkey
from tests.bench.serving import PRODUCTION

if TYPE_CHECKING:
    from tests.bench.measure import Figure


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--sizes", default="10000,100000,1000000")
    sizes = [int(size) for size in parser.parse_args().sizes.split(",")]
    with ExitStack() as stack:
        data = Path(tempfile.mkdtemp(prefix="hostops-bench-", dir="/var/tmp"))
        data.chmod(0o755)
        stack.callback(shutil.rmtree, data, ignore_errors=True)
        # fsync as in production: what is measured must be kept
        url = stack.enter_context(running_postgres(data, say=lambda _: None))
        os.environ |= PRODUCTION | {"HOSTOPS_DATA": str(data), "STATIC_ROOT": str(data / "static")}
        os.environ["REDIS_URL"] = stack.enter_context(running_valkey(data))
        os.environ["DATABASE_URL"] = url
        _measure_all(sizes, data)


def _measure_all(sizes: list[int], data: Path) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "hostops.settings"
    import django

    django.setup()
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)
    from tests.bench.run import measured
    from tests.bench.table import show

    results: dict[int, list[Figure]] = {}
    plans: list[str] = []
    for size in sizes:
        print(f"\n{size:,} cases", flush=True)
        results[size], plans = measured(size, data)
    show(results)
    for plan in plans:
        print(f"\n{plan}")


if __name__ == "__main__":
    main()
