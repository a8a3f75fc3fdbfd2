"""The pages of releases, advisories, listings and feeds, and of what a server lacks."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from maintenance.patching.models import Advisory, Exploited, FeedReading, Release
from tests.patching.scene import Patched
from tests.patching_feeds.scene import OPENSSL, TZDATA, apt, entry, kev, osv, reads


@pytest.fixture
def read(scene: Patched) -> Patched:
    """erp1 lacks two packages, one of which mends what is exploited; web1 lacks it too, and was promised nothing."""
    engineer = scene.house.engineer
    reads(engineer, "apt", apt(OPENSSL, TZDATA), scene.servers["erp1"])
    reads(engineer, "apt", apt(OPENSSL), scene.servers["web1"])
    reads(engineer, "osv", osv())
    reads(engineer, "kev", kev(entry(dueDate="2026-03-12")))
    return scene


def page(client: Client, who: object, name: str, *args: object, asked: str = "") -> str:
    client.force_login(who)  # type: ignore[arg-type]
    answer = client.get(reverse(name, args=args) + asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_a_server_lacks_says_by_when_and_why(read: Patched, client: Client) -> None:
    shown = page(client, read.house.engineer, "patch_server", read.servers["erp1"].pk)
    assert "openssl" in shown
    assert "CVE-2026-1111" in shown
    assert "else" in shown  # the week stands behind it
    assert "2026-W11" in shown
    assert shown.index("openssl") < shown.index("tzdata")


def test_where_nothing_was_promised_what_cisa_asks_is_shown(read: Patched, client: Client) -> None:
    shown = page(client, read.house.viewer, "patch_server", read.servers["web1"].pk)
    assert "No promise" in shown
    assert "CISA asks for it by 12 Mar 2026" in shown


def test_a_stranger_knows_no_such_server(read: Patched, client: Client) -> None:
    client.force_login(read.house.stranger)
    assert client.get(reverse("patch_server", args=[read.servers["web1"].pk])).status_code == 404


def test_a_release_shows_the_readers_servers_alone(read: Patched, client: Client) -> None:
    release = Release.objects.get(package="openssl")
    staff = page(client, read.house.engineer, "patch_release", release.pk)
    assert "erp1" in staff
    assert "web1" in staff
    assert "Known exploited" in staff
    own = page(client, read.house.viewer, "patch_release", release.pk)
    assert "erp1" not in own
    assert "Withdraw" not in own


def test_lists_are_filtered(read: Patched, client: Client) -> None:
    engineer = read.house.engineer
    assert "tzdata" not in page(client, engineer, "patch_releases", asked="?security=kev")
    assert "tzdata" in page(client, engineer, "patch_releases", asked="?what=package&platform=linux")
    assert "Nothing matches" in page(client, engineer, "patch_releases", asked="?what=platform")
    assert "DSA-6001-1" in page(client, engineer, "patch_advisories", asked="?q=cve-2026-1111")
    assert "Nothing matches" in page(client, engineer, "patch_advisories", asked="?package=bash")
    assert "CVE-2026-1111" in page(client, engineer, "patch_exploited", asked="?state=here")
    assert "Nothing matches" in page(client, engineer, "patch_exploited", asked="?state=removed")
    assert "erp1" in page(client, engineer, "patch_feeds", asked="?source=apt")


def test_one_advisory_and_one_listing(read: Patched, client: Client) -> None:
    viewer = read.house.viewer
    assert "3.0.17-1" in page(client, viewer, "patch_advisory", Advisory.objects.get().pk)
    assert "Apply the vendor" in page(client, viewer, "patch_exploited_one", Exploited.objects.get().pk)


@pytest.mark.parametrize(
    ("name", "most"),
    [("patch_releases", 6), ("patch_advisories", 5), ("patch_exploited", 4), ("patch_feeds", 4)],
)
def test_a_list_costs_the_same_however_long(
    read: Patched, client: Client, django_assert_num_queries: object, name: str, most: int
) -> None:
    client.force_login(read.house.engineer)
    with django_assert_num_queries(most):  # type: ignore[operator]
        client.get(reverse(name))


def test_the_csv_has_the_same_rows(read: Patched, client: Client) -> None:
    client.force_login(read.house.viewer)
    answer = client.get(reverse("patch_releases_csv") + "?security=kev")
    lines = b"".join(answer.streaming_content).decode().splitlines()  # type: ignore[attr-defined]
    assert len(lines) == 2
    assert "CVE-2026-1111" in lines[1]


def test_a_file_is_read_on_the_page(scene: Patched, client: Client) -> None:
    client.force_login(scene.house.engineer)
    file = SimpleUploadedFile("up.txt", apt(OPENSSL).encode())
    given = {"source": "apt", "server": scene.servers["erp1"].pk, "file": file, "text": ""}
    answer = client.post(reverse("patch_feed_read"), given, follow=True)
    assert answer.redirect_chain[0][0] == reverse("patch_server", args=[scene.servers["erp1"].pk])
    assert "It is read: 1 new." in answer.content.decode()
    assert FeedReading.objects.get().name == "up.txt"


def test_a_pasted_text_that_cannot_be_read_names_the_place(scene: Patched, client: Client) -> None:
    client.force_login(scene.house.engineer)
    given = {"source": "kev", "server": "", "text": kev(entry(dueDate="soon"))}
    answer = client.post(reverse("patch_feed_read"), given)
    assert "/vulnerabilities/0/dueDate" in answer.content.decode()
    assert "one of the two" in client.post(reverse("patch_feed_read"), given | {"text": ""}).content.decode()
    assert "Say whose" in client.post(reverse("patch_feed_read"), given | {"source": "apt"}).content.decode()


def test_a_release_is_entered_and_withdrawn_on_the_page(scene: Patched, client: Client) -> None:
    client.force_login(scene.house.planner)
    given = {
        "platform": "checkpoint", "release_version": "R81.20", "released_at": "2026-03-09T10:00", "kind": "minor",
        "cves": "cve-2026-1111, CVE-2026-1112",
    }  # fmt: skip
    answer = client.post(reverse("patch_release_new"), given)
    release = Release.objects.get()
    assert answer["Location"] == reverse("patch_release", args=[release.pk])
    assert [fix.cve for fix in release.fixes.all()] == ["CVE-2026-1111", "CVE-2026-1112"]
    ahead = client.post(reverse("patch_release_new"), given | {"released_at": "2026-03-19T10:00"})
    assert "lies in the future" in ahead.content.decode()
    client.post(reverse("patch_release_withdraw", args=[release.pk]), {"reason": "It breaks."})
    assert "It breaks." in page(client, scene.house.planner, "patch_release", release.pk)


def test_customers_see_no_feeds_and_enter_nothing(scene: Patched, client: Client) -> None:
    client.force_login(scene.house.holder)
    assert client.get(reverse("patch_feeds")).status_code == 404
    assert client.get(reverse("patch_feed_read")).status_code == 403
    assert client.get(reverse("patch_release_new")).status_code == 403
