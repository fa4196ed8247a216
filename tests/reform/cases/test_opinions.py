"""An opinion speaks of the dossier as it was; an edit makes it stale and deletes nothing."""

import datetime as dt

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reform.admin.case_talk_page import talk_of
from reform.cases import opinions
from reform.cases.dossier import Dossier
from reform.cases.notes import write_note
from reform.cases.tasks import give_task, hand_over
from reform.choices import CaseStatus
from reform.models import CalendarDay, DocumentVersion, OpinionReply, PlannedFigures
from tests.factories import day, make_agency, make_event, make_province, make_unit, make_user

from .people import TODAY, Office, file_paper

pytestmark = pytest.mark.django_db
NOW = timezone.make_aware(dt.datetime(2026, 3, 2, 9))  # TODAY, in the morning


@pytest.fixture
def office():
    return Office()


def ask(office, case, *, by=None, due_on="2026-03-13", agency=None, **said):
    return opinions.ask(
        case, agency=agency or make_agency(province=office.province), subject="Góp ý đề án",
        due_on=day(due_on), by=by or office.people["appraiser"], at=NOW, today=TODAY, **said,
    )  # fmt: skip


def answer(office, asked, verdict="agree", *, by=None, today=TODAY, replied_on=None, **said):
    return opinions.reply(
        asked, verdict=verdict, replied_on=replied_on or today, at=NOW, today=today,
        by=by or office.people["appraiser"], **{"text": "Nhất trí", **said},
    )  # fmt: skip


def page(office, case, today=TODAY, who="appraiser"):
    return talk_of(office.people[who], Dossier(type(case).objects.get(pk=case.pk), today=today))


def test_an_opinion_counts_the_working_days_it_was_open(office):
    case = office.at("appraising")
    CalendarDay.objects.create(day=day("2026-03-05"), name="Nghỉ")
    asked = ask(office, case)
    assert page(office, case, day("2026-03-09"))["asked"][0].days == 4  # 3, 4, 6 and 9 March
    late = page(office, case, day("2026-03-16"))["asked"][0]
    assert (late.is_late, late.latest) == (True, None)
    answer(office, asked, today=day("2026-03-16"), replied_on=day("2026-03-06"))
    one = page(office, case, day("2026-03-30"))["asked"][0]
    assert (one.days, one.is_late, one.latest.verdict) == (3, False, "agree")


EDITS = {
    "another event": lambda office, case: make_event(
        "dissolve", day("2026-06-01"), province=office.province, bundle=case.bundle,
        closing=make_unit(office.province),
    ),
    "another paper": lambda office, case: file_paper(
        case, case.procedure.required_documents.first(), by=office.people["preparer"]
    ),
    "the day of an event": lambda office, case: case.bundle.events.update(
        operative_on=day("2026-07-01")
    ),
    "a planned figure": lambda office, case: PlannedFigures.objects.create(
        participant=case.bundle.events.get().participants.get(), employees=20
    ),
}  # fmt: skip


@pytest.mark.parametrize("edit", EDITS)
def test_any_edit_makes_opinions_stale_and_keeps_them(office, edit):
    case = office.at("appraising")
    one, other = ask(office, case), ask(office, case)
    given = [answer(office, one), answer(office, other, "remarks")]
    opinions.consolidate(
        case, replies=given, verdict="agree", text="Đồng ý", by=office.people["appraiser"],
        at=NOW, today=TODAY,
    )  # fmt: skip
    shown = page(office, case)
    assert [row.is_stale for row in (*shown["asked"], *shown["joints"])] == [False] * 3
    EDITS[edit](office, case)
    shown = page(office, case)
    assert [row.is_stale for row in (*shown["asked"], *shown["joints"])] == [True] * 3
    assert [row.latest.verdict for row in shown["asked"]] == ["agree", "remarks"]
    assert OpinionReply.objects.count() == 2


def test_a_changed_answer_is_a_new_version_beside_the_old_one(office):
    case = office.at("appraising")
    asked, other = ask(office, case), ask(office, case)
    first, second = answer(office, asked, "disagree"), answer(office, other)
    opinions.consolidate(
        case, replies=[first, second], verdict="remarks", text="x", at=NOW, today=TODAY,
        by=office.people["appraiser"],
    )  # fmt: skip
    changed = answer(office, asked, "agree")
    shown = page(office, case)
    assert shown["asked"][0].latest == changed
    assert shown["asked"][0].earlier == [first]
    assert [row.is_stale for row in shown["asked"]] == [False, False]
    assert shown["joints"][0].is_stale  # it rests on what the agency no longer says
    assert shown["joints"][0].rests_on == [first, second]


def test_the_letter_of_an_agency_is_no_edit_of_the_dossier(office):
    case = office.at("appraising")
    one, other = ask(office, case), ask(office, case)
    answer(office, one)
    letter = ContentFile(b"%PDF-1.7 letter", name="góp ý.pdf")
    given = answer(office, other, text="", file=letter)
    assert given.paper == DocumentVersion.objects.get(filename="góp ý.pdf")
    assert [row.is_stale for row in page(office, case)["asked"]] == [False, False]


