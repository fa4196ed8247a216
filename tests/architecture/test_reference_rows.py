"""What the migrations lay down is there for every test, also after one with real transactions."""

import pytest

from units.models import Province, Sector

pytestmark = pytest.mark.opening


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", ["first", "second"])
def test_the_lists_of_the_law_survive_real_transactions(turn):
    assert Province.objects.count() >= 63 + 34 - 11  # eleven provinces were left as they were
    assert Sector.objects.exists()
    Sector.objects.all().delete()


@pytest.mark.django_db
def test_they_are_there_for_the_plain_test_that_follows():
    assert Province.objects.count() >= 63 + 34 - 11
    assert Sector.objects.exists()
