"""What the demo shows: every state, believable numbers, and room for whoever tries it."""

from collections import Counter
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.hashers import check_password
from django.core.management import call_command
from django.db.models import Count, Q

from backups.failing import FAILED
from hostops.accounts.models import Account, Contract, Location, Person
from hostops.accounts.roles import Role
from hostops.alerts.happenings import happenings
from hostops.alerts.models import Alert, Delivery
from hostops.clocks.models import Attribution, Clock, Cycle
from hostops.clocks.querysets import STATES, state_of
from hostops.embedded.signins import PASSWORD, SIGN_INS
from hostops.journal.models import Entry
from hostops.lib.now import now
from hostops.subjects.models import SubjectLink
from tickets.clocks import case_terms
from tickets.models import (
    Advice,
    Attachment,
    Case,
    Channel,
    Contact,
    Merge,
    Message,
    Rating,
    ReplyTemplate,
    Tag,
    Watcher,
)
from tickets.reports.attainment import Asked, attainment
from tickets.reports.periods import of_days
from tickets.reports.today import today
from tickets.states import Coverage, Outcome, State

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_everybody_who_is_named_can_sign_in(present: datetime) -> None:
    for sign_in in SIGN_INS:
        person = authenticate(username=sign_in.username, password=PASSWORD)
        assert isinstance(person, Person), sign_in
        assert Role(person.role).label.lower() == sign_in.role
        assert (person.account.name if person.account else "") == sign_in.account


def test_everybody_else_opens_with_the_same_password(present: datetime) -> None:
    assert all(check_password(PASSWORD, kept) for kept in set(Person.objects.values_list("password", flat=True)))


def test_accounts_stand_under_both_policies_in_many_zones(present: datetime) -> None:
    by_policy = Counter(Contract.objects.values_list("bindings__version__policy__slug", flat=True))
    assert by_policy["itpdx"] >= 3
    assert by_policy["iptor"] >= 3
    assert 6 <= Account.objects.count() <= 8
    assert Account.objects.values("timezone").distinct().count() >= 5


def test_harbor_is_on_itpdx_and_nordic_on_iptor(present: datetime) -> None:
    policies = Contract.objects.values_list("account__slug", "bindings__version__policy__slug")
    assert {("harbor", "itpdx"), ("nordic", "iptor")} <= set(policies)


def test_contracts_began_a_year_ago(present: datetime) -> None:
    begun = Contract.objects.exclude(starts_at=None)
    assert all(
        present - 380 * DAY < contract.starts_at < present - 360 * DAY for contract in begun if contract.starts_at
    )
    assert begun.count() >= 8


def test_every_location_has_three_zones(present: datetime) -> None:
    zones = dict(Location.objects.annotate(number=Count("zones")).values_list("name", "number"))
    assert zones == {"Frankfurt": 3, "Dallas": 3, "Sydney": 3}


def test_there_are_a_few_hundred_cases_of_half_a_year(present: datetime) -> None:
    assert 200 <= Case.objects.count() <= 400
    oldest = Case.objects.earliest("received_at").received_at
    assert present - 190 * DAY < oldest < present - 160 * DAY
    assert not Case.objects.filter(Q(updated_at__gt=now()) | Q(filed_at__gt=now())).exists()


def test_reports_have_something_to_say(present: datetime) -> None:
    manager, zone = Person.objects.get(username="manager"), ZoneInfo("America/Los_Angeles")
    days = of_days((present - 180 * DAY).date(), present.date(), zone)
    report = attainment(manager, Asked(days), present)
    assert report.total.now.kept > 200
    assert report.total.now.breached > report.total.now.excused > 0
    assert len(report.by_account) >= 6
    assert sum(figures.decided > 0 for figures in report.trend.total) >= 5
    stands = today(manager, present, zone)
    assert stands.total.late > 0
    assert stands.total.unassigned > 0
    assert len(stands.by_severity) >= 4
    assert stands.week.most > 1


def test_every_state_of_a_clock_is_shown(present: datetime) -> None:
    clocks = {state_of(clock, present) for clock in Clock.objects.all()}
    cycles = {state_of(cycle, present) for cycle in Cycle.objects.all()}
    assert clocks == set(STATES)
    assert {"met", "breached"} <= cycles


def test_most_promises_were_kept(present: datetime) -> None:
    states = Counter(state_of(clock, present) for clock in Clock.objects.filter(kind="response"))
    assert 0.75 < states["met"] / (states["met"] + states["breached"]) < 0.98


def test_every_state_and_outcome_of_a_case_is_shown(present: datetime) -> None:
    assert set(Case.objects.values_list("state", flat=True)) == set(State)
    assert set(Case.objects.exclude(outcome="").values_list("outcome", flat=True)) >= set(Outcome) - {
        Outcome.WORKAROUND
    }
    assert set(Case.objects.values_list("coverage", flat=True)) == set(Coverage)
    assert set(Case.objects.values_list("channel", flat=True)) == set(Channel)
    assert set(Case.objects.values_list("severity", flat=True)) == {1, 2, 3, 4, None}


def test_cases_were_reopened(present: datetime) -> None:
    assert Clock.objects.filter(kind="response", cycle__gte=2).count() >= 5
    assert Clock.objects.filter(kind="response", cycle__gte=4).exists()


