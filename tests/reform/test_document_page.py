"""The page of a document: its text on a day, its chain as a picture and a table, what it set."""

import re

import pytest
from django.core.management import call_command
from django.urls import reverse

from resolutions.choices import Relation
from resolutions.models import DocumentPart, DocumentRelation, LegalDocument
from tests.factories import day, make_province, make_user
from tests.resolutions.promises import make_document, make_target
from units.models import Province

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def documents(client):
    call_command("loaddata", "papers", "documents", verbosity=0)
    client.cookies["django_language"] = "en"


def numbered(number: str, issued_on: str = "") -> LegalDocument:
    days = {"issued_on": day(issued_on)} if issued_on else {}
    return LegalDocument.objects.get(number=number, **days)


def shown(client, document, **asked):
    return client.get(document.get_absolute_url(), asked)


def say(document, kind, other) -> None:
    DocumentRelation.objects.create(from_document=document, kind=kind, to_document=other)


def test_the_chain_is_drawn_and_told_from_the_plan_to_the_resolution(client):
    plan = LegalDocument.objects.get(province__code="60")
    response = shown(client, plan)
    page = response.context["page"]

    said = [(row.document.number, row.label, row.other.number) for row in page.chain]
    assert [(one, other) for one, label, other in said if label == "implements"] == [
        ("", "38/NQ-CP"),
        ("38/NQ-CP", "62-KL/TW"),
        ("62-KL/TW", "19-NQ/TW"),
    ]
    places = {box.document.number: (box.x, box.y) for box in page.drawing.boxes}
    assert sorted(places, key=lambda number: sum(places[number])) == [
        "19-NQ/TW", "62-KL/TW", "38/NQ-CP", "",
    ]  # fmt: skip
    html = response.content.decode()
    for document in {row.other for row in page.chain}:
        assert html.count(f'href="{document.get_absolute_url()}"') >= 2  # drawing and table
    assert "<script>" not in html
    assert not re.search(r"\sstyle=", html)


def test_boxes_of_a_drawing_lie_apart_and_inside_it(client):
    page = shown(client, numbered("19-NQ/TW", "2017-10-25")).context["page"]
    shapes = [*page.drawing.boxes, *page.drawing.marks]

    for one in shapes:
        assert 0 <= one.x <= page.drawing.width - one.width
        assert 0 <= one.y <= page.drawing.height - one.height
        for other in shapes:
            apart = (
                one.x + one.width <= other.x
                or other.x + other.width <= one.x
                or one.y + one.height <= other.y
                or other.y + other.height <= one.y
            )
            assert one is other or apart


def test_a_chain_too_large_for_a_picture_is_still_told(client):
    resolution = make_document(issued_on=day("2020-01-01"))
    for _ in range(61):
        say(make_document(), Relation.IMPLEMENTS, resolution)
    response = shown(client, resolution)

    assert response.context["page"].drawing is None
    assert len(response.context["page"].chain) == 61
    assert "the table says the same" in response.content.decode()


def test_a_circle_that_no_form_let_in_breaks_nothing(client):
    one, other = make_document(), make_document()
    say(one, Relation.IMPLEMENTS, other)
    say(other, Relation.REPLACES, one)

    assert len(shown(client, one).context["page"].chain) == 1


@pytest.mark.parametrize(
    ("on", "words"),
    [
        ("2020-11-30", "In force from 01/12/2020 only."),
        ("2024-08-31", "It reads as issued: the register knows of no amendment"),
        ("2024-09-01", "with these amendments"),
    ],
)
def test_the_text_of_a_day_is_said(client, on, words):
    html = shown(client, numbered("120/2020/NĐ-CP"), on=on).content.decode()

    assert words in " ".join(html.split())


def test_parts_stand_in_each_other_and_say_what_nobody_entered(client):
    resolution = numbered("19-NQ/TW", "2017-10-25")
    group = resolution.parts.get(kind="task_group", number="3")
    task = DocumentPart.objects.create(
        document=resolution, parent=group, kind="task", number="1", heading="Nhiệm vụ minh họa"
    )
    response = shown(client, resolution)

    branch = next(one for one in response.context["page"].parts if one.part == group)
    assert [one.part for one in branch.inside] == [task]
    assert [number for _label, number in response.context["page"].kinds_of_parts] == [5, 2, 8]
    html = response.content.decode()
    assert html.count("heading not entered") == 15
    assert "Nhiệm vụ minh họa" in html


def test_it_asks_as_often_for_many_as_for_few(client, django_assert_max_num_queries):
    resolution = numbered("38/NQ-CP")
    for number in range(30):
        plan = make_document()
        say(plan, Relation.IMPLEMENTS, resolution)
        make_target(None, "autonomy_rate", document=resolution)
        DocumentPart.objects.create(document=resolution, kind="task", number=str(number))
    with django_assert_max_num_queries(9):
        assert len(shown(client, resolution).context["page"].targets) == 30


@pytest.mark.parametrize(
    ("code", "status"), [("60", 200), ("68", 200), ("30", 404), ("", 200), (None, 302)]
)
def test_a_provinces_paper_is_there_for_its_own_people(client, settings, code, status):
    """Lâm Đồng (68) took in Bình Thuận (60). "": in the whole country; None: not logged in."""
    settings.PUBLIC_PLAN_PAGES = False
    plan = LegalDocument.objects.get(province__code="60")
    if code is not None:
        province = Province.objects.filter(code=code).last() if code else None
        client.force_login(make_user(role="reader", province=province))

    assert shown(client, plan).status_code == status
    national = shown(client, numbered("38/NQ-CP"))
    assert national.status_code == (200 if code is not None else 302)
    if status == 404:
        assert str(plan) not in national.content.decode()


def test_a_province_draft_is_not_published(client, settings):
    settings.PUBLIC_PLAN_PAGES = True
    draft = make_document(province=make_province(), status="draft")
    issued = make_document(province=draft.province)

    assert shown(client, draft).status_code == 404
    assert shown(client, issued).status_code == 200
    assert client.get(reverse("document_file", args=[issued.pk])).status_code == 302
