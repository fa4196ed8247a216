"""Drawn papers are kept version by version, and known to be stale when data or template move on."""

import datetime as dt
import hashlib
import io

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils.timezone import make_aware
from django.utils.translation import override
from docx import Document

from reform.models import Case, Paper, PaperTemplate, PaperVersion
from reform.papers.drawing import TemplateRefused, draw
from reform.papers.keeping import draw_and_keep, kept, template_of
from reform.papers.kinds import KINDS, names_known
from reform.papers.own_templates import check_template, take_template
from reform.papers.template_files import house_templates, make_template, path_of
from tests.factories import day, make_unit
from tests.reform.papers.world import TODAY, kinds

pytestmark = pytest.mark.django_db
CODES = [kind.code for kind in kinds()]


@pytest.fixture
def at():
    from django.utils import timezone

    return timezone.now()


def draw_now(desk, code, at):
    return draw_and_keep(desk.subject(code), by=desk.office.people["preparer"], at=at)


def own_template(kind: str, words: str) -> PaperTemplate:
    paper, out = Document(), io.BytesIO()
    paper.add_paragraph(words)
    paper.save(out)
    file = ContentFile(out.getvalue(), name="mau.docx")
    check_template(KINDS[kind], file)
    template = PaperTemplate(kind=kind)
    take_template(template, file)
    template.save()
    return template


@pytest.mark.parametrize("filename", house_templates())
def test_the_templates_of_the_house_are_what_layout_and_manuscripts_say(filename):
    kind = house_templates()[filename]
    assert path_of(kind).read_bytes() == make_template(kind), "run make_paper_templates"


def test_each_kind_has_all_the_values_that_its_templates_may_ask_for(desk):
    for code in CODES:
        assert set(desk.subject(code).context()) == names_known(KINDS[code]), code


def test_a_version_holds_the_file_and_its_fingerprint(desk, at):
    version = draw_now(desk, "plan", at)
    with version.file.open("rb") as opened:
        content = opened.read()
    assert version.sha256 == hashlib.sha256(content).hexdigest()
    assert version.size == len(content)
    assert (version.number, version.as_of) == (1, TODAY)
    assert not kept(desk.subject("plan")).is_stale


def test_changed_data_make_it_stale_and_the_old_version_stays(desk, at):
    first = draw_now(desk, "plan", at)
    make_unit(desk.province, name="Trường mới ghi")
    standing = kept(desk.subject("plan"))
    assert (standing.data_changed, standing.template_changed) == (True, False)
    second = draw_now(desk, "plan", at)
    standing = kept(desk.subject("plan"))
    assert not standing.is_stale
    assert standing.versions == [second, first]
    assert (first.paper, second.number) == (second.paper, 2)
    assert first.data_sha256 != second.data_sha256


def test_time_alone_makes_nothing_stale(desk, at):
    draw_now(desk, "plan", at)
    assert not kept(desk.subject("plan", today=day("2026-09-01"))).is_stale


def test_what_happens_to_a_dossier_later_does_not_reach_the_report_of_a_past_day(desk, at):
    case, last = desk.rows["case"], day("2026-03-31")
    opened, closed = (make_aware(dt.datetime(2026, month, 5, 9)) for month in (3, 4))
    Case.objects.filter(pk=case.pk).update(created_at=opened, held_since=opened)
    report = desk.subject("report_quarter", on=last, today=last)
    assert report.context()["cases_open"] == "1"
    draw_and_keep(report, by=desk.office.people["preparer"], at=at)
    desk.office.move(case, "withdraw")
    Case.objects.filter(pk=case.pk).update(held_since=closed)
    assert not kept(report).is_stale
    later = desk.subject("report_quarter", on=day("2026-06-30"), today=day("2026-06-30"))
    assert later.context()["cases_open"] == "0"
    before = desk.subject("report_half_month", on=day("2026-02-15"))
    assert before.context()["cases_open"] == "0"


def test_a_changed_template_makes_it_stale(desk, at):
    draw_now(desk, "submission", at)
    own_template("submission", "{{ about }}")
    standing = kept(desk.subject("submission"))
    assert (standing.data_changed, standing.template_changed) == (False, True)


def test_reports_of_two_periods_are_two_papers(desk, at):
    one = draw_now(desk, "report_quarter", at)
    other = draw_and_keep(
        desk.subject("report_quarter", on=day("2025-12-01")), by=one.drawn_by, at=at
    )
    assert one.paper != other.paper
    assert (one.as_of, other.as_of) == (TODAY, day("2025-12-31"))


@pytest.mark.parametrize("extra", ["plan", "visit", None])
def test_a_paper_is_about_one_thing(desk, extra):
    about = {"case": desk.rows["case"], "plan": desk.plan, "visit": desk.rows["visit"]}
    given = {extra: about[extra], "case": about["case"]} if extra else {}
    with pytest.raises(IntegrityError), transaction.atomic():
        Paper.objects.create(kind="plan", province=desk.province, **given)


def test_an_own_template_goes_before_the_house_s(desk):
    own_template("submission", "Riêng: {{ about }} & {{ units_before|amount if false else 1 }}")
    text = Document(io.BytesIO(drawn_text(desk))).paragraphs[0].text
    assert text == "Riêng: Giải thể trường & 1"


def drawn_text(desk) -> bytes:
    subject = desk.subject("submission")
    return draw(template_of(subject.kind), subject.context())


def test_signs_of_markup_in_data_stay_signs(desk):
    case = desk.rows["case"]
    case.title = "Giải thể <b>A & B</b> {{ 7 * 7 }}"
    case.save()
    paper = Document(io.BytesIO(drawn_text(desk)))
    assert case.title in [one.text for one in paper.paragraphs]


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ("{{ about", "closed"),
        ("{% for one in events %}", "closed"),
        ("{{ secret }}", "secret"),
    ],
)
def test_a_broken_template_is_refused_with_one_sentence(words, problem):
    with override("en"), pytest.raises(TemplateRefused, match=problem) as refused:
        own_template("submission", words)
    assert "\n" not in str(refused.value)
    assert not PaperTemplate.objects.exists()


@pytest.mark.parametrize(
    "words",
    [
        "{{ about.__class__.__mro__ }}",
        "{{ ''.__class__.__base__.__subclasses__() }}",
        "{{ about.nothing }}",
        "{{ 1 / 0 }}",
        "{% for one in range(10000000) %}{% endfor %}",
    ],
)
def test_a_template_does_nothing_but_show_values(desk, words):
    own_template("submission", words)
    with pytest.raises(TemplateRefused):
        drawn_text(desk)
    with pytest.raises(TemplateRefused):
        draw_and_keep(desk.subject("submission"), by=None, at=None)
    assert not PaperVersion.objects.exists()


def test_no_word_file_is_no_template():
    with pytest.raises(TemplateRefused):
        check_template(KINDS["plan"], ContentFile(b"%PDF-1.7", name="mau.docx"))


def test_what_is_not_known_is_blank_and_never_invented(desk):
    values = desk.subject("plan").context()
    assert values["baseline_units"] == "……"
    assert {row["before"] for row in values["annexes"]["a"]["rows"]} == {None}
    assert desk.subject("visit_answer").context()["requests"][0]["answer"] == "……"
    assert values["annexes"]["d"]["total"]["budget"] is None
