"""The whole portal, started as `make run` starts it, and a real Chromium in front of it.

Without Chromium these tests say loudly that they did not run; with HOSTOPS_BROWSER=required, as CI
sets it, they fail.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from hostops.embedded.ports import free_port
from hostops.embedded.shelter import remove_database
from hostops.embedded.signins import PASSWORD
from tests.demodata import demo_copy
from tests.sharing import group_of

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
_QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SignIn = Callable[..., Page]
Picture = Callable[[Page, str], None]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser/" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> str:
    if CHROMIUM is None and os.environ.get("HOSTOPS_BROWSER") == "required":
        pytest.fail("There is no Chromium: install Debian's package chromium.")
    if CHROMIUM is None:
        pytest.skip("BROWSER TESTS DID NOT RUN: install Debian's package chromium")
    return CHROMIUM or ""


@pytest.fixture(scope="session")
def portal_data(chromium: str) -> Iterator[str]:
    """The portal's folder, as every user may pass through."""
    data = Path(tempfile.mkdtemp(prefix="hostops-portal-", dir="/tmp"))
    data.chmod(0o755)
    yield str(data)
    remove_database(data)
    shutil.rmtree(data, ignore_errors=True)


@pytest.fixture(scope="session")
def portal(portal_data: str) -> Iterator[str]:
    """The address of a portal with demo data, its own database, queue, worker and beat."""
    data = Path(portal_data)
    port = free_port()
    given = ("REDIS_URL", "DJANGO_SETTINGS_MODULE", "HOSTOPS_ENV", "PYTEST_XDIST_WORKER")
    environment = {name: value for name, value in os.environ.items() if name not in given}
    log = data / "up.log"
    with demo_copy() as copy, log.open("wb") as output:
        shutil.copytree(copy.media, data / "media", dirs_exist_ok=True)
        environment |= {"HOSTOPS_DATA": str(data), "PORT": str(port), "DATABASE_URL": copy.url}
        up = subprocess.Popen(
            [sys.executable, "manage.py", "up", "--demo"], cwd=ROOT, env=environment, stdout=output, stderr=output
        )
        try:
            _wait_for_address(up, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            up.terminate()
            up.wait(timeout=60)


def _wait_for_address(up: "subprocess.Popen[bytes]", log: Path, seconds: float = 600) -> None:
    for _ in range(int(seconds * 10)):
        if "hostops-demo" in log.read_text(errors="replace"):
            return
        try:
            up.wait(timeout=0.1)
        except subprocess.TimeoutExpired:
            continue
        break
    pytest.fail(f"the portal did not come up:\n{log.read_text(errors='replace')[-3000:]}")


# As long as these tests last and no longer: its event loop would keep Django from the database.
@pytest.fixture(scope="package")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=list(_QUIET))
        yield running
        running.close()


@pytest.fixture(scope="session")
def kept_sign_ins() -> dict[str, Any]:
    """The cookies of those who signed in for a test that only looks: the next of these is signed in by them."""
    return {}


@pytest.fixture
def sign_in(
    request: pytest.FixtureRequest, portal: str, browser: Browser, kept_sign_ins: dict[str, Any]
) -> Iterator[SignIn]:
    """Open a browser of one's own, signed in. A page that breaks the CSP or its scripts fails the test."""
    contexts, broken = [], []
    looks = group_of(request.node.nodeid) == "looks"
    kept = kept_sign_ins if looks else {}

    def open_as(username: str, **options: object) -> Page:
        context = browser.new_context(base_url=portal, locale="en-GB", **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on(
            "console", lambda message: broken.append(message.text) if _is_fault(message.type, message.text) else None
        )
        page.on("pageerror", lambda error: broken.append(str(error)))
        if username in kept:
            context.add_cookies(kept[username])
        else:
            _enter(context, username)
            kept[username] = context.cookies()
        return page

    yield open_as
    for context in contexts:
        context.close()
    assert broken == []


def _enter(context: BrowserContext, username: str) -> None:
    """What the form of the door sends, without drawing the door and the hall; test_by_keyboard.py goes through them."""
    door = context.request.get("/accounts/login/").text()
    token = re.search('name="csrfmiddlewaretoken" value="([^"]+)"', door)
    assert token
    given = {"username": username, "password": PASSWORD, "csrfmiddlewaretoken": token[1]}
    answer = context.request.post("/accounts/login/", form=given, max_redirects=0)
    assert answer.status == 302, f"{username} may not come in: {answer.status}"


def _is_fault(kind: str, text: str) -> bool:
    return kind == "error" and ("Content Security Policy" in text or "Uncaught" in text)


@pytest.fixture
def picture() -> Picture:
    """Keeps the page as it stands under a name, where HOSTOPS_PICTURES says in which folder."""
    folder = os.environ.get("HOSTOPS_PICTURES")

    def taken(page: Page, name: str) -> None:
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=f"{folder}/{name}.png", animations="disabled", caret="hide")

    return taken
