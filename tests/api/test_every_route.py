"""Every operation of the schema, as everybody, about an object of somebody else.

A route with parameters fails here until `harbors.py` names an object for it.
"""

import pytest
from rest_framework.test import APIClient

from hostops.api.description import openapi
from tests.api.conftest import Signed
from tests.api.harbors import Objects, harbors, place_of
from tests.house import House

# What its secret alone opens, to anybody.
SECRET = ("/api/v1/calendars/{secret}.ics",)
OPERATIONS = [
    (path, method) for path, methods in openapi()["paths"].items() for method in methods if path not in SECRET
]
# What everybody may see, so that no object of it is foreign.
_PUBLISHED = tuple(f"/api/v1/patching/{name}/" for name in ("releases", "advisories", "exploited"))
COMMON = ("/api/v1/software/", "/api/v1/locations/", "/api/v1/zones/", "/api/v1/links/", *_PUBLISHED)
# What a POST asks and nothing changes.
_ABOUT_COPIES = ("/api/v1/backups/retention/preview/", "/api/v1/backups/retention/history/")
READS_ONLY = ("/api/v1/deadlines/", "/api/v1/windows/check/", "/api/v1/year-plans/check/", *_ABOUT_COPIES)
# What is the staff's own, so that to any customer it does not exist.
_KEPT = tuple(f"/api/v1/windows/{{number}}/{below}/" for below in ("consultations", "kept-alerts"))
STAFFS = (
    "/api/v1/backups/strays/",
    "/api/v1/views/",
    "/api/v1/on-call/",
    "/api/v1/absences/",
    "/api/v1/handovers/",
    "/api/v1/backups/checks/",
    "/api/v1/patching/feeds/",
    *_KEPT,
)


def address(path: str, objects: Objects) -> str:
    return path.format(**place_of(path, objects))


def test_nobody_gets_401_everywhere(house: House) -> None:
    objects = harbors(house)
    for path, method in OPERATIONS:
        answer = APIClient().generic(method.upper(), address(path, objects) if "{" in path else path)
        assert (answer.status_code, path) == (401, path)
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_stranger_gets_404_for_every_object(house: House, signed: Signed) -> None:
    objects, client = harbors(house), signed(house.stranger)
    for path, method in OPERATIONS:
        if "{" in path and not path.startswith(COMMON):
            answer = client.generic(method.upper(), address(path, objects), "{}", content_type="application/json")
            assert (answer.status_code, method, path) == (404, method, path)


def test_a_stranger_finds_nothing_of_harbors_in_any_list(house: House, signed: Signed) -> None:
    harbors(house)
    for path, method in OPERATIONS:
        if method == "get" and "{" not in path and not path.startswith(COMMON):
            shown = signed(house.stranger).get(path).content.decode()
            assert "harbor" not in shown.lower(), path
            assert "X-1" not in shown, path


@pytest.mark.parametrize("who", ["holder", "contact", "viewer", "engineer", "planner", "manager"])
def test_owners_colleagues_and_staff_see_every_object(house: House, signed: Signed, who: str) -> None:
    objects, client = harbors(house), signed(getattr(house, who))
    for path, method in OPERATIONS:
        if method == "get" and "{" in path and not path.startswith(COMMON):
            hidden = path.startswith(STAFFS) and not getattr(house, who).is_staff_member
            expected = 404 if hidden or ("contracts" in path and who in ("contact", "viewer")) else 200
            assert (client.get(address(path, objects)).status_code, path) == (expected, path)


@pytest.mark.parametrize("who", ["holder", "manager"])
def test_a_token_that_only_reads_changes_nothing(house: House, signed: Signed, who: str) -> None:
    objects = harbors(house)
    client = signed(getattr(house, who), scope="read")
    for path, method in OPERATIONS:
        if method != "get" and path not in READS_ONLY:
            where = address(path, objects) if "{" in path else path
            answer = client.generic(method.upper(), where, "{}", content_type="application/json")
            assert (answer.status_code, method, path) == (403, method, path)
