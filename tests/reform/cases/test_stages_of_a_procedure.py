"""A procedure narrows the one table of moves to the statuses it uses; it may leave out a status but
never one of the three people."""

from itertools import combinations

import pytest
from django.utils import timezone

from reform.cases import catalogue, checking
from reform.cases.catalogue import CatalogueRefused
from reform.cases.desk import MoveRefused
from reform.cases.moves import MOVES
from reform.cases.opening import open_reversal
from reform.cases.rights import steps_for
from reform.cases.stages import ALWAYS, PARTS, flaws, lead_times, starts_of, steps_from
from reform.choices import CaseStatus
from reform.models import Procedure
from reform.models.procedure import every_rule
from tests.factories import day, make_event, make_unit, make_user

from .people import TODAY, Office

EVERY = frozenset(CaseStatus.values)
SUBSETS = [
    EVERY - set(left_out)
    for size in range(len(CaseStatus) + 1)
    for left_out in combinations(CaseStatus.values, size)
]


def ways(used, status="draft", filled=(), passed=("draft",)):
    """Every way to execution as the parts that were filled on it; no status twice."""
    if status == CaseStatus.EXECUTED:
        yield set(filled)
    for step in steps_from(status, used):
        if step.to and step.to not in passed:
            yield from ways(used, step.to, (*filled, step.fills), (*passed, step.to))


def test_the_whole_table_is_what_a_procedure_of_all_statuses_uses():
    assert {name: starts_of(step, EVERY) for name, step in MOVES.items()} == {
        name: set(step.starts) for name, step in MOVES.items()
    }


def test_whatever_may_be_published_has_three_people_on_every_way():
    allowed = [used for used in SUBSETS if not flaws(used)]
    for used in allowed:
        found = list(ways(used))
        assert found, used
        assert all(set(PARTS) <= parts for parts in found), used
        assert set(ALWAYS) <= used
    left_out = {frozenset(EVERY - used) for used in allowed}
    assert left_out == {
        frozenset(),
        frozenset({"supplement"}),
        frozenset({"accepted"}),
        frozenset({"accepted", "supplement"}),
        frozenset({"appraising", "supplement"}),
    }


def test_what_is_left_out_is_never_reached_and_never_offered():
    for used in SUBSETS:
        for step in MOVES.values():
            starts = starts_of(step, used)
            assert starts <= used
            assert not starts or not step.to or step.to in used


@pytest.fixture
def office(db):
    return Office()


def without(office, *statuses, leads=None) -> Procedure:
    """A new edition of the office's procedure without these statuses, published."""
    edition = catalogue.new_edition(office.procedure)
    edition.stages.filter(status__in=statuses).delete()
    for status, days in (leads or {}).items():
        edition.stages.filter(status=status).update(lead_days=days)
    office.procedure = catalogue.publish(edition)
    return office.procedure


def test_a_dossier_passes_over_a_status_that_its_procedure_leaves_out(office):
    without(office, "accepted", leads={"appraising": 7})
    case = office.at("submitted")
    with pytest.raises(MoveRefused):
        office.move(case, "accept")
    assert {one.name for one in steps_for(office.people["appraiser"], case)} >= {"appraise"}
    case = office.move(case, "appraise")
    assert (case.status, case.complete_on, case.due_on) == ("appraising", TODAY, day("2026-03-11"))
    assert office.move(office.move(case, "conclude"), "approve").status == "approved"


def test_the_appraiser_is_another_person_also_where_nothing_is_appraised_for_long(office):
    without(office, "appraising", "supplement")
    case = office.move(office.at("submitted"), "accept")
    case = office.move(case, "conclude")
    assert (case.status, case.appraiser) == ("appraised", office.people["appraiser"])
    with pytest.raises(MoveRefused):
        office.move(case, "approve", by=office.people["appraiser"])


def test_a_dossier_keeps_the_edition_under_which_it_was_opened(office):
    before = office.at("submitted")
    without(office, "accepted")
    after = office.at("submitted")
    assert office.move(before, "accept").status == "accepted"
    with pytest.raises(MoveRefused):
        office.move(after, "accept")
    assert (before.procedure.edition, after.procedure.edition) == (1, 2)
    assert Procedure.objects.get(pk=before.procedure_id).state == "frozen"