@pytest.mark.parametrize("status", CaseStatus.values)
def test_opinions_are_asked_for_while_a_dossier_is_appraised(office, status):
    case = office.at(status)
    if status in ("submitted", "accepted", "appraising", "supplement"):
        assert ask(office, case).case == case
    else:
        with pytest.raises(opinions.OpinionRefused):
            ask(office, case)


@pytest.mark.parametrize("role", ["preparer", "approver", "reader", "inspector"])
def test_only_appraisers_of_the_province_ask_and_record(office, role):
    case = office.at("appraising")
    asked = ask(office, case)
    for stranger in (
        make_user(role=role, province=office.province),
        make_user(role="administrator"),
    ):
        with pytest.raises(opinions.OpinionRefused):
            ask(office, case, by=stranger)
        with pytest.raises(opinions.OpinionRefused):
            answer(office, asked, by=stranger)


REFUSED = {
    "a day that has passed": {"due_on": "2026-02-27"},
    "an agency that ended": {"agency": "ended"},
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_question_that_cannot_be_answered_is_refused(office, what):
    fields = dict(REFUSED[what])
    if "agency" in fields:
        fields["agency"] = make_agency(valid_to=day("2025-07-01"))
    case = office.at("appraising")
    with pytest.raises(opinions.OpinionRefused):
        ask(office, case, **fields)


@pytest.mark.parametrize("replied_on", ["2026-03-01", "2026-03-03"])
def test_an_answer_comes_between_the_day_of_asking_and_today(office, replied_on):
    asked = ask(office, office.at("appraising"))
    with pytest.raises(opinions.OpinionRefused):
        answer(office, asked, replied_on=day(replied_on))


def test_a_stale_answer_or_a_single_one_is_not_drawn_together(office):
    case = office.at("appraising")
    given = [answer(office, ask(office, case)) for _time in range(2)]
    together = {
        "verdict": "agree", "text": "x", "by": office.people["appraiser"], "at": NOW,
        "today": TODAY,
    }  # fmt: skip
    with pytest.raises(opinions.OpinionRefused):
        opinions.consolidate(case, replies=given[:1], **together)
    EDITS["another event"](office, case)
    with pytest.raises(opinions.OpinionRefused):
        opinions.consolidate(case, replies=given, **together)


def test_from_the_page_of_the_dossier(office, client):
    case = office.at("appraising")
    agencies = [make_agency(province=office.province) for _time in range(2)]
    foreign = make_agency(province=None)
    client.force_login(office.people["appraiser"])
    at = case.get_absolute_url().removesuffix("change/")
    today = timezone.localdate().isoformat()
    form = client.get(f"{at}opinions/ask/").context["form"]
    assert foreign not in form.fields["agency"].queryset
    for agency in agencies:
        question = {"agency": agency.pk, "subject": "Góp ý", "due_on": today}
        assert client.post(f"{at}opinions/ask/", question).status_code == 302
    for asked in case.opinions_asked.all():
        said = {"verdict": "agree", "text": "Nhất trí", "replied_on": today}
        assert client.post(f"{at}opinions/{asked.pk}/reply/", said).status_code == 302
    joint = {"replies": list(OpinionReply.objects.values_list("pk", flat=True))}
    joint |= {"verdict": "agree", "text": "Thống nhất"}
    assert client.post(f"{at}opinions/consolidate/", joint).status_code == 302
    shown = client.get(case.get_absolute_url()).content.decode()
    assert "Thống nhất" in shown
    assert str(agencies[0]) in shown
    client.force_login(office.people["preparer"])
    seen = client.get(case.get_absolute_url())
    assert "Thống nhất" in seen.content.decode()
    assert not any(seen.context[right] for right in ("may_ask", "may_record", "may_join"))
    assert client.get(f"{at}opinions/ask/").status_code == 403


def test_the_page_of_a_dossier_asks_no_more_for_more_talk(office, client):
    case = office.at("appraising")
    client.force_login(office.people["appraiser"])
    numbers = []
    for _time in range(2):
        for _n in range(5):
            answer(office, ask(office, case))
            asked = ask(office, case)
            answer(office, asked)
            answer(office, asked, "remarks")
            write_note(case, "Ghi chú", by=office.people["preparer"], at=NOW)
            task = give_task(
                case, title="Việc", person=office.people["appraiser"], due_on=None, at=NOW,
                by=office.people["preparer"], today=TODAY,
            )  # fmt: skip
            hand_over(task, to=office.people["approver"], reason="x", at=NOW,
                      by=office.people["preparer"])  # fmt: skip
        with CaptureQueriesContext(connection) as queries:
            assert client.get(case.get_absolute_url()).status_code == 200
        numbers.append(len(queries))
    assert numbers[0] == numbers[1]


def test_who_may_ask_is_judged_by_the_dossier_as_it_is_now(office):
    """The page may have been opened before the dossier changed hands."""
    case = office.at("appraising")
    stale = type(case).objects.get(pk=case.pk)
    type(case).objects.filter(pk=case.pk).update(preparer=office.people["appraiser"])
    with pytest.raises(opinions.OpinionRefused):
        ask(office, stale)


def test_no_agency_of_another_province_is_asked(office):
    elsewhere = make_agency(province=make_province("MX", "Minh Họa Khác"))
    with pytest.raises(opinions.OpinionRefused):
        ask(office, office.at("appraising"), agency=elsewhere)
