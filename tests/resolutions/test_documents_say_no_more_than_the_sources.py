"""The bundled documents bear numbers and days as sources state them, and none that they do not."""

import pytest
from django.core.management import call_command

from resolutions.choices import Relation
from resolutions.models import DocumentPart, DocumentRelation, LegalDocument, Target
from tests.factories import day

pytestmark = pytest.mark.django_db
#: number: (issued, in force from), as typed from the sources; "" is not known.
DOCUMENTS = """
18-NQ/TW 2017-10-25 -
21-KL/TW 2021-10-25 -
31/2021/QH15 - -
209/CĐ-TTg 2022-02-28 -
833/NQ-UBTVQH15 2023-07-27 -
837/NQ-UBTVQH15 2023-08-02 -
930/BC-ĐGS 2024-08-26 -
1157/NQ-UBTVQH15 2024-08-28 -
210-KL/TW 2025-11-12 -
282/QĐ-TTg 2026-02-12 -
23/NQ-CP 2026-02-07 -
55/2012/NĐ-CP - -
120/2020/NĐ-CP 2020-10-07 2020-12-01
83/2024/NĐ-CP 2024-07-10 2024-09-01
283/2025/NĐ-CP 2025-10-31 2025-11-01
60/2021/NĐ-CP 2021-06-21 2021-08-15
56/2022/TT-BTC - -
116/NQ-CP 2022-09-05 -
111/2025/NĐ-CP 2025-05-22 -
334/2026/NĐ-CP - 2026-10-05
129/2025/QH15 - 2026-07-01
232/2026/NĐ-CP 2026-06-26 2026-07-01
259/2026/NĐ-CP - -
154/2025/NĐ-CP - -
178/2024/NĐ-CP 2024-12-31 -
67/2025/NĐ-CP 2025-03-15 -
26/2021/QĐ-TTg - -
72/2025/QH15 2025-06-16 -
202/2025/QH15 2025-06-12 -
19/2025/QĐ-TTg 2025-06-30 2025-07-01
30/2026/QH16 - 2026-04-30
59-CV/BCĐ 2025-09-12 -
130/KH-BCĐ - -
8150/BNV-TCBC 2025-09-19 -
759/QĐ-TTg 2025-04-14 -
03/CV-BCĐ 2025-04-15 -
68/CV-BCĐ 2025-05-28 -
20/CV-BCĐ - -
30/2020/NĐ-CP 2020-03-05 2020-03-05
1067/QĐ-BNV 2020-12-10 -
1378/QĐ-BNV 2025-11-25 -
9/2022/TT-BNV 2022-12-16 -
2/2023/TT-BNV 2023-03-23 -
18/2025/TT-BNV 2025-10-08 -
85/2012/NĐ-CP - -
16/2015/NĐ-CP - -
54/2016/NĐ-CP - -
141/2016/NĐ-CP - -
10/2016/NĐ-CP - -
123/2016/NĐ-CP - -
110/2004/NĐ-CP - -
09/2010/NĐ-CP - -
62-KL/TW 2023-10-02 -
38/NQ-CP 2024-04-02 -
"""
#: Known by memory only, so not among the facts.
ABSENT = ("08/NQ-CP", "28-KL/TW", "111/2022/NĐ-CP", "106/2020/NĐ-CP", "150/2020/NĐ-CP")
RELATIONS = """
62-KL/TW implements 19-NQ/TW
62-KL/TW continues 19-NQ/TW
38/NQ-CP implements 62-KL/TW
18-NQ/TW together_with 19-NQ/TW
21-KL/TW together_with 19-NQ/TW
210-KL/TW continues 18-NQ/TW
1157/NQ-UBTVQH15 based_on 833/NQ-UBTVQH15
1157/NQ-UBTVQH15 based_on 837/NQ-UBTVQH15
1157/NQ-UBTVQH15 cites 930/BC-ĐGS
83/2024/NĐ-CP amends 120/2020/NĐ-CP
83/2024/NĐ-CP amends 123/2016/NĐ-CP
83/2024/NĐ-CP amends 10/2016/NĐ-CP
283/2025/NĐ-CP amends 120/2020/NĐ-CP
60/2021/NĐ-CP replaces 16/2015/NĐ-CP
60/2021/NĐ-CP replaces 54/2016/NĐ-CP
60/2021/NĐ-CP replaces 141/2016/NĐ-CP
60/2021/NĐ-CP replaces 85/2012/NĐ-CP
56/2022/TT-BTC guides 60/2021/NĐ-CP
111/2025/NĐ-CP amends 60/2021/NĐ-CP
232/2026/NĐ-CP implements 129/2025/QH15
259/2026/NĐ-CP implements 129/2025/QH15
30/2020/NĐ-CP replaces 110/2004/NĐ-CP
30/2020/NĐ-CP replaces 09/2010/NĐ-CP
"""


