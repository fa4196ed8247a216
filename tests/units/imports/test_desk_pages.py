"""From upload to undo in the admin: every step asks first, within the province of the user."""

import re

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

import units.admin.import_batch  # noqa: F401  (registers the screen)
from tests.factories import day, make_province, make_unit, make_user
from units.imports import desk
from units.models import ImportBatch, Unit, UnitVersion

from .desk_lists import as_csv, imported, previewed, state

pytestmark = pytest.mark.django_db

AS_OF = day("2024-12-31")
A = {"code": "A1", "name": "Trường A", "agency": "Sở Minh Họa", "kind": "1"}
B = {"code": "B1", "name": "Trường B", "agency": "Sở Minh Họa", "kind": "2"}


@pytest.fixture
def province():
    return make_province()


@pytest.fixture
def clerk(client, province):
    client.force_login(make_user(role="preparer", province=province))
    return client


def page(step: str, batch: ImportBatch | None = None) -> str:
    return reverse(f"admin:units_importbatch_{step}", args=[batch.pk] if batch else [])


def sent(client, province, rows, **fields):
    file = SimpleUploadedFile("danh sách.csv", as_csv(rows))
    area = province.pk if province else ""
    said = {"file": file, "province": area, "as_of": "31/12/2024", "layout": "units"}
    return client.post(page("add"), said | fields)


def said_on(response) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def seal_on(response) -> str:
    return re.search(r'name="seal" value="(\w+)"', response.content.decode())[1]


def confirmed(client, batch, **fields):
    shown = client.get(page("change", batch))
    return client.post(page("confirm", batch), {"seal": seal_on(shown)} | fields)


def test_the_whole_road(clerk, province):
    unit = make_unit(province, code="A1", name="Trường Cũ")
    response = sent(clerk, province, [A, B])
    batch = ImportBatch.objects.get()
    assert response.url == page("mapping", batch)
    assert batch.created_by.username.startswith("user")

    mapping = clerk.get(response.url).content.decode()
    for text in ("Mã đơn vị", "Trường A", "100"):
        assert text in mapping
    form = clerk.get(response.url).context["form"]
    answers = {name: bound.value() or "" for name in form.fields if (bound := form[name])}
    answers |= {"where_0": "Công lập", "equals_0": "1", "create_agencies": "on"}
    response = clerk.post(page("mapping", batch), answers)
    assert response.url == page("change", batch)

    shown = clerk.get(response.url)
    text = shown.content.decode()
    assert "Trường Cũ → <strong>Trường A</strong>" in text
    assert [number for _label, number in shown.context["cards"]] == [0, 1, 0, 0, 1, 0]
    assert UnitVersion.objects.count() == 1, "nothing is written before it is confirmed"

    response = confirmed(clerk, batch)
    assert response.url == page("change", batch)
    assert UnitVersion.objects.known().get(valid_to=None).name == "Trường A"
    result = clerk.get(response.url).content.decode()
    assert reverse("admin:units_unit_change", args=[unit.pk]) in result

    clerk.post(page("undo", batch), {"reason": "sai tệp"})
    batch.refresh_from_db()
    assert batch.status == "undone"
    assert [row[3] for row in state()] == ["Trường Cũ"]


def test_a_new_unit_is_linked_after_it_was_written(clerk, province):
    batch = previewed(province, AS_OF, [A])
    confirmed(clerk, batch)
    address = reverse("admin:units_unit_change", args=[Unit.objects.get().pk])
    assert address in clerk.get(page("change", batch)).content.decode()


def test_an_unusable_file_gets_a_sentence_and_leaves_nothing(clerk, province, files):
    file = SimpleUploadedFile("hỏng.xlsx", b"PK\x03\x04 nothing more")
    response = sent(clerk, province, [A], file=file)
    assert response.status_code == 200
    assert "hỏng.xlsx" in response.context["form"].errors["file"][0]
    assert ImportBatch.objects.count() == 0
    assert [path for path in files.rglob("*") if path.is_file()] == []


def test_a_mapping_that_cannot_be_followed_is_said_on_the_page(clerk, province):
    sent(clerk, province, [A])
    batch = ImportBatch.objects.get()
    response = clerk.post(page("mapping", batch), {"column_unit_code": "Mã đơn vị"})
    assert response.context["form"].non_field_errors()
    batch.refresh_from_db()
    assert batch.status == "uploaded"


def test_the_choice_of_columns_is_kept_for_the_next_look(clerk, province):
    batch = previewed(province, AS_OF, [A], mapping={"agency": ""}, where=[("Công lập", "1")])
    desk.look(batch)
    form = clerk.get(page("mapping", batch)).context["form"]
    assert form["column_agency"].value() == ""
    assert (form["where_0"].value(), form["equals_0"].value()) == ("Công lập", "1")


def test_rejected_rows_need_a_choice(clerk, province):
    batch = previewed(province, AS_OF, [A, B | {"autonomy": "9"}])
    shown = clerk.get(page("change", batch)).content.decode()
    assert "Nhóm tự chủ" in shown
    assert 'name="accept_good_rows"' in shown
    response = confirmed(clerk, batch)
    assert "1" in said_on(response)
    assert state() == []
    confirmed(clerk, batch, accept_good_rows="on")
    assert len(state()) == 1


def test_only_what_was_shown_can_be_confirmed(clerk, province):
    batch = previewed(province, AS_OF, [A])
    seal = seal_on(clerk.get(page("change", batch)))
    batch.options["where"] = [["Công lập", "1"]]
    desk.preview(batch)
    clerk.post(page("confirm", batch), {"seal": seal})
    clerk.post(page("confirm", batch))
    assert state() == []


