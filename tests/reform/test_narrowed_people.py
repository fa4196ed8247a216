"""A page of one sector adds up the people of the units that are of it on the day that is counted:
each year's figures stand in one sector, never in two."""

import pytest

from reform.narrowing import Narrowing
from tests.factories import day, make_agency, make_figures, make_province
from tests.reform.pages import page_of
from tests.resolutions.promises import make_many
from units.models import Sector, UnitVersion

pytestmark = pytest.mark.django_db
CHANGE = "2026-09-01"


@pytest.fixture
def units():
    """Two schools, one of which is a clinic from 1/9/2026 on."""
    mh = make_province()
    education, health = (Sector.objects.get(code=code) for code in ("education", "health"))
    stays, changes = make_many(mh, 2, sector=education, agency=make_agency(province=mh))
    for unit in (stays, changes):
        for year, people in ((2025, 10), (2026, 11)):
            make_figures(unit, year, headcount_budget=people)
    old = UnitVersion.objects.get(unit=changes)
    new = {"unit": changes, "valid_from": day(CHANGE), "sector": health, "province": mh}
    kept = {name: getattr(old, name) for name in ("recorded_at", "recorded_by", "opened_by")}
    UnitVersion.objects.filter(pk=old.pk).update(valid_to=day(CHANGE))
    UnitVersion.objects.create(**new, **kept, name=old.name, agency=old.agency)
    return stays, changes


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2026-06-01", {"education": {2025: 20, 2026: 22}, "health": {}}),
        ("2026-08-31", {"education": {2025: 20, 2026: 22}, "health": {}}),
        ("2026-09-01", {"education": {2025: 20, 2026: 11}, "health": {2026: 11}}),
        ("2026-12-31", {"education": {2025: 20, 2026: 11}, "health": {2026: 11}}),
    ],
)
def test_each_figure_counts_in_one_sector(units, on, expected):
    found = {
        code: {
            line.year: line.people
            for line in page_of(
                "MH", on, today="2026-12-31",
                narrowed=Narrowing(sector=Sector.objects.get(code=code)),
            ).people
        }
        for code in expected
    }  # fmt: skip
    assert found == expected
