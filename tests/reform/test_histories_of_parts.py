"""What belongs to a procedure or a dossier keeps its states too, whoever writes it; an inspector
reads them below the history of the whole."""

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reform.cases.catalogue import new_edition
from reform.models import PlannedFigures, Procedure, ProcedureStage, RequiredDocument
from tests.factories import make_user
from tests.reform.cases.people import Office

pytestmark = pytest.mark.django_db
#: Models without a history table of their own, by what tells of them instead.
TOLD_BY = {
    "the ledger of the register": {
        "units.Bundle", "units.Participant", "units.RegisterEntry", "units.ReorganizationEvent",
        "units.Succession", "units.Unit", "units.UnitVersion", "units.YearFigures",
    },
    "the log of its screen": {
        "units.Agency", "units.AgencyLevel", "units.ImportProfile", "units.Membership",
        "units.Province", "units.Sector", "resolutions.Topic", "reform.ApiToken", "reform.User",
    },
    "itself: written once, then only closed": {
        "units.ImportBatch", "units.ImportRow", "resolutions.ProgressReport", "reform.CaseMove",
        "reform.CaseTask", "reform.DocumentVersion", "reform.JointOpinion", "reform.Mail",
        "reform.Mention", "reform.Note", "reform.OpinionReply", "reform.OpinionRequest",
        "reform.TaskHandover", "reform.Paper", "reform.PaperVersion",
    },
    "the moves of the dossier": {"reform.Case"},
    "the log of the dossier, for what a person does; else worked out anew": {"reform.Check"},
    "nothing: worked out, or a person's own": {
        "units.DataVersion", "units.Tally", "reform.Routine", "reform.SavedFilter",
        "reform.FirstStep",
    },
}  # fmt: skip


def test_every_model_keeps_its_states_or_it_is_known_what_tells_of_it():
    without = {
        model._meta.label
        for room in ("units", "resolutions", "reform")
        for model in apps.get_app_config(room).get_models()
        if not hasattr(model, "history") and not model.__name__.startswith("Historical")
    }
    assert without == set().union(*TOLD_BY.values())


@pytest.fixture
def office():
    return Office()


def test_a_stage_of_a_procedure(office, client):
    client.force_login(make_user("quan_tri", full_name="Quản trị thử", role="administrator"))
    procedure = new_edition(Procedure.objects.get(code="giai-the-cap-tinh"))
    page = reverse("admin:reform_procedure_change", args=[procedure.pk])
    form = client.get(page).context
    sent = {
        name: "" if value is None else value
        for one in (
            form["adminform"].form,
            *(part.formset for part in form["inline_admin_formsets"]),
        )
        for name, value in values_of(one)
    }
    stage = procedure.stages.get(status="accepted")
    row = next(name for name, value in sent.items() if value == stage.pk and name.endswith("-id"))
    sent[row.replace("-id", "-lead_days")] = 77
    assert client.post(page, sent).status_code == 302
    inspector = make_user(role="inspector")
    client.force_login(inspector)
    text = client.get(reverse("admin:reform_procedure_history", args=[procedure.pk])).text
    assert f"{stage.lead_days} → 77" in text or "– → 77" in text
    assert "Quản trị thử" in text
    assert client.post(page, sent).status_code == 403


def values_of(form):
    if hasattr(form, "forms"):
        yield from values_of(form.management_form)
        for one in form.forms:
            yield from values_of(one)
        return
    for name in form.fields:
        value = form[name].value()
        if value is not False:
            yield form.add_prefix(name), value


def test_a_new_edition_tells_where_its_parts_come_from():
    procedure = new_edition(Procedure.objects.get(code="giai-the-cap-tinh"))
    for part in (ProcedureStage, RequiredDocument):
        rows = part.objects.filter(procedure=procedure)
        assert part.history.filter(procedure=procedure).count() == rows.count() > 0


def test_papers_and_planned_figures_of_a_dossier(office, client):
    case = office.case()
    one = case.bundle.events.get().participants.get()
    figures = PlannedFigures.objects.create(participant=one, employees=20)
    figures.employees = 31
    figures.save()
    client.force_login(office.people["inspector"])
    page = reverse("admin:reform_case_history", args=[case.pk])
    text = client.get(page).text
    assert "20 → 31" in text
    assert case.documents.first().title in text


def test_the_page_asks_no_more_of_many_papers(office, client):
    few, many = office.case(), office.case()
    for number in range(30):
        many.documents.create(title=f"Giấy {number}")
    client.force_login(office.people["inspector"])
    asked = []
    for case in (few, few, many):
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("admin:reform_case_history", args=[case.pk]))
        asked.append(len(queries))
    assert asked[1] == asked[2]
