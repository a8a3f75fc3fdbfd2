#!/usr/bin/env python
"""Every command of the portal: `manage.py up` runs it, `manage.py help` lists the others."""

import os
import sys

from hostops.embedded.environment import environment_for
from hostops.embedded.trouble import Trouble
from hostops.embedded.up import main as up


def main() -> int:
    command = sys.argv[1] if len(sys.argv) > 1 else ""
    if command == "up":
        return up(sys.argv[2:])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hostops.settings")
    try:
        with environment_for(command):
            from django.core.management import execute_from_command_line

            execute_from_command_line(sys.argv)
    except Trouble as trouble:
        print(f"hostops: {trouble}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