def test_something_is_due_within_minutes_and_something_late(present: datetime) -> None:
    live = Clock.objects.live().filter(kind="response")
    assert live.filter(due_at__range=(present, present + timedelta(minutes=10))).exists()
    assert live.filter(due_at__range=(present, present + timedelta(minutes=30))).count() >= 2
    assert live.filter(due_at__lt=present).exists()
    assert Clock.objects.live().filter(kind="progress", due_at__range=(present, present + timedelta(hours=1))).exists()


def test_harbor_has_room_for_whoever_tries_it(present: datetime) -> None:
    mine = Case.objects.filter(account__slug="harbor", security=False)  # a security response takes no place
    open_now = list(mine.open())
    terms = case_terms(open_now[0])
    assert terms is not None
    assert not [case for case in open_now if terms.cases.is_priority(case.severity)]
    assert 1 <= len(open_now) <= 3
    assert not mine.filter(state=State.HELD).exists()


def test_others_wait_in_line(present: datetime) -> None:
    held = Case.objects.filter(state=State.HELD)
    assert held.count() >= 3
    assert {case.account.slug for case in held} == {"lakeside", "tamarack"}


def test_every_case_has_its_journal(present: datetime) -> None:
    verbs = Counter(Entry.objects.filter(object_kind="case").values_list("object_id", flat=True))
    filed = set(Entry.objects.filter(verb="tickets.case.filed").values_list("object_id", flat=True))
    for case in Case.objects.all():
        assert case.pk in filed, case
        assert verbs[case.pk] >= case.version, case  # each change of a case is an entry


def test_the_journal_tells_it_in_order(present: datetime) -> None:
    at = list(Entry.objects.filter(object_kind="case").order_by("id").values_list("at", flat=True))
    assert at == sorted(at)


def test_decisions_advice_calls_and_files_are_shown(present: datetime) -> None:
    assert {row.cause for row in Attribution.objects.all()} >= {"catastrophic_outage", "third_party", "provider"}
    assert Case.objects.filter(coverage_clause="itpdx:2c").exists()
    assert Advice.objects.exists()
    assert Attachment.objects.exists()
    assert Contact.objects.filter(channel="phone").exclude(caller_address="").count() > 20
    assert Message.objects.filter(visibility="internal").count() > 30
    assert {"question", "workaround", "resolution"} <= set(Message.objects.values_list("purpose", flat=True))


def test_cases_are_brought_together(present: datetime) -> None:
    assert Merge.objects.standing().filter(case__account__slug="harbor").exists()
    assert SubjectLink.objects.filter(relation="caused_by").exists()
    assert Watcher.objects.exclude(person=None).exists()
    assert Tag.objects.count() >= 3
    assert Rating.objects.count() >= 10
    assert Rating.objects.values("stars").distinct().count() >= 4
    assert ReplyTemplate.objects.in_use().count() >= 3


def test_no_brace_was_left_unfilled(present: datetime) -> None:
    braces = Q(title__contains="{") | Q(description__contains="{")
    assert not Case.objects.filter(braces).exists()
    assert not Message.objects.filter(body__contains="{").exists()


def test_past_alerts_were_raised_in_time_and_seen_to(present: datetime) -> None:
    alerts = Alert.objects.all()
    assert alerts.count() > 100
    # what happens is told when one hears of it, restores that were tried before the clocks began when those began
    crossed = [one for one in alerts.exclude(clock__kind="restore_test") if one.threshold not in happenings]
    assert all(timedelta() <= alert.raised_at - alert.instant < timedelta(minutes=1) for alert in crossed)
    # a backup that failed waits for its day to be signed
    old = alerts.filter(raised_at__lt=present - DAY, acknowledged_at=None).exclude(threshold=FAILED)
    assert not old.exclude(tell=[]).exists()
    assert alerts.filter(raised_at__gt=present - DAY, acknowledged_at=None).exists()


def test_no_mail_of_the_past_is_sent_and_no_bell_floods(present: datetime) -> None:
    waiting = Delivery.objects.filter(state="waiting")
    assert not waiting.filter(next_try_at__lte=present).exists()
    # those of a night wait for their people's morning: no more for each than a bell may show
    for_each = Counter(waiting.values_list("recipient__username", flat=True))
    assert max(for_each.values(), default=0) < 40
    old = Delivery.objects.filter(channel="bell", created_at__lt=present - DAY)
    assert old.exists()
    assert not old.filter(seen_at=None).exists()
    unseen = Counter(
        Delivery.objects.filter(channel="bell", seen_at=None).values_list("recipient__username", flat=True)
    )
    assert max(unseen.values()) < 40
    assert not list(Path(settings.EMAIL_FILE_PATH).glob("*")) if Path(settings.EMAIL_FILE_PATH).exists() else True


def test_a_second_run_changes_nothing(present: datetime) -> None:
    before = (Case.objects.count(), Entry.objects.count(), Person.objects.count())
    out = StringIO()
    call_command("demo_seed", stdout=out)
    assert "nothing was changed" in out.getvalue()
    assert (Case.objects.count(), Entry.objects.count(), Person.objects.count()) == before
