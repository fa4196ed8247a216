import pytest

from tests.reform.papers.world import Desk


@pytest.fixture
def desk(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return Desk()
