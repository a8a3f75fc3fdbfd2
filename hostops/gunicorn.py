"""How gunicorn serves the portal, everywhere: `gunicorn --config python:hostops.gunicorn hostops.wsgi`.

WEB_WORKERS and WEB_THREADS say how many; the address comes from `--bind`.
"""

import os
from pathlib import Path

from hostops.gunicorn_hooks import JsonLogger, child_exit, count_together, on_exit, pre_fork

__all__ = ["child_exit", "on_exit", "pre_fork"]

_SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - gunicorn makes a nameless file in it

workers = int(os.environ.get("WEB_WORKERS") or 2)
# Threads: a slow reader holds up nobody, and such a worker notices within a second that its master is gone.
worker_class = "gthread"
threads = int(os.environ.get("WEB_THREADS") or 4)
# Read once and shared by the workers: a quicker start and less memory.
preload_app = True
graceful_timeout = 5
# Workers show there that they are alive; on a disk that is slow at times they would be killed for it.
worker_tmp_dir = str(_SHARED_MEMORY) if _SHARED_MEMORY.is_dir() else None
control_socket_disable = True
# Its own lines and one for each request, as JSON on stdout.
logger_class = JsonLogger
accesslog = errorlog = "-"
count_together()
