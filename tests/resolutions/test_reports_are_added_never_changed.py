"""Progress is told in reports: counted against the whole, with evidence, by who may, and kept."""

import pytest
from django.utils import timezone

from reform.roles import table
from resolutions.models import ProgressReport
from resolutions.reporting import ReportRefused, report_progress
from tests.factories import day, make_province, make_user
from tests.resolutions.follow_up import make_task
from tests.resolutions.promises import make_document
from units.choices import MemberRole

pytestmark = pytest.mark.django_db
TODAY = day("2026-06-01")


def report(task, by, **told) -> ProgressReport:
    values = {"on": day("2025-06-01"), "text": "Đã sáp nhập 3 trường", **told}
    return report_progress(task, **values, by=by, at=timezone.now(), today=TODAY)


@pytest.fixture
def clerk():
    return make_user(role="preparer", province=make_province())


@pytest.fixture
def task(clerk):
    return make_task(clerk.memberships.get().province)


def test_a_report_says_who_told_it_and_what_proves_it(task, clerk):
    document = make_document()
    kept = report(task, clerk, done=3, document=document, evidence=" https://example.org/1 ")

    assert (kept.done, kept.recorded_by, kept.evidence_document) == (3, clerk, document)
    assert kept.evidence == "https://example.org/1"
    assert list(task.reports.all()) == [kept]


@pytest.mark.parametrize(
    "told",
    [
        {"text": "  "},
        {"on": day("2026-06-02")},
        {"on": day("2022-02-28")},  # the document is of 01/03/2022
        {"done": 13, "evidence": "Báo cáo"},
        {"done": 3},
        {"done": 3, "evidence": "  "},
    ],
)
def test_what_is_refused(task, clerk, told):
    with pytest.raises(ReportRefused):
        report(task, clerk, **told)
    assert not task.reports.exists()


def test_nothing_is_counted_where_the_whole_is_not_known(clerk):
    task = make_task(clerk.memberships.get().province, whole=None)
    with pytest.raises(ReportRefused):
        report(task, clerk, done=1, evidence="Báo cáo")

    assert report(task, clerk, text="Đã họp").done is None


@pytest.mark.parametrize("done", [None, 0])
def test_nothing_done_needs_no_evidence(task, clerk, done):
    assert report(task, clerk, done=done).done == done


def test_a_task_of_another_province_and_a_national_one_are_not_theirs(clerk):
    for province in (make_province("MX", "Minh Họa Khác"), None):
        with pytest.raises(ReportRefused):
            report(make_task(province), clerk)


@pytest.mark.parametrize("role", MemberRole)
def test_who_may_report_and_that_nobody_changes_or_deletes(role):
    granted = table()[role]
    may = role in (MemberRole.PREPARER, MemberRole.ADMINISTRATOR)

    assert ("resolutions.add_progressreport" in granted) is may
    assert not {f"resolutions.{act}_progressreport" for act in ("change", "delete")} & granted
