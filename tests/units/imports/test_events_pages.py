"""A list of events in the admin: a preparer sends and previews it, an approver confirms it."""

import re

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

import units.admin.import_batch  # noqa: F401  (registers the screen)
from tests.factories import make_province, make_user
from units.choices import BatchStatus, EventStatus
from units.imports import desk
from units.models import ImportBatch, ReorganizationEvent

from .desk_lists import state
from .event_lists import as_csv, event, part, previewed, units_named
from .test_events_kinds import HEADINGS

pytestmark = pytest.mark.django_db
FIRST = "1/7/2021"
ROWS = [
    *event("1", "hợp nhất", FIRST, part("bị hợp nhất", "A"), part("bị hợp nhất", "B"),
           part("mới", "N", "Trường Mới")),
    *event("2", "sáp nhập", "1/7/2022", part("bị sáp nhập", "N"), part("nhận sáp nhập", "C")),
]  # fmt: skip
WRONG = event("3", "giải thể", FIRST, part("chấm dứt", "K9"))


@pytest.fixture
def province():
    return make_province()


@pytest.fixture(autouse=True)
def standing(province):
    return units_named(province, "A", "B", "C")


@pytest.fixture
def clerk(client, province):
    client.force_login(make_user(role="preparer", province=province))
    return client


@pytest.fixture
def approver(province):
    return make_user(role="approver", province=province)


def page(step: str, batch: ImportBatch | None = None) -> str:
    return reverse(f"admin:units_importbatch_{step}", args=[batch.pk] if batch else [])


def sent(client, province, rows, **fields):
    file = SimpleUploadedFile("sự kiện.csv", as_csv(rows, HEADINGS))
    said = {"file": file, "province": province.pk, "as_of": "", "layout": "events"}
    return client.post(page("add"), said | fields)


def said_on(response) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def seal_on(response) -> str:
    return re.search(r'name="seal" value="(\w+)"', response.content.decode())[1]


def answers_of(response) -> dict[str, str]:
    form = response.context["form"]
    return {name: bound.value() or "" for name in form.fields if (bound := form[name])}


def test_the_whole_road(clerk, approver, province):
    response = sent(clerk, province, ROWS)
    batch = ImportBatch.objects.get()
    assert response.url == page("mapping", batch)
    assert (batch.layout, batch.as_of) == ("events", timezone.localdate())

    mapping = clerk.get(response.url)
    for text in ("Hình thức sắp xếp", "bị hợp nhất", "Vai trò"):
        assert text in mapping.content.decode()
    response = clerk.post(page("mapping", batch), answers_of(mapping))
    assert response.url == page("change", batch)

    shown = clerk.get(response.url)
    assert [number for _label, number in shown.context["cards"]] == [5, 0, 0, 0]
    assert "Trường Mới" in shown.content.decode()
    assert 'name="seal"' not in shown.content.decode(), "who prepares does not put into effect"
    assert clerk.post(page("confirm", batch), {"seal": "x"}).status_code == 403

    clerk.force_login(approver)
    shown = clerk.get(page("change", batch))
    response = clerk.post(page("confirm", batch), {"seal": seal_on(shown)})
    batch.refresh_from_db()
    assert batch.problem == "", said_on(response)
    assert (batch.status, batch.applied_by) == (BatchStatus.APPLIED, approver)
    first = ReorganizationEvent.objects.order_by("pk")[0]
    assert (first.status, first.created_by) == (EventStatus.IN_EFFECT, batch.created_by)
    assert first.entries.get().recorded_by == approver

    text = clerk.get(first.get_absolute_url()).content.decode()
    assert batch.get_absolute_url() in text
    assert "sự kiện.csv" in text

    response = clerk.post(page("undo", batch), {"reason": "nhầm tệp"})
    batch.refresh_from_db()
    assert (response.status_code, batch.status) == (302, BatchStatus.UNDONE)
    first.refresh_from_db()
    assert first.status == EventStatus.ANNULLED


def test_who_prepares_can_not_take_events_back(clerk, province):
    batch = previewed(province, ROWS)
    desk.apply(batch, by=None, at=timezone.now())
    assert 'name="reason"' not in clerk.get(page("change", batch)).content.decode()
    assert clerk.post(page("undo", batch), {"reason": "x"}).status_code == 403


def test_refused_events_need_a_choice(clerk, approver, province):
    batch = previewed(province, ROWS + WRONG)
    clerk.force_login(approver)
    before = state()
    shown = clerk.get(page("change", batch))
    assert "K9" in shown.content.decode(), "the refused rows are shown first"
    clerk.post(page("confirm", batch), {"seal": seal_on(shown)})
    assert state() == before
    said = {"seal": seal_on(shown), "accept_good_rows": "on"}
    clerk.post(page("confirm", batch), said)
    assert ReorganizationEvent.objects.count() == 2


def test_values_for_all_rows_can_be_given(clerk, province):
    keys = ("kind", "operative_on", "decision_no")
    rows = [{key: text for key, text in row.items() if key not in keys} for row in WRONG]
    sent(clerk, province, [row | {"unit_code": "A"} for row in rows])
    batch = ImportBatch.objects.get()
    mapping = clerk.get(page("mapping", batch))
    refused = clerk.post(page("mapping", batch), answers_of(mapping))
    assert refused.context["form"].non_field_errors()
    given = {"value_kind": "dissolve", "value_operative_on": FIRST, "value_decision_no": "1/QĐ"}
    clerk.post(page("mapping", batch), answers_of(mapping) | given)
    batch.refresh_from_db()
    assert (batch.counts["created"], batch.counts["rejected"]) == (1, 0)


def test_a_list_of_units_still_asks_for_its_day(clerk, province):
    response = sent(clerk, province, ROWS, layout="units")
    assert response.context["form"].errors["as_of"]


def test_every_kind_of_row_has_its_page_at_the_same_cost(
    clerk, province, django_assert_max_num_queries
):
    batch = previewed(province, ROWS + WRONG)
    for kind, text in (("created", "01/07/2021"), ("rejected", "K9")):
        with django_assert_max_num_queries(20):
            response = clerk.get(page("change", batch), {"rows": kind})
        assert text in response.content.decode()


def test_the_list_of_lists_tells_the_layouts_apart(clerk, province):
    previewed(province, ROWS)
    text = clerk.get(reverse("admin:units_importbatch_changelist")).content.decode()
    assert "events.csv" in text
    assert "layout" in text
