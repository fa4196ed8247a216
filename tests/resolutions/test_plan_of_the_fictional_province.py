"""The bundled plan file becomes documents and targets, and loading it again changes nothing."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import translation

from resolutions.models import LegalDocument, Target
from resolutions.plan_file import DocumentMissing, load_plan
from tests.conftest import ROOT
from tests.factories import make_province

pytestmark = pytest.mark.django_db

PLAN = ROOT / "fixtures" / "minh_hoa" / "plan.json"


@pytest.fixture
def province():
    return make_province()


@pytest.fixture
def papers():
    call_command("loaddata", "papers", verbosity=0)


def changed(path: Path, **document) -> Path:
    plan = json.loads(PLAN.read_text("utf-8"))
    plan["plans"][0]["document"].update(document)
    path.write_text(json.dumps(plan), "utf-8")
    return path


def test_every_target_of_the_file_is_a_valid_promise(papers, province):
    documents = load_plan(PLAN, province)
    plans = json.loads(PLAN.read_text("utf-8"))["plans"]

    assert [document.number for document in documents] == [
        plan["document"]["number"] for plan in plans
    ]
    for document, plan in zip(documents, plans, strict=True):
        implemented = document.relations.get(kind="implements").to_document
        assert implemented.number == plan["document"]["implements"]["number"]
        targets = document.targets.order_by("position")
        assert [target.indicator for target in targets] == [
            target["indicator"] for target in plan["targets"]
        ]
        for target in targets:
            assert target.province == province
            target.full_clean()


def test_loading_again_changes_nothing_and_writes_no_history(papers, province):
    load_plan(PLAN, province)
    before = list(Target.objects.values()), Target.history.count(), LegalDocument.history.count()
    load_plan(PLAN, province)

    after = list(Target.objects.values()), Target.history.count(), LegalDocument.history.count()
    assert after == before


def test_a_changed_file_changes_the_row_and_leaves_a_trace(papers, province, tmp_path):
    load_plan(PLAN, province)
    load_plan(changed(tmp_path / "plan.json", title="Kế hoạch sửa đổi"), province)

    document = LegalDocument.objects.get(title="Kế hoạch sửa đổi")
    assert [row.history_type for row in document.history.order_by("history_id")] == ["+", "~"]


def test_a_plan_that_implements_nothing_known_is_refused_whole(province):
    with translation.override("en"), pytest.raises(DocumentMissing) as refused:
        load_plan(PLAN, province)

    assert str(refused.value) == (
        "The document 19-NQ/TW of 25/10/2017 is not there: load or enter it, then the plan."
    )
    assert not LegalDocument.objects.exists()