def test_when_the_register_has_moved_the_new_preview_is_shown(clerk, province):
    batch = previewed(province, AS_OF, [A])
    shown = clerk.get(page("change", batch))
    imported(province, AS_OF, [A])
    response = clerk.post(page("confirm", batch), {"seal": seal_on(shown)})
    assert said_on(response)
    batch.refresh_from_db()
    assert (batch.status, batch.counts["unchanged"]) == ("previewed", 1)
    assert str(batch.problem) in clerk.get(response.url).content.decode()


def test_a_list_can_be_put_aside(clerk, province):
    batch = previewed(province, AS_OF, [A])
    clerk.post(page("cancel", batch))
    batch.refresh_from_db()
    assert batch.status == "cancelled"
    assert 'name="seal"' not in clerk.get(page("change", batch)).content.decode()


def test_why_a_list_cannot_be_taken_back_is_said(clerk, province):
    batch = imported(province, AS_OF, [A])
    later = imported(province, day("2025-12-31"), [A | {"name": "Trường Khác"}])
    response = clerk.post(page("undo", batch), {"reason": "sai tệp"})
    assert str(later) in said_on(response)
    batch.refresh_from_db()
    assert batch.status == "applied"


STEPS = ("mapping", "confirm", "cancel", "undo")


@pytest.mark.parametrize("step", STEPS)
def test_acting_is_for_those_who_may(step, client, province):
    batch = previewed(province, AS_OF, [A])
    client.force_login(make_user(role="reader", province=province))
    assert client.get(page("change", batch)).status_code == 200
    assert client.post(page(step, batch)).status_code == 403
    client.force_login(make_user(role="preparer", province=make_province(code="MX", name="Xa")))
    assert client.get(page("change", batch)).status_code == 404
    assert client.post(page(step, batch)).status_code == 404
    client.logout()
    assert "login" in client.post(page(step, batch)).url
    batch.refresh_from_db()
    assert batch.status == "previewed"


@pytest.mark.parametrize("step", ["confirm", "cancel", "undo"])
def test_asking_changes_nothing(step, clerk, province):
    assert clerk.get(page(step, previewed(province, AS_OF, [A]))).status_code == 405


def test_a_list_is_received_only_for_a_province_within_reach(clerk, province):
    other = make_province(code="MX", name="Minh Xuân")
    assert "province" in sent(clerk, other, [A]).context["form"].errors
    assert "province" in sent(clerk, None, [A]).context["form"].errors
    assert ImportBatch.objects.count() == 0


def test_lists_of_ministries_are_for_those_who_act_in_the_whole_country(client, province):
    reader_here = make_user(role="preparer", province=province)
    reader_here.memberships.create(role="ministry_reader", started_on=AS_OF)
    client.force_login(reader_here)
    assert sent(client, None, [A]).status_code == 403
    client.force_login(make_user(role="administrator"))
    assert sent(client, None, [A]).status_code == 302
    assert ImportBatch.objects.get().province is None


WRONG_DAYS = {"31/12/2034": "as_of", "31/12/2010": "as_of", "abc": "as_of", "": "as_of"}


@pytest.mark.parametrize("as_of", WRONG_DAYS)
def test_a_day_that_cannot_be_is_said_beside_the_field(as_of, clerk, province):
    response = sent(clerk, province, [A], as_of=as_of)
    assert WRONG_DAYS[as_of] in response.context["form"].errors


def test_every_kind_of_row_has_its_page(clerk, province):
    make_unit(province, name="Trường thiếu")
    make_unit(province, code="A1", name="Trường Cũ")
    rows = [A, B, {"code": "C1", "name": "Trường C", "autonomy": "9"}, B | {"code": "B2"}]
    batch = previewed(province, AS_OF, rows)
    for kind, number in {
        "created": 2,
        "changed": 1,
        "rejected": 1,
        "missing": 1,
        "noted": 2,
    }.items():
        shown = clerk.get(page("change", batch), {"rows": kind})
        assert len(shown.context["page"].shown) == number, kind
    assert clerk.get(page("change", batch), {"rows": "nonsense", "p": "x"}).status_code == 200


def test_the_page_costs_the_same_for_a_long_list(clerk, province, django_assert_max_num_queries):
    rows = [A | {"code": f"A{n}", "name": f"Trường {n}"} for n in range(120)]
    batch = imported(province, AS_OF, rows)
    with django_assert_max_num_queries(20):
        shown = clerk.get(page("change", batch), {"rows": "created", "p": "2"})
    assert len(shown.context["page"].shown) == 50
    assert all(row.address for row in shown.context["page"].shown)


def test_the_list_of_lists(clerk, province):
    imported(province, AS_OF, [A])
    shown = clerk.get(page("changelist")).content.decode()
    assert "list.csv" in shown
    assert page("add") in shown


@pytest.mark.django_db(transaction=True)
def test_a_long_list_is_written_by_the_worker(client, settings):
    settings.IMPORT_INLINE_ROWS = 1
    province = make_province()
    client.force_login(make_user(role="preparer", province=province))
    batch = previewed(province, AS_OF, [A, B])
    confirmed(client, batch)
    batch.refresh_from_db()
    assert (batch.status, state()) == ("queued", [])
    waiting = client.get(page("change", batch)).content.decode()
    assert page("progress", batch) in waiting
    assert client.get(page("progress", batch)).status_code == 200

    call_command("db_worker", "--batch", "--no-startup-delay", verbosity=0)
    batch.refresh_from_db()
    assert (batch.status, len(state())) == ("applied", 2)
    assert client.get(page("progress", batch)).headers["HX-Refresh"] == "true"
