"""What a rule finds is kept as code and values, and said in the language of whoever reads it."""

import ast
import re

import pytest
from django.utils import timezone, translation

from reform.cases import checking
from reform.cases.findings import OF_THE_REGISTER, WORDINGS, Found, read
from reform.cases.results import sentences_of
from reform.choices import ALWAYS_ASKED, RULES_BY_LAW, RuleCode
from reform.models import CaseRule
from tests.architecture import ROOT
from tests.factories import make_unit

from .people import TODAY, Office

pytestmark = pytest.mark.django_db
VALUES = {
    "paper": "Tờ trình", "unit": "Trường A", "number": 12, "least": 15, "group": "4", "before": 20,
    "after": 23, "more": 3, "most": 2, "until": "2031-06-01", "agency": "Sở A",
    "day": "2026-06-01", "kind": "merge",
}  # fmt: skip
VIETNAMESE = re.compile(r"[ăâđêôơưáàảãạếềểễệíìỉĩịốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]", re.IGNORECASE)


@pytest.fixture
def office():
    return Office()


def test_every_rule_has_its_code_and_every_code_its_rule():
    assert set(checking.RULES) == set(RuleCode)
    assert set(ALWAYS_ASKED) <= set(checking.HARD)
    assert {code for code, _label in RULES_BY_LAW} == set(RuleCode) - set(ALWAYS_ASKED)


@pytest.mark.parametrize("code", WORDINGS)
def test_a_finding_says_the_same_after_it_was_stored(code):
    found = Found(code, VALUES)
    for language in ("vi", "en"):
        with translation.override(language):
            assert read(found.stored).sentence(TODAY) == found.sentence(TODAY)
    with translation.override("en"):
        assert not VIETNAMESE.search(re.sub(r"“[^”]*”", "", found.sentence(TODAY)))


def test_no_rule_writes_a_sentence_of_its_own():
    """They would be stored in the language of whoever asked."""
    for name in ("rules", "deputies"):
        text = (ROOT / "reform" / "cases" / f"{name}.py").read_text("utf-8")
        imported = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ImportFrom)]
        names = {alias.name for node in imported for alias in node.names}
        assert not {one for one in names if "gettext" in one}


def test_asked_in_vietnamese_read_in_english(office):
    case = office.case(filed=False)
    with translation.override("vi"):
        checks = {one.rule: one for one in checking.check(case, at=timezone.now(), today=TODAY)}
    asked = checks["papers"]
    asked.refresh_from_db()
    assert {one["code"] for one in asked.found} == {"paper_missing"}
    with translation.override("en"):
        assert all("is missing: upload it." in one for one in sentences_of(asked, TODAY))


def test_what_the_register_says_is_kept_in_every_language(office):
    unit = make_unit(office.province)
    office.move(office.at("approved", units=[unit]), "execute")
    late = office.case(units=[unit])
    checks = {one.rule: one for one in checking.check(late, at=timezone.now(), today=TODAY)}
    said = {}
    for language in ("vi", "en"):
        with translation.override(language):
            said[language] = sentences_of(checks["register"], TODAY)
    assert len(said["vi"]) == len(said["en"]) > 0
    assert not set(said["vi"]) & set(said["en"])
    assert {one["code"] for one in checks["register"].found} == {OF_THE_REGISTER}


@pytest.mark.parametrize("rule", ["register", "papers"])
def test_no_row_of_law_softens_what_is_always_asked(office, rule):
    CaseRule.objects.create(code=rule, severity="warning", legal_basis="?")
    case = office.case(filed=False)
    (found,) = [one for one in checking.check(case, at=timezone.now(), today=TODAY)
                if one.rule == rule]  # fmt: skip
    assert found.severity == "error"
