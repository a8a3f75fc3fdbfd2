"""Demo cases: half a year of them, told by the desk's own actions at the instants at which they happened."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from itertools import count

from hostops.lib.demo import Demo
from hostops.lib.now import now
from hostops.lib.stage import Story
from tickets.seed import drafts, history, scenes
from tickets.seed.cast import gather

_TOLD_EVERY = 50


def seed(demo: Demo) -> None:
    cast = gather(demo.random)
    told = partial(_told, demo, count(1))
    for begins, story in [*history.stories(demo, cast), *scenes.stories(demo, cast)]:
        demo.stage.enlist(begins, told(story))
    demo.at_the_end.append(partial(drafts.keep, demo))


def _told(demo: Demo, number: "count[int]", story: Story) -> Iterator[datetime]:
    """The story, with a word now and then to whoever waits."""
    so_far = next(number)
    if so_far % _TOLD_EVERY == 0:
        demo.say(f"{so_far} cases, up to {now():%d %B %Y}")
    yield from story
