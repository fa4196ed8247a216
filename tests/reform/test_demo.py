"""``manage.py demo`` fills the database the real way, once, and only where DEBUG is on."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from reform.choices import CaseStatus
from reform.demonstration import ACCOUNTS, PASSWORD, lists
from reform.models import Case
from tests.factories import day
from units.choices import BatchStatus, EventStatus
from units.counts import count_units
from units.kinds import KINDS
from units.models import ImportBatch, Province, RegisterEntry, ReorganizationEvent

pytestmark = pytest.mark.django_db
#: The plan of the fictional province, told day by day; the builder of its lists counts the same.
UNITS = {
    "2015-12-31": 612,
    "2021-12-31": 548,
    "2025-07-01": 517,
    "2025-12-31": 506,
    "2026-06-30": 503,
    "2026-11-22": 500,
    "2027-01-01": 493,
}
DOSSIERS = sorted(CaseStatus.values)
COUNT_CHANGING = {"establish", "merge", "consolidate", "divide", "separate", "dissolve"}


def run() -> str:
    out = StringIO()
    call_command("demo", "--no-server", stdout=out)
    return out.getvalue()


def test_demo_lives_through_the_years_and_a_second_run_adds_nothing(settings, client):
    settings.DEBUG = True
    said = run()
    province = Province.objects.get(code="MH")
    assert {on: count_units(day(on), province=province).total for on in UNITS} == UNITS
    events = ReorganizationEvent.objects.filter(province=province)
    in_effect = events.filter(status=EventStatus.IN_EFFECT)
    assert set(in_effect.values_list("kind", flat=True)) == COUNT_CHANGING <= set(KINDS)
    drafted = Case.objects.filter(province=province)
    assert sorted(drafted.values_list("status", flat=True)) == DOSSIERS
    assert events.filter(status=EventStatus.PROPOSED).count() == 1 + len(DOSSIERS) - 1  # executed
    batches = ImportBatch.objects.filter(province=province)
    assert batches.filter(status=BatchStatus.APPLIED).count() == len(list(lists())) == 13
    assert all(batch.counts["rejected"] == 0 for batch in batches)
    for name in ACCOUNTS:
        assert name in said
        assert client.login(username=name, password=PASSWORD)
    assert "/provinces/MH/" in said

    entries = RegisterEntry.objects.count()
    run()
    assert RegisterEntry.objects.count() == entries
    assert batches.count() == 13
    assert drafted.count() == len(DOSSIERS)
    assert {on: count_units(day(on), province=province).total for on in UNITS} == UNITS


def test_demo_refuses_where_debug_is_off(settings):
    settings.DEBUG = False
    with pytest.raises(CommandError) as refused:
        run()
    assert "DEBUG=1" in str(refused.value)
    assert not Province.objects.filter(code="MH").exists()
