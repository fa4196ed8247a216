"""The end of the district level: units of many agencies go to new ones by rule, in a bundle."""

import pytest
from django.utils import timezone

from tests.factories import day, make_agency, make_province, make_unit
from units.annulment import annul_bundle
from units.counts import count_units
from units.models import Sector, UnitVersion
from units.reorganization import preview_all, put_bundle_into_effect
from units.transfers import Destination, NothingToTransfer, draft_transfer, plan_transfer

pytestmark = pytest.mark.django_db
END = day("2025-07-01")
EVE = day("2025-06-30")


@pytest.fixture
def province():
    return make_province()


@pytest.fixture
def districts(province):
    return [
        make_agency(f"Huyện Minh Họa {name}", level="district", province=province, valid_to=END)
        for name in "AB"
    ]


@pytest.fixture
def heirs(province):
    commune = {"level": "commune", "province": province, "valid_from": END}
    return {
        "health": make_agency("Sở Y tế Minh Họa", province=province),
        "A": make_agency("Xã Minh Họa 1", **commune),
        "B": make_agency("Xã Minh Họa 2", **commune),
    }


@pytest.fixture
def units(province, districts):
    return [
        make_unit(province, agency=district, sector=sector, name=f"{sector} {district} {n}")
        for district in districts
        for sector, number in (("education", 4), ("health", 1), ("culture", 1))
        for n in range(number)
    ]


def rules(districts, heirs):
    sector = {row.code: row.pk for row in Sector.objects.all()}
    return [
        Destination(None, sector["health"], heirs["health"].pk),
        Destination(districts[0].pk, None, heirs["A"].pk),
        Destination(districts[1].pk, sector["education"], heirs["B"].pk),
    ]


def test_narrowest_rule_wins_and_what_no_rule_names_is_listed(districts, heirs, units):
    wanted = [
        Destination(None, None, heirs["B"].pk),
        Destination(None, Sector.objects.get(code="health").pk, heirs["health"].pk),
        Destination(districts[0].pk, None, heirs["A"].pk),
    ]
    everything = plan_transfer(districts, wanted, on=END)
    assert everything.by_agency() == {
        (districts[0].pk, heirs["health"].pk): 1,
        (districts[0].pk, heirs["A"].pk): 5,
        (districts[1].pk, heirs["health"].pk): 1,
        (districts[1].pk, heirs["B"].pk): 5,
    }
    some = plan_transfer(districts, rules(districts, heirs), on=END)
    assert [version.name for version in some.left] == ["culture Huyện Minh Họa B 0"]


def test_units_keep_their_identity_and_no_count_changes(province, districts, heirs, units):
    plan = plan_transfer(districts, rules(districts, heirs), on=END)
    bundle = draft_transfer(plan, title="Kết thúc cấp huyện", province=province, by=None)
    assert all(effect.allowed and effect.change == 0 for effect in preview_all(bundle.events.all()))
    put_bundle_into_effect(bundle, by=None, at=timezone.now())
    before = count_units(EVE, by="level", province=province)
    after = count_units(END, by="level", province=province)
    assert before.by == {"district": 12}
    assert after.by == {"commune": 9, "department": 2, "district": 1}
    assert set(UnitVersion.objects.on(END).values_list("unit_id", flat=True)) == {
        unit.pk for unit in units
    }
    annul_bundle(bundle, by=None, at=timezone.now(), reason="đổi ý")
    assert count_units(END, by="level", province=province).by == {"district": 12}


def test_a_plan_that_moves_nothing_is_said(province, districts, heirs):
    with pytest.raises(NothingToTransfer):
        draft_transfer(
            plan_transfer(districts, rules(districts, heirs), on=END),
            title="x",
            province=province,
            by=None,
        )


def test_many_units_take_few_queries(province, districts, heirs, django_assert_max_num_queries):
    for n in range(150):
        make_unit(province, agency=districts[0], name=f"{n}")
    plan = plan_transfer(districts, rules(districts, heirs), on=END)
    bundle = draft_transfer(plan, title="x", province=province, by=None)
    with django_assert_max_num_queries(35):
        put_bundle_into_effect(bundle, by=None, at=timezone.now())
    assert count_units(END, by="level", province=province).by == {"commune": 150}
