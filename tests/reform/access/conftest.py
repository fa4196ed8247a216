import pytest
from django.conf import settings as project

from tests.reform.access.world import ELSEWHERE, HERE, World, make_world

GUARD = "reform.access.AccessMiddleware"


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def closed(settings):
    """Plan pages are for readers only, as where something is at stake."""
    settings.PUBLIC_PLAN_PAGES = False


@pytest.fixture
def unguarded(settings):
    """Without the map at the door: what the screens themselves let through."""
    settings.MIDDLEWARE = [one for one in project.MIDDLEWARE if one != GUARD]


@pytest.fixture
def here() -> World:
    return make_world("MH", HERE)


@pytest.fixture
def there() -> World:
    return make_world("MX", ELSEWHERE)
