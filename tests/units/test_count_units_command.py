"""``count_units`` answers for any day, from the command line, in one JSON object."""

import datetime as dt
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.factories import day, make_agency, make_event, make_province, make_unit
from units.models import Province, UnitVersion
from units.reorganization import carry_out

pytestmark = pytest.mark.django_db


def counted(*arguments: str) -> dict:
    out = StringIO()
    call_command("count_units", *arguments, "--json", stdout=out)
    return json.loads(out.getvalue())


@pytest.fixture
def hai_duong():
    province = Province.objects.get(code="30")
    school = make_agency("Phòng Minh Họa", level="district", valid_to=day("2025-07-01"))
    health = make_agency("Sở Minh Họa", level="department")
    for agency, sector, group in (
        (school, "education", "4"),
        (school, "education", "4"),
        (health, "health", "2"),
        (None, None, ""),
    ):
        make_unit(province, agency=agency, sector=sector, autonomy_group=group)
    make_unit(province, valid_to=day("2020-01-01"))
    return province


SPLITS = {
    "sector": {"education": 2, "health": 1, "unknown": 1},
    "agency": {"Phòng Minh Họa": 2, "Sở Minh Họa": 1, "unknown": 1},
    "level": {"department": 1, "district": 2, "unknown": 1},
    "bloc": {"government": 3, "unknown": 1},
    "autonomy": {"2": 1, "4": 2, "unknown": 1},
    "province": {"30": 4},
}


@pytest.mark.parametrize("by", SPLITS)
def test_split(by, hai_duong):
    answer = counted("--on", "2024-06-30", "--province", "30", "--by", by)
    assert answer == {"on": "2024-06-30", "total": 4, "by": SPLITS[by]}


DAYS = {"2015-12-30": 0, "2015-12-31": 5, "2019-12-31": 5, "2020-01-01": 4, "2025-06-30": 4}


@pytest.mark.parametrize("on", DAYS)
def test_any_day(on, hai_duong):
    assert counted("--on", on, "--province", "30") == {"on": on, "total": DAYS[on], "by": {}}


def test_territory_passes_to_the_successor_without_any_unit_being_touched(hai_duong):
    assert counted("--on", "2025-07-01", "--province", "31")["total"] == 4
    assert counted("--on", "2025-07-01", "--by", "province")["by"] == {"31": 4}
    assert counted("--on", "2025-06-30", "--province", "31")["total"] == 0


def test_fictional_provinces_are_not_in_the_national_total(hai_duong):
    fictional = make_province()
    make_unit(fictional)
    assert counted("--on", "2024-06-30")["total"] == 4
    assert counted("--on", "2024-06-30", "--province", "MH")["total"] == 1


def test_units_of_ministries_have_no_province_and_count_in_the_country(hai_duong):
    make_unit(None, sector="science")
    assert counted("--on", "2024-06-30", "--by", "province")["by"] == {"30": 4, "unknown": 1}


def test_as_known_on_a_day(hai_duong):
    """Recorded on 10/07/2026, it was known on that day and not on the day before."""
    closing = hai_duong.unitversion_set.filter(valid_to=None).first().unit
    event = make_event("dissolve", day("2022-01-01"), province=hai_duong, closing=closing)
    UnitVersion.objects.update(recorded_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    carry_out([event], by=None, at=dt.datetime(2026, 7, 10, 16, 59, tzinfo=dt.UTC))

    asked = ["--on", "2024-06-30", "--province", "30"]
    assert counted(*asked)["total"] == 3
    assert counted(*asked, "--known", "2026-07-10") == {
        "on": "2024-06-30",
        "known": "2026-07-10",
        "total": 3,
        "by": {},
    }
    assert counted(*asked, "--known", "2026-07-09")["total"] == 4
    assert counted(*asked, "--known", "2025-12-31")["total"] == 0
    out = StringIO()
    call_command("count_units", *asked, "--known", "2026-07-09", stdout=out)
    assert out.getvalue().split()[0] == "4"
    assert "09/07/2026" in out.getvalue()


REFUSED = {
    "no day of knowledge": (["--on", "2025-06-30", "--known", "hôm qua"], "hôm qua"),
    "no day": (["--on", "30/6/2025"], "30/6/2025"),
    "unknown code": (["--on", "2025-06-30", "--province", "99"], "99"),
    "not borne on that day": (["--on", "2025-07-01", "--province", "30"], "Hải Dương"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_wrong_options_get_one_sentence(case):
    arguments, said = REFUSED[case]
    with pytest.raises(CommandError) as refused:
        call_command("count_units", *arguments)
    assert said in str(refused.value)
    assert refused.value.returncode == 2
