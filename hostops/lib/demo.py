"""What the seeds of all rooms share. A room's seed is a function `seed(demo)` in its module `seed`.

The seeds are called in the order of the composition. Each makes what must stand from the beginning,
enlists on the stage what happens in the demo's past, and may leave work for the end. Then the stage
is played up to the present.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import NamedTuple

from hostops.lib.stage import Stage


class SignIn(NamedTuple):
    """Somebody who can sign in: the role in words ("named contact"), the account's name, empty for staff."""

    username: str
    role: str
    account: str


@dataclass
class Demo:
    """`say` tells whoever waits how far it is. All chance comes from `random`, so that a run can be repeated."""

    stage: Stage
    random: Random
    sign_ins: Sequence[SignIn]
    password: str
    say: Callable[[str], None]
    at_the_end: list[Callable[[], None]] = field(default_factory=list)

    @property
    def present(self) -> datetime:
        """The instant up to which the demo's past reaches (UTC)."""
        return self.stage.until

    def ago(self, **span: float) -> datetime:
        """So long before the present: `demo.ago(days=3, hours=2)`."""
        return self.present - timedelta(**span)
