"""Windows of the bench: 1,000 of them over 5,000 servers and 200 accounts, a year plan among them."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hostops.accounts.models import Location, Person, Server, Zone
from hostops.accounts.roles import Role
from hostops.subjects.models import Subject
from maintenance.models import Affected, AffectedServer, PlanAcknowledgement, ScopeItem, Window, YearPlan
from tests.bench.world import Tenant, World

SERVERS, WINDOWS = 5000, 1000
_ZONE = "Europe/Stockholm"
_PLACES = (("frankfurt", 50.1, 8.7), ("dallas", 32.8, -96.8), ("sydney", -33.9, 151.2))


@dataclass(frozen=True)
class Planned:
    """`year` is the one that the plan and most windows lie in."""

    year: int
    planner: Person


def build_windows(world: World) -> Planned:
    """Each account gets a holder and 25 servers; each window affects one account, the plan's all of them."""
    planner = _planner()
    _people(world)
    servers = _servers(world)
    year = datetime.now(UTC).year + 1
    plan = YearPlan.objects.create(
        year=year,
        title=f"Common resources {year}",
        timezone=_ZONE,
        state="published",
        policy_version=world.tenants[0].version,
        scope={"all": True},
        created_by=planner,
        created_at=datetime.now(UTC),
        updated_at=datetime.now(UTC),
    )
    _windows(world, servers, plan, planner)
    PlanAcknowledgement.objects.bulk_create(
        PlanAcknowledgement(plan=plan, account=tenant.account, told_at=datetime.now(UTC)) for tenant in world.tenants
    )
    return Planned(year, planner)


def _planner() -> Person:
    made: Person = Person.objects.create(
        username="bench-planner", full_name="Planner", email="planner@example.com", role=Role.PLANNER, password="!"
    )
    return made


def _people(world: World) -> None:
    Person.objects.bulk_create(
        Person(
            username=f"holder-{number}",
            full_name=f"Holder {number}",
            email=f"holder-{number}@example.com",
            role=Role.ACCOUNT_HOLDER,
            account=tenant.account,
            password="!",
        )
        for number, tenant in enumerate(world.tenants)
    )


def _servers(world: World) -> dict[int, list[Server]]:
    """By account, its servers, spread over nine zones."""
    zones = []
    for slug, latitude, longitude in _PLACES:
        place = Location.objects.create(slug=slug, name=slug.title(), timezone=_ZONE)
        for number in range(3):
            where = {"latitude": f"{latitude + number / 5:.5f}", "longitude": f"{longitude:.5f}"}
            zones.append(Zone.objects.create(location=place, slug=f"{slug}-{number}", name=slug, **where))
    began = datetime.now(UTC) - timedelta(days=540)
    made = Server.objects.bulk_create(
        Server(
            account=tenant.account,
            contract=tenant.contract,
            zone=zones[number % len(zones)],
            hostname=f"node-{number}.{tenant.account.slug}",
            online_at=began,
            registered_at=began,
        )
        for tenant in world.tenants
        for number in range(SERVERS // len(world.tenants) - 1)
    )
    found: dict[int, list[Server]] = {}
    for server in made:
        found.setdefault(server.account_id, []).append(server)
    return found


def _windows(world: World, servers: dict[int, list[Server]], plan: YearPlan, planner: Person) -> None:
    subjects = Subject.objects.bulk_create(
        Subject(kind="window", reference=f"bench-{number}", title=f"Window {number}") for number in range(WINDOWS)
    )
    windows = Window.objects.bulk_create(_window(*pair, plan, planner) for pair in enumerate(subjects))
    for window, subject in zip(windows, subjects, strict=True):
        subject.reference = window.number
    Subject.objects.bulk_update(subjects, ["reference"], batch_size=500)
    touched = [(window, tenant) for window in windows for tenant in _touched(world, window)]
    rows = Affected.objects.bulk_create(
        Affected(
            window=window,
            account=tenant.account,
            contract=tenant.contract,
            policy_version=tenant.version,
            clause=f"{tenant.version.policy.slug}:5a" if tenant.version.policy.slug == "iptor" else "itpdx:6c",
        )
        for window, tenant in touched
    )
    ScopeItem.objects.bulk_create(
        ScopeItem(window=window, account=_touched(world, window)[0].account)
        for window in windows
        if not window.scope_all
    )
    AffectedServer.objects.bulk_create(
        (
            AffectedServer(affected=row, server=server)
            for row in rows
            for server in servers[row.account_id]
            if not row.window.scope_all
        ),
        batch_size=5000,
    )


def _window(number: int, subject: Subject, plan: YearPlan, planner: Person) -> Window:
    """The first twelve are the plan's, one a month; the others lie an hour beside one another through the year."""
    zone = ZoneInfo(_ZONE)
    if number < 12:
        starts = datetime(plan.year, number + 1, 17, 0, 0, tzinfo=zone)
    else:
        starts = datetime(plan.year, 1, 3, number % 24, 0, tzinfo=zone) + timedelta(days=number % 355)
    planned = datetime.now(UTC)
    return Window(
        subject=subject,
        plan=plan if number < 12 else None,
        kind="long" if number in (4, 10) else "short",
        title=f"Window {number}",
        starts_at=starts.astimezone(UTC),
        ends_at=starts.astimezone(UTC) + timedelta(hours=4),
        timezone=_ZONE,
        scope_all=number < 12,
        state="planned",
        planned_at=planned,
        created_by=planner,
        created_at=planned,
        updated_at=planned,
    )


def _touched(world: World, window: Window) -> list[Tenant]:
    return world.tenants if window.scope_all else [world.tenants[window.pk % len(world.tenants)]]
