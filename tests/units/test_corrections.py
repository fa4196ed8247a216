"""A correction says that the record was wrong: who, when, why, old and new value."""

import datetime as dt

import pytest
from django.utils import timezone

from tests.factories import day, make_agency, make_event, make_province, make_unit, make_user
from units import register
from units.annulment import annul
from units.corrections import CorrectionRefused, correct, corrections_of, strike_out
from units.counts import count_units
from units.models import Unit, UnitVersion
from units.reorganization import carry_out

pytestmark = pytest.mark.django_db


@pytest.fixture
def province():
    return make_province()


@pytest.fixture
def unit(province):
    return make_unit(province, name="Trường Mịnh Họa", code="MH1", sector="education")


def version_of(unit):
    return unit.versions.known().order_by("valid_from").first()


def put_right(unit, throughout=False, **changes):
    return correct(
        version_of(unit),
        changes,
        by=make_user(),
        at=timezone.now(),
        reason="lỗi đánh máy",
        throughout=throughout,
    )


def test_old_and_new_value_with_who_when_and_why(unit):
    before = timezone.now()
    entry = put_right(unit, name="Trường Minh Họa")
    assert version_of(unit).name == "Trường Minh Họa"
    assert version_of(unit).opened_by_id != entry.pk, "the period was opened by what opened it"
    (found,) = corrections_of([unit.pk])
    assert (found.attribute, found.old, found.new) == ("name", "Trường Mịnh Họa", "Trường Minh Họa")
    assert found.entry.reason == "lỗi đánh máy"
    assert found.entry.recorded_by is not None
    assert before <= found.entry.recorded_at


def test_what_was_known_before_stays_readable(unit):
    known_then = timezone.now()
    put_right(unit, name="Trường Minh Họa")
    day_asked = day("2020-01-01")
    now = UnitVersion.objects.on(day_asked).get(unit=unit)
    then = UnitVersion.objects.on(day_asked, known=known_then).get(unit=unit)
    assert (now.name, then.name) == ("Trường Minh Họa", "Trường Mịnh Họa")


def test_throughout_corrects_every_version_with_the_wrong_value(unit, province):
    event = make_event(
        "reclassify",
        day("2019-01-01"),
        province=province,
        surviving=[{"unit": unit, "autonomy_group": "2"}],
    )
    carry_out([event], by=None, at=timezone.now())
    put_right(unit, throughout=True, name="Trường Minh Họa")
    rows = unit.versions.known().order_by("valid_from").values_list("name", "autonomy_group")
    assert list(rows) == [("Trường Minh Họa", ""), ("Trường Minh Họa", "2")]


def test_a_correction_can_itself_be_taken_back(unit):
    entry = put_right(unit, sector_id=None)
    register.reverse(entry, at=timezone.now(), by=None, reason="đúng từ đầu")
    assert version_of(unit).sector.code == "education"


REFUSED = {
    "code of another unit": lambda p: {"code": make_unit(p, code="MH2") and "MH2"},
    "agency that did not exist": lambda p: {
        "agency_id": make_agency(valid_from=day("2020-01-01")).pk
    },
    "no name": lambda p: {"name": " "},
    "nothing differs": lambda p: {"code": "MH1"},
    "no such attribute": lambda p: {"pk": 5},
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused_and_nothing_written(case, unit, province):
    changes = REFUSED[case](province)
    before = list(UnitVersion.objects.order_by("pk").values())
    with pytest.raises(CorrectionRefused):
        put_right(unit, **changes)
    assert list(UnitVersion.objects.order_by("pk").values()) == before


def test_a_reason_is_required(unit):
    with pytest.raises(CorrectionRefused):
        correct(version_of(unit), {"code": "X"}, by=None, at=timezone.now(), reason=" ")


def test_unit_entered_in_error_counts_on_no_day(unit, province):
    known_then = timezone.now()
    strike_out(unit, by=None, at=timezone.now(), reason="nhập nhầm")
    asked = dt.date(2020, 1, 1)
    assert count_units(asked, province=province).total == 0
    assert count_units(asked, province=province, known=known_then).total == 1
    assert Unit.objects.filter(pk=unit.pk).exists(), "nothing is ever deleted"


def test_unit_of_an_event_in_effect_cannot_be_struck_out(unit, province):
    event = make_event("dissolve", day("2020-01-01"), province=province, closing=[unit])
    carry_out([event], by=None, at=timezone.now())
    with pytest.raises(CorrectionRefused):
        strike_out(unit, by=None, at=timezone.now(), reason="nhập nhầm")
    annul(event, by=None, at=timezone.now(), reason="x")
    strike_out(unit, by=None, at=timezone.now(), reason="nhập nhầm")
    assert count_units(day("2019-01-01"), province=province).total == 0
