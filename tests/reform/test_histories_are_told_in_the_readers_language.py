"""What the history of a row says was done, each reader has in his language."""

import html

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from resolutions.reconciliation.handling import assign, resolve
from tests.factories import day, make_event, make_province, make_unit, make_user
from tests.resolutions.reconciliation.claims import finding
from units.imports import desk
from units.models import Agency, ImportBatch
from units.reorganization import put_into_effect

pytestmark = pytest.mark.django_db
LIST = "Mã đơn vị,Tên đơn vị,Cơ quan chủ quản\nA1,Trường A,Sở Minh Họa\nA2,Trường B,\n"


@pytest.fixture
def province():
    return make_province()


@pytest.fixture
def master(client):
    """A Vietnamese, who does what is then read."""
    user = make_user(is_superuser=True)
    client.force_login(user)
    client.cookies["django_language"] = "vi"
    return user


def said_in(client, row, language: str, name: str = "history") -> str:
    client.cookies["django_language"] = language
    model = row._meta
    page = reverse(f"admin:{model.app_label}_{model.model_name}_{name}", args=[row.pk])
    return html.unescape(client.get(page).content.decode())


def both(client, row, name: str = "history") -> tuple[str, str]:
    return said_in(client, row, "vi", name), said_in(client, row, "en", name)


def test_a_list_and_the_agency_that_it_brought(client, master, province):
    file = SimpleUploadedFile("danh sách.csv", LIST.encode("utf-8-sig"))
    client.post(reverse("admin:units_importbatch_add"), {
        "file": file, "province": province.pk, "as_of": "31/12/2024", "layout": "units",
    })  # fmt: skip
    batch = ImportBatch.objects.get()
    batch.options["create_agencies"] = True
    desk.preview(batch)
    page = client.get(batch.get_absolute_url())
    confirm = reverse("admin:units_importbatch_confirm", args=[batch.pk])
    done = client.post(confirm, {"seal": page.context["seal"]}, follow=True)
    told = "Đã ghi: 2 đơn vị mới, 0 đơn vị có thay đổi."
    assert told in html.unescape(done.content.decode())

    vietnamese, english = both(client, batch)
    assert told in vietnamese
    assert "Written: 2 new units, 0 changed." in english
    assert told not in english
    vietnamese, english = both(client, Agency.objects.get())
    assert "Theo danh sách “danh sách.csv (31/12/2024)”." in vietnamese
    assert "By the list “danh sách.csv (31/12/2024)”." in english


def test_an_event_that_was_annulled(client, master, province):
    event = make_event(
        "dissolve", day("2020-07-01"), province=province, closing=make_unit(province)
    )
    put_into_effect(event, by=master, at=timezone.now())
    annul = reverse("admin:units_reorganizationevent_annul", args=[event.pk])
    assert client.post(annul, {"reason": "nhập nhầm 100%"}).status_code == 302
    vietnamese, english = both(client, event)
    assert "Đã hủy bỏ: nhập nhầm 100%" in vietnamese
    assert "Annulled: nhập nhầm 100%" in english


def test_a_finding(client, master, province):
    with override("vi"):
        one = finding(province)
        assign(one, to=master, by=master, at=timezone.now(), seen=one.fingerprint)
        resolve(one, note="Đã rõ.", by=master, at=timezone.now(), seen=one.fingerprint)
    one.refresh_from_db()
    for name in ("history", "change"):
        vietnamese, english = both(client, one, name)
        for theirs, ours in (("Đã kết luận.", "Resolved."), ("Đã giao cho", "Assigned to")):
            assert theirs in vietnamese
            assert ours not in vietnamese
            assert ours in english
            assert theirs not in english


def test_what_older_editions_kept_as_text_is_told_as_it_is(client, master, province):
    unit = make_unit(province)
    event = make_event("dissolve", day("2020-07-01"), province=province, closing=unit)
    for text in ("Đã hủy bỏ: 100%", '{"said": hỏng', ""):
        LogEntry.objects.log_actions(master.pk, [event], 2, text, single_object=True)
    for words in both(client, event):
        assert "Đã hủy bỏ: 100%" in words
        assert '{"said": hỏng' in words
