"""Where the present request comes from; journal entries carry it."""

from contextvars import ContextVar

_address: ContextVar[str | None] = ContextVar("address", default=None)


def set_address(address: str | None) -> None:
    _address.set(address)


def address() -> str | None:
    """The client's network address; None in workers and commands."""
    return _address.get()
