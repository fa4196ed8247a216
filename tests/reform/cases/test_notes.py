"""Notes are signed and stay; who is named in one must be able to see the dossier, and is told."""

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from reform.cases.notes import NAMED, NoteRefused, see, write_note
from reform.models import Mail, Mention, Note
from tests.factories import make_province, make_user
from units.models import Membership, Province

from .people import Office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    office = Office()
    for name, user in office.people.items():
        user.username, user.email = f"can.bo-{name}", f"{name}@example.vn"
        user.save()
    return office


def write(office, text, *, by="preparer", case=None):
    by = office.people[by] if isinstance(by, str) else by
    return write_note(case or office.case(), text, by=by, at=timezone.now())


NAMES = {
    "Nhờ @can.bo xem giúp.": ["can.bo"],
    "@a, @b-c; (@d+e) @f_g!": ["a", "b-c", "d+e", "f_g"],
    "viết cho a@b.vn": [],
    "@ một mình": [],
    "cuối câu @an.": ["an"],
}


@pytest.mark.parametrize("text", NAMES)
def test_a_person_is_named_by_the_account(text):
    assert NAMED.findall(text) == NAMES[text]


def test_who_is_named_finds_it_and_is_told_by_mail_once(office):
    note = write(office, "Nhờ @can.bo-appraiser và @can.bo-reader xem; @can.bo-appraiser trước.")
    named = [mention.person for mention in note.mentions.all()]
    assert named == [office.people["appraiser"], office.people["reader"]]
    assert [mail.person for mail in Mail.objects.order_by("pk")] == named
    assert note.text in Mail.objects.first().text
    assert f"#note-{note.pk}" in Mail.objects.first().text


@pytest.mark.parametrize("name", ["nguoi.la", "khong.co.ai", "da.nghi"])
def test_a_stranger_is_refused_in_one_sentence_whether_or_not_they_exist(office, name):
    make_user("nguoi.la", role="appraiser", province=make_province("MX", "Minh Họa Khác"))
    gone = make_user("da.nghi", role="reader", province=office.province)
    gone.memberships.update(ended_on=timezone.localdate())
    with pytest.raises(NoteRefused) as refused:
        write(office, f"Nhờ @{name} xem")
    assert f"@{name}" in str(refused.value)
    assert not Note.objects.exists()
    assert str(refused.value).replace(name, "x") == _refusal_of(office, "khong.co.that")


def _refusal_of(office, name):
    with pytest.raises(NoteRefused) as refused:
        write(office, f"Nhờ @{name} xem")
    return str(refused.value).replace(name, "x")


def test_reach_passes_to_people_of_the_parts_of_a_merged_province(office):
    old = Province.objects.get(name="Bình Thuận")
    office = Office(old.succeeded_by)
    colleague = make_user("dong.nghiep", role="appraiser", province=old)
    note = write(office, "Nhờ @dong.nghiep xem")
    assert note.mentions.get().person == colleague


@pytest.mark.parametrize("role", ["reader", "inspector"])
def test_readers_write_nothing(office, role):
    with pytest.raises(NoteRefused):
        write(office, "Ghi chú", by=role)


def test_an_empty_note_is_refused(office):
    with pytest.raises(NoteRefused):
        write(office, "  \n ")


def test_notes_are_neither_edited_nor_deleted_by_anybody(office, client):
    note = write(office, "Ghi chú")
    root = make_user(is_superuser=True)
    for user in (office.people["preparer"], make_user(role="administrator"), root):
        client.force_login(user)
        for act in ("change", "delete"):
            address = f"/admin/reform/note/{note.pk}/{act}/"
            assert client.post(address, {"text": "khác", "post": "yes"}).status_code in (403, 404)
        assert client.get("/admin/reform/note/add/").status_code == 403
    note.refresh_from_db()
    assert note.text == "Ghi chú"


def test_a_mention_is_seen_when_the_person_says_so(office, client):
    case = office.case()
    write(office, "Nhờ @can.bo-appraiser xem", case=case)
    other = write(office, "Nhờ @can.bo-appraiser xem hồ sơ khác")
    client.force_login(office.people["appraiser"])
    assert len(client.get(case.get_absolute_url()).context["unseen"]) == 1
    client.post(case.get_absolute_url().replace("change/", "notes/seen/"))
    assert client.get(case.get_absolute_url()).context["unseen"] == []
    assert [mention.note for mention in Mention.objects.filter(seen_at=None)] == [other]
    assert see(case, by=office.people["reader"], at=timezone.now()) == 0


def test_a_note_is_written_on_the_page_of_the_dossier(office, client):
    case = office.case()
    address = case.get_absolute_url().replace("change/", "notes/add/")
    client.force_login(office.people["approver"])
    assert client.post(address, {"text": "<b>Lưu ý</b> @can.bo-preparer"}).status_code == 302
    refused = client.post(address, {"text": "@khong.co.ai"})
    assert refused.context["form"].errors
    shown = client.get(case.get_absolute_url()).content.decode()
    assert "&lt;b&gt;Lưu ý" in shown
    client.force_login(office.people["reader"])
    assert client.post(address, {"text": "Ghi chú"}).status_code == 403


def test_somebody_with_two_roles_is_found_once(office):
    user = office.people["reader"]
    Membership.objects.create(
        user=user, role="approver", province=None, started_on=timezone.localdate()
    )
    note = write(office, f"@{user.username}")
    assert note.mentions.count() == 1
    assert get_user_model().objects.filter(pk=user.pk).exists()


def test_whoever_may_do_everything_is_named_like_anybody_else(office):
    root = make_user("goc", is_superuser=True)
    by, at = office.people["preparer"], timezone.now()
    note = write_note(office.case(), "Nhờ @goc xem", by=by, at=at)
    assert note.mentions.get().person == root
    type(root).objects.update(is_active=False)
    with pytest.raises(NoteRefused):
        write_note(office.case(), "Nhờ @goc xem", by=by, at=at)
