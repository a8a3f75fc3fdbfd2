"""Demo patching: a year of runs, the last weeks told one by one, so that alerts came as in life."""

from datetime import timedelta
from random import Random

from hostops.lib.demo import Demo
from hostops.lib.now import moved_to
from maintenance.patching.actions.duties import duties_follow
from maintenance.patching.models import PatchDuty
from maintenance.patching.seed import exceptions, exploited, history, lacking, releases, weeks

_CHANCE = 443
_YEAR = timedelta(days=364)
_LATELY = timedelta(hours=2)


def seed(demo: Demo) -> None:
    """1. What vendors published, and duties since the contracts began; runs of the year with what they kept.
    2. From some weeks ago on each week's runs in their rings, reported as they went; what is planned next.
    3. What a server's own tool said: by the contract it is due soon after the present, and nothing comes.
    4. A vulnerability that is known to be exploited, whose day is near enough to be told of soon.
    """
    since = weeks.begins(demo.present)
    with moved_to(since):
        releases.published(demo.present, since)
        duties_follow(actor=None, since=demo.present - _YEAR)
        chance = Random(_CHANCE)  # noqa: S311 - for stories, guards nothing
        runs = history.runs(demo.present, since, chance)
    demo.stage.enlist(since, weeks.story(demo.present))
    demo.stage.enlist(demo.present - _LATELY, weeks.ahead(demo.present))
    exceptions.seed(demo)
    lacking.seed(demo)
    exploited.seed(demo)
    demo.say(f"{PatchDuty.objects.count()} servers patched for a year, in {runs} runs before the last weeks")
