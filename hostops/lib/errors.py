"""What an action says when it will not act. Pages show the words, REST answers a problem document."""

from collections.abc import Iterable, Mapping


class Refused(Exception):
    """An action that will not happen, with the reason in words that a person can use."""

    title = "Refused"
    status = 400

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


class BadField(Refused):
    """Fields with wrong values: `{"starts_at": "ends before it starts"}`."""

    title = "Some fields are wrong"

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__("; ".join(f"{field}: {detail}" for field, detail in errors.items()))
        self.errors = dict(errors)


class NotPossible(Refused):
    """A step that the present state does not allow; `possible` names those it does."""

    title = "Not possible now"
    status = 409

    def __init__(self, detail: str, possible: Iterable[str] = ()) -> None:
        self.possible = sorted(possible)
        super().__init__(f"{detail} Possible now: {', '.join(self.possible)}." if self.possible else detail)


class NotAllowed(Refused):
    """The person's role does not include the action."""

    title = "Not allowed"
    status = 403


class Outdated(Refused):
    """The object has changed since the caller read it."""

    title = "Changed in the meantime"
    status = 412