@pytest.fixture(autouse=True)
def documents():
    call_command("loaddata", "papers", "documents", verbosity=0)


def rows(table: str) -> list[list[str]]:
    return [line.split() for line in table.strip().splitlines()]


def dated(text: str):
    return None if text == "-" else day(text)


def test_each_document_bears_the_days_that_the_sources_state():
    stated = {number: (dated(one), dated(other)) for number, one, other in rows(DOCUMENTS)}
    numbered = LegalDocument.objects.exclude(number__in=["", "19-NQ/TW"])

    assert {one.number: (one.issued_on, one.effective_on) for one in numbered} == stated
    assert not LegalDocument.objects.filter(number__in=ABSENT).exists()
    assert not LegalDocument.objects.exclude(expires_on=None).exists()


def test_one_number_was_given_to_two_resolutions():
    days = LegalDocument.objects.filter(number="19-NQ/TW").values_list("issued_on", flat=True)

    assert sorted(days) == [day("2017-10-25"), day("2026-07-28")]


def test_documents_without_a_number_have_no_day_either():
    unnumbered = LegalDocument.objects.filter(number="")

    assert set(unnumbered.values_list("issuer", "issued_on", "status")) == {
        ("UBND tỉnh Bình Thuận", None, "issued"),
        ("Bộ Chính trị", None, "issued"),
        ("Bộ Nội vụ", None, "draft"),
    }


def test_every_document_names_its_source_and_passes_the_forms():
    for document in LegalDocument.objects.all():
        assert document.source
        document.full_clean()


def test_whose_document_it_is():
    own = LegalDocument.objects.exclude(province=None)

    assert [(one.issuer, one.province.code) for one in own] == [("UBND tỉnh Bình Thuận", "60")]


def test_relations_are_those_of_the_sources():
    found = {
        (one.from_document.number, one.kind, one.to_document.number)
        for one in DocumentRelation.objects.exclude(from_document__number="")
    }
    assert found == {tuple(row) for row in rows(RELATIONS)}
    for relation in DocumentRelation.objects.all():
        relation.full_clean()
    plan = DocumentRelation.objects.get(from_document__number="")
    assert (plan.kind, plan.to_document.number) == (Relation.IMPLEMENTS, "38/NQ-CP")


def test_the_resolution_has_five_two_and_eight_parts_and_no_invented_heading():
    resolution = LegalDocument.objects.get(number="19-NQ/TW", issued_on=day("2017-10-25"))
    parts = list(resolution.parts.values_list("kind", "number"))

    assert parts == [
        *(("viewpoint_group", str(number)) for number in range(1, 6)),
        *(("goal", str(number)) for number in range(1, 3)),
        *(("task_group", str(number)) for number in range(1, 9)),
    ]
    assert not DocumentPart.objects.exclude(heading="", text="", parent=None).exists()
    assert DocumentPart.objects.count() == 15


def test_national_targets_are_those_of_the_sources():
    stated = (
        "document__number", "indicator", "operator", "value", "baseline_on", "baseline_from",
        "baseline_to", "deadline",
    )  # fmt: skip
    y2015, y2021, y2025, y2030 = (day(f"{year}-12-31") for year in (2015, 2021, 2025, 2030))
    none, nq19, qh = (None, None, None), "19-NQ/TW", "31/2021/QH15"
    payroll, autonomy, units = (
        "payroll_from_budget_reduction", "autonomy_rate", "units_reduction_percent",
    )  # fmt: skip
    assert set(Target.objects.filter(province=None).values_list(*stated)) == {
        (nq19, units, "at_least", 10, y2015, None, None, y2021),
        (nq19, payroll, "at_least", 10, *none, y2021),
        (nq19, autonomy, "at_least", 20, *none, y2025),
        (nq19, "eligible_units_converted", "", 100, *none, y2025),
        (nq19, "kinds_of_units_left", "", None, *none, y2030),
        (nq19, payroll, "", 10, y2025, None, None, y2030),
        (
            nq19,
            "direct_budget_spending_reduction_avg",
            "",
            15,
            None,
            day("2021-01-01"),
            y2025,
            y2030,
        ),
        (qh, units, "at_least", 10, y2021, None, None, y2025),
        (qh, autonomy, "at_least", 20, *none, y2025),
    }
    for target in Target.objects.filter(province=None):
        assert target.note
        assert target.is_additional is None
        target.full_clean()


def test_loading_twice_changes_nothing():
    models = (LegalDocument, DocumentRelation, DocumentPart, Target)
    before = [list(model.objects.order_by("pk").values()) for model in models]
    call_command("loaddata", "papers", "documents", verbosity=0)

    assert [list(model.objects.order_by("pk").values()) for model in models] == before
