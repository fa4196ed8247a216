"""The bundled papers: what the sources state, word by word, and nothing where they are silent."""

import pytest
from django.core.management import call_command
from django.utils import translation

from resolutions.choices import IndicatorCode, Relation
from resolutions.models import DocumentRelation, LegalDocument, SourceClaim, Target
from resolutions.progress import progress_of_province
from tests.factories import day, make_province
from tests.resolutions.promises import make_many
from units.models import Province

pytestmark = pytest.mark.django_db
MODELS = (LegalDocument, DocumentRelation, Target, SourceClaim)


@pytest.fixture(autouse=True)
def papers():
    call_command("loaddata", "papers", "claims", verbosity=0)


def everything() -> list[list[dict]]:
    return [list(model.objects.order_by("pk").values()) for model in MODELS]


def test_loading_twice_changes_nothing():
    before = everything()
    call_command("loaddata", "papers", "claims", verbosity=0)

    assert everything() == before
    assert [len(rows) for rows in before] == [4, 3, 6, 37]


def test_the_chain_goes_from_the_plan_to_the_resolution():
    chain, document = [], Target.objects.first().document
    while document:
        chain.append((document.number, document.issued_on))
        relation = document.relations.filter(kind=Relation.IMPLEMENTS).first()
        document = relation and relation.to_document

    assert chain == [
        ("", None),
        ("38/NQ-CP", day("2024-04-02")),
        ("62-KL/TW", day("2023-10-02")),
        ("19-NQ/TW", day("2017-10-25")),
    ]


def test_what_binh_thuan_promised():
    stated = "indicator", "operator", "value", "baseline_kind", "baseline_on", "deadline"
    assert list(Target.objects.order_by("position").values_list(*stated)) == [
        ("units_reduction_absolute", "at_least", 39, "unknown", None, day("2025-12-31")),
        ("autonomy_rate", "at_least", 20, "unknown", None, day("2025-12-31")),
        ("eligible_units_converted", "", 100, "unknown", None, day("2025-12-31")),
        ("payroll_from_budget_reduction", "", 10, "year", day("2025-12-31"), day("2030-12-31")),
        ("direct_budget_spending_reduction_avg", "", 15, "period", None, day("2030-12-31")),
        ("kinds_of_units_left", "", None, "unknown", None, day("2030-12-31")),
    ]
    for target in Target.objects.all():
        assert target.province == Province.objects.get(code="60")
        assert target.quote
        assert not any((target.baseline_value, target.eligible_count, target.definition))
        assert not any((target.bloc, target.accountable_agency, target.accountable_person))
        assert target.is_additional is None
        target.full_clean()


@pytest.mark.parametrize("name", ["Nghệ An", "Hà Nội", "Khánh Hòa"])
def test_provinces_of_which_the_papers_say_nothing_have_nothing(name):
    provinces = Province.objects.filter(name=name)

    assert not Target.objects.filter(province__in=provinces).exists()
    assert not SourceClaim.objects.filter(province__in=provinces).exists()


def test_binh_thuan_has_no_baseline_so_nothing_is_computed_from_it():
    """39 fewer of how many? The register may know a number; the promise does not."""
    province = Province.objects.get(code="60")
    make_many(province, 12)
    with translation.override("en"):
        found = {
            one.target.indicator: one for one in progress_of_province(province, day("2025-06-30"))
        }

    units = found[IndicatorCode.UNITS_ABSOLUTE].measured
    assert (units.now, units.required, units.achieved) == (12, None, None)
    assert {code: one.measured.why_unknown for code, one in found.items()} == {
        "units_reduction_absolute": "no baseline named in the document",
        "autonomy_rate": "",
        "eligible_units_converted": "how many units are eligible is not known",
        "payroll_from_budget_reduction": (
            "the baseline day 31/12/2025 had not come by 30/06/2025; "
            "the province ended before 2025 was over"
        ),
        "direct_budget_spending_reduction_avg": "no full year after 2025 was over by 30/06/2025",
        "kinds_of_units_left": "",
    }
    assert {one.status for one in found.values()} == {"unknown"}


def test_the_fictional_province_takes_nothing_from_the_papers():
    assert not Target.objects.filter(province=make_province()).exists()
