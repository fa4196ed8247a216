"""Parts lie inside parts of their own document, never inside themselves; the desk edits them."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from resolutions.models import DocumentPart
from tests.resolutions.promises import make_document

pytestmark = pytest.mark.django_db


def make_part(document, number, parent=None, **fields) -> DocumentPart:
    values = {"kind": "task", "position": 1, **fields}
    return DocumentPart.objects.create(document=document, number=number, parent=parent, **values)


def refused(part) -> bool:
    try:
        part.full_clean()
    except ValidationError as refusal:
        return "parent" in refusal.message_dict
    return False


def test_a_part_lies_inside_a_part_of_its_own_document():
    own, other = make_document(), make_document()
    inside = make_part(own, "1.1", make_part(own, "1"))

    assert not refused(inside)
    inside.parent = make_part(other, "1")
    assert refused(inside)


def test_no_part_lies_inside_itself_directly_or_over_others():
    document = make_document()
    top = make_part(document, "1")
    middle = make_part(document, "1.1", top)
    bottom = make_part(document, "1.1.1", middle)
    for parent in (top, middle, bottom):
        top.parent = parent
        assert refused(top)
    with pytest.raises(IntegrityError), transaction.atomic():
        DocumentPart.objects.filter(pk=top.pk).update(parent=top.pk)


def test_a_kind_and_number_stand_once_in_one_place():
    document = make_document()
    top = make_part(document, "1")
    make_part(document, "1", top)  # task 1 inside task 1
    make_part(document, "1", kind="goal")
    for parent in (None, top):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_part(document, "1", parent)


def test_two_rows_of_the_desk_cannot_be_put_inside_each_other(admin_client):
    document = make_document()
    one, other = make_part(document, "1"), make_part(document, "2")
    address = reverse("admin:resolutions_legaldocument_change", args=[document.pk])

    def send(*parents):
        page = admin_client.get(address)
        form = page.context["adminform"].form
        fields = {name: form[name].value() or "" for name in form.fields}
        for inline in page.context["inline_admin_formsets"]:
            management = inline.formset.management_form
            fields |= {
                management[name].html_name: management[name].value() for name in management.fields
            }
        for place, (part, parent) in enumerate(zip((one, other), parents, strict=True)):
            row = {"id": part.pk, "document": document.pk, "kind": "task", "number": part.number,
                   "position": 1, "parent": parent, "heading": "", "text": ""}  # fmt: skip
            fields |= {f"parts-{place}-{name}": value for name, value in row.items()}
        return admin_client.post(address, fields)

    assert send(other.pk, one.pk).status_code == 200
    assert not DocumentPart.objects.exclude(parent=None).exists()
    assert send("", one.pk).status_code == 302
    other.refresh_from_db()
    assert other.parent == one


def test_the_desk_asks_as_often_for_forty_parts_as_for_two(
    admin_client, django_assert_max_num_queries
):
    document = make_document()
    top = make_part(document, "1")
    for number in range(40):
        make_part(document, str(number + 2), top)
    address = reverse("admin:resolutions_legaldocument_change", args=[document.pk])
    admin_client.get(address)
    with django_assert_max_num_queries(16):
        admin_client.get(address)
