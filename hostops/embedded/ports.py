"""Addresses to listen at: is it free, and if not, what to do."""

import errno
import os
import socket
from collections.abc import Mapping

from hostops.embedded.trouble import Trouble

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8000


def address(environ: Mapping[str, str]) -> tuple[str, int]:
    """HOST and PORT to serve at; PORT=0 is any free one. Raises Trouble for a PORT that is no port."""
    host = environ.get("HOST") or DEFAULT_HOST
    wanted = environ.get("PORT") or str(DEFAULT_PORT)
    if not wanted.isascii() or not wanted.isdigit() or int(wanted) > 65535:
        raise Trouble(f"PORT={wanted} is no port: give a number from 1 to 65535, as in: make run PORT=8001")
    return host, int(wanted) or free_port(host)


def check_free(host: str, port: int) -> None:
    """Raises Trouble, with the mend, if nothing can listen there. Asks by listening for a moment."""
    try:
        _listen(host, port).close()
    except OSError as error:
        raise Trouble(_refusal(host, port, error)) from None


def free_port(host: str = DEFAULT_HOST) -> int:
    """A port that was free a moment ago."""
    try:
        with _listen(host, 0) as listening:
            port: int = listening.getsockname()[1]
    except OSError as error:
        raise Trouble(_refusal(host, 0, error)) from None
    return port


def _listen(host: str, port: int) -> socket.socket:
    family, kind, protocol, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    listening = socket.socket(family, kind, protocol)
    try:
        # As the web server does: what an earlier run's connections left behind does not count.
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(place)
        listening.listen(1)
    except BaseException:
        listening.close()
        raise
    return listening


def _refusal(host: str, port: int, error: OSError) -> str:
    if isinstance(error, socket.gaierror):
        return f"HOST={host} is no address of this machine: {error.strerror}."
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} on {host} is in use by another program. Choose another: make run PORT={_another(host, port)}"
        )
    if error.errno == errno.EACCES:
        return f"Port {port} needs rights that this user has not. Choose one above 1023: make run PORT={DEFAULT_PORT}"
    return f"Cannot listen on {host}, port {port}: {os.strerror(error.errno or 0)}."


def _another(host: str, port: int) -> int:
    """A free port near the one that is not."""
    for near in range(port + 1, min(port + 50, 65536)):
        try:
            _listen(host, near).close()
        except OSError:
            continue
        return near
    return free_port(host)