def test_each_status_has_its_own_time(office):
    without(office, leads={"submitted": 2, "accepted": 10, "appraised": 5, "approved": 3})
    found = {}
    case = office.case()
    for action in ("submit", "accept", "appraise", "conclude", "approve"):
        case = office.move(case, action)
        found[case.status] = case.due_on
    assert found == {
        "submitted": day("2026-03-04"),
        "accepted": day("2026-03-16"),
        "appraising": day("2026-03-16"),  # the time of the appraisal goes on
        "appraised": day("2026-03-09"),
        "approved": day("2026-03-05"),
    }
    assert office.move(case, "execute").due_on is None


def test_an_edition_is_copied_whole(office):
    first = Procedure.objects.get(code="giai-the-cap-tinh")
    first.rules = ["employees"]
    first.save()
    edition = catalogue.new_edition(first)
    assert (lead_times(edition), edition.rules) == (lead_times(first), ["employees"])
    assert edition.required_documents.count() == first.required_documents.count()


REFUSED = {
    "without deciding": (lambda one: one.stages.filter(status="approved").delete(), "approved"),
    "no appraisal": (lambda one: one.stages.filter(status="appraised").delete(), "appraised"),
    "a dead end": (lambda one: one.stages.filter(status="appraising").delete(), "supplement"),
    "no papers": (lambda one: one.required_documents.all().delete(), ""),
    "a paper for nothing": (
        lambda one: (one.stages.filter(status="accepted").delete(),
                     one.required_documents.update(needed_for="accepted")), "accepted"),
    "time in a supplement": (
        lambda one: one.stages.filter(status="supplement").update(lead_days=3), "supplement"),
}  # fmt: skip


@pytest.mark.parametrize("flaw", REFUSED)
def test_a_procedure_with_a_flaw_is_not_published(office, flaw):
    spoil, status = REFUSED[flaw]
    edition = catalogue.new_edition(office.procedure)
    spoil(edition)
    with pytest.raises(CatalogueRefused) as refused:
        catalogue.publish(edition)
    assert not status or str(CaseStatus(status).label) in str(refused.value)
    assert Procedure.objects.get(pk=edition.pk).state == "concept"
    assert Procedure.objects.get(pk=office.procedure.pk).state == "published"


def test_only_the_rules_that_the_procedure_names_are_asked(office):
    edition = catalogue.new_edition(office.procedure)
    edition.rules = ["employees"]
    edition.save()
    office.procedure = catalogue.publish(edition)
    found = checking.check(office.case(), at=timezone.now(), today=TODAY)
    assert {one.rule for one in found} == {"register", "papers", "employees"}


def test_a_procedure_for_one_kind_carries_no_other(office):
    case = office.case()
    make_event("rename", day("2026-06-01"), province=office.province, bundle=case.bundle,
               surviving={"unit": make_unit(office.province), "name": "Tên mới"})  # fmt: skip
    with pytest.raises(MoveRefused) as refused:
        office.move(case, "submit")
    assert len(refused.value.sentences) == 1


def test_a_reversal_goes_by_the_edition_of_its_day(office):
    case = office.at("executed")
    without(office, "accepted")
    by = office.people["preparer"]
    undoing = open_reversal(case, by=by, at=timezone.now(), today=TODAY)
    assert undoing.procedure.edition == 2


def test_a_new_procedure_starts_with_every_status_and_is_published(office, client):
    client.force_login(make_user(role="administrator"))
    page = client.get("/admin/reform/procedure/add/")
    assert page.context["adminform"].form["rules"].value() == every_rule()
    said = filled_in(page) | {
        "code": "thu-tuc-moi", "name": "Thủ tục mới", "level": "province", "rules": ["employees"],
        "required_documents-0-code": "to_trinh", "required_documents-0-name": "Tờ trình",
        "stages-4-DELETE": "on",
    }  # fmt: skip
    assert client.post("/admin/reform/procedure/add/", said).status_code == 302
    made = Procedure.objects.get(code="thu-tuc-moi")
    assert set(lead_times(made)) == set(CaseStatus.values) - {"supplement"}
    assert made.rules == ["employees"]
    client.post(f"/admin/reform/procedure/{made.pk}/step/publish/")
    made.refresh_from_db()
    assert made.state == "published"
    shown = client.get(f"/admin/reform/procedure/{made.pk}/change/")
    assert shown.status_code == 200
    assert not shown.context["has_change_permission"]


def filled_in(page) -> dict[str, object]:
    """What the browser would send of the forms as they are shown."""
    forms = [page.context["adminform"].form]
    for inline in page.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    fields = (field for form in forms for field in form)
    values = {field.html_name: field.value() for field in fields}
    return {name: value for name, value in values.items() if value is not None}
