"""What all tests share. Nothing is mocked: real databases, real files, a real browser."""

import os
import shutil
from collections.abc import Generator, Iterator
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from django.db import connections
from django.utils import translation

from reform.papers.portable import office

# Playwright keeps an event loop in the main thread, where Django would refuse database calls.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# No test asserts a time in seconds: a busy machine is no fault of the example.
hypothesis.settings.register_profile("whenever", deadline=None)
hypothesis.settings.load_profile("whenever")

ROOT = Path(settings.BASE_DIR)
SAMPLES = ROOT.parent / "shared" / "samples"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
IN_CI = os.environ.get("CI", "").lower() in {"1", "true"}


def on_postgresql() -> bool:
    return settings.DATABASES["default"]["ENGINE"].endswith("postgresql")


def turn(item: pytest.Item) -> tuple[bool, bool, int]:
    """When a test has its turn: those that must follow each other first, the browser's last."""
    opening = item.get_closest_marker("opening") is not None
    browser = item.get_closest_marker("browser") is not None
    return browser, not opening, (item.location[1] or 0) if opening else 0


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests last, so that no other runs beside Playwright's event loop.

    A test with real transactions empties every table when it ends: have what the migrations laid
    down kept for `pytest_runtest_teardown`: provinces, sectors, the lists of the law, permissions.
    """
    items.sort(key=turn)
    for item in items:
        mark = item.get_closest_marker("django_db")
        asked = dict(mark.kwargs) if mark else {}
        fixtures = set(getattr(item, "fixturenames", ()))
        if asked.get("transaction") or {"transactional_db", "live_server"} & fixtures:
            asked |= {"transaction": True, "serialized_rollback": True}
            item.add_marker(pytest.mark.django_db(**asked), append=False)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(
    item: pytest.Item, nextitem: pytest.Item | None
) -> Generator[None, object, object]:
    """Lay the kept rows down again right after a test with real transactions. Django does it before
    the next such test only; with several workers a plain test may come in between."""
    result = yield
    mark = item.get_closest_marker("django_db")
    if nextitem is not None and mark and mark.kwargs.get("transaction"):
        with item._request.getfixturevalue("django_db_blocker").unblock():
            lay_down_again()
    return result


def lay_down_again() -> None:
    """Restore the rows that the migrations had laid down before the first test."""
    connection = connections["default"]
    connection.creation.deserialize_db_from_string(connection._test_serialized_contents)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Say what is missing; on the build server a missing thing is a failure, not a skip."""
    missing = []
    if item.get_closest_marker("postgres") and not on_postgresql():
        missing.append("needs PostgreSQL: set DATABASE_URL=postgres://user@host:5432/name")
    if item.get_closest_marker("browser") and not CHROMIUM:
        missing.append("needs Chromium: install Debian's package `chromium`")
    if item.get_closest_marker("office") and not (office() and shutil.which("pdftotext")):
        missing.append("needs Debian's packages `libreoffice-writer-nogui` and `poppler-utils`")
    if missing and IN_CI:
        pytest.fail("; ".join(missing))
    elif missing:
        pytest.skip("; ".join(missing))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> None:
    """Beside Playwright's event loop Django opens another connection in the same thread: let each
    connection know the rows to restore, not the first one only."""
    first = connections["default"]
    if hasattr(first, "_test_serialized_contents"):
        type(first)._test_serialized_contents = first._test_serialized_contents


@pytest.fixture(autouse=True)
def vietnamese() -> Iterator[None]:
    """Each test begins in the default language, whatever the last request spoke."""
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def quick_passwords(settings) -> None:
    """Hashing passwords slowly is the point of them, and no point of these tests."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def files(settings, tmp_path) -> Path:
    """Uploaded files go to a folder of the test's own."""
    settings.MEDIA_ROOT = tmp_path / "files"
    return settings.MEDIA_ROOT


@pytest.fixture(scope="session")
def samples() -> Path:
    """Real spreadsheets of provinces and ministries, lying beside the project, never in it."""
    if not SAMPLES.is_dir():
        pytest.skip(f"needs the real spreadsheets in {SAMPLES.parent.name}/{SAMPLES.name}")
    return SAMPLES


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": ["--no-sandbox"]}


@pytest.fixture
def complaints(page) -> list[str]:
    """What the browser complains of while the test runs: refused inline code, errors in scripts."""
    heard: list[str] = []
    page.on("console", lambda line: heard.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    return heard


@pytest.fixture
def desk(page, live_server, admin_client):
    """A page of the browser, logged in as a superuser: `desk.goto(live_server.url + path)`."""
    page.context.add_cookies(
        [
            {
                "name": settings.SESSION_COOKIE_NAME,
                "value": admin_client.cookies[settings.SESSION_COOKIE_NAME].value,
                "url": live_server.url,
            }
        ]
    )
    return page
