"""A long history that the register itself wrote has none of the problems that rules rule out."""

import datetime as dt

import pytest
from django.db import connection

from tests.factories import make_province
from tests.units.history_generator import generate
from tests.units.quality.world import TODAY, problems
from tests.units.test_history_replay import born_at_the_start, put_down
from units.models import Participant, ReorganizationEvent, Succession

pytestmark = pytest.mark.django_db
FIRST, LAST = dt.date(1976, 1, 1), dt.date(2025, 12, 31)
#: What the generator leaves out on purpose: decisions and agencies.
LEFT_OUT = {"events_without_decision", "units_without_agency"}


@pytest.fixture
def province():
    province = make_province(valid_from=FIRST)
    replay = generate(600, seed=62, units=120, first=FIRST, last=LAST)
    put_down(province, replay.events, born_at_the_start(province, replay))
    with connection.cursor() as cursor:  # as a database does by itself once rows have been written
        cursor.execute("ANALYZE")
    return province


@pytest.mark.parametrize("day", [FIRST, dt.date(2000, 1, 1), LAST, TODAY])
def test_nothing_impossible_on_any_day(day, province):
    assert set(problems(on=day)) <= LEFT_OUT
    assert set(problems(on=day, provinces=frozenset([province.pk]))) <= LEFT_OUT


def test_a_single_lost_row_is_noticed(province):
    """Whichever succession or participant of a merger goes missing, exactly it is told."""
    merger = ReorganizationEvent.objects.filter(kind="merge").order_by("pk")[20]
    Succession.objects.filter(pk=merger.successions.first().pk).delete()
    assert set(problems()) - LEFT_OUT == {"missing_successions"}
    other = ReorganizationEvent.objects.filter(kind="merge").order_by("pk")[21]
    Participant.objects.filter(event=other, role="surviving").delete()
    assert set(problems()) - LEFT_OUT == {"missing_successions", "one_sided_events"}
