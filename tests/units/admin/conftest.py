import pytest

from tests.factories import make_user
from tests.units.admin.world import Place, make_place


@pytest.fixture
def here() -> Place:
    return make_place("MH", "Minh Họa")


@pytest.fixture
def there() -> Place:
    return make_place("MX", "Minh Họa Khác")


@pytest.fixture
def login(client):
    """Log in somebody new: ``login("preparer", province)`` or ``login(is_superuser=True)``."""

    def as_somebody(role: str = "", province=None, **fields):
        client.force_login(make_user(role=role, province=province, **fields))
        return client

    return as_somebody


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """Nobody here logs in by a password, and a safe one takes a third of a second to make."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
