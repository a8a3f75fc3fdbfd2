"""Cases that the demo is to have whatever chance brings, each told on purpose."""

from collections.abc import Iterator
from datetime import datetime

from hostops.lib.demo import Demo
from hostops.lib.stage import Story
from tickets.seed.cast import Cast
from tickets.seed.moments import office
from tickets.seed.scenes import breaches, coverage, line, present, severity, together
from tickets.seed.scenes.scene import Scene

SCENES: tuple[Scene, ...] = (
    *coverage.SCENES,
    *severity.SCENES,
    *line.SCENES,
    *breaches.SCENES,
    *together.SCENES,
    *present.SCENES,
)


# Days before the present: earlier than any case.
_PREPARED = 200


def stories(demo: Demo, cast: Cast) -> Iterator[tuple[datetime, Story]]:
    """Each scene: when it begins, and its story; before them all what staff have at hand."""
    yield demo.ago(days=_PREPARED), together.templates(cast)
    for scene in SCENES:
        client = cast.clients[scene.contract]
        begins = demo.present - scene.ago
        if scene.in_office:
            begins = office(begins, client.office, demo.random)
        yield begins, scene.plot(cast, client)
