"""What one document may say of another: nothing twice, nothing that time forbids, no circles."""

import pytest
from django.core.exceptions import ValidationError

from resolutions.choices import FOLLOWING, Relation
from resolutions.models import DocumentRelation
from tests.factories import day
from tests.resolutions.promises import make_document

pytestmark = pytest.mark.django_db
FREE = sorted(set(Relation.values) - FOLLOWING - {Relation.CITES})


def relation(document, kind, other) -> DocumentRelation:
    return DocumentRelation(from_document=document, kind=kind, to_document=other)


def refused(one) -> bool:
    try:
        one.full_clean()
    except ValidationError:
        return True
    return False


def say(document, kind, other) -> DocumentRelation:
    one = relation(document, kind, other)
    one.full_clean()
    one.save()
    return one


def test_all_kinds_of_relation_are_there():
    assert set(Relation.values) == {
        "implements", "guides", "amends", "replaces", "repeals", "based_on", "cites",
        "attached_to", "answers", "continues", "together_with",
    }  # fmt: skip


@pytest.mark.parametrize("kind", sorted({*FOLLOWING, Relation.CITES}))
@pytest.mark.parametrize(
    ("own", "others", "is_refused"),
    [
        ("2020-01-01", "2020-01-02", True),
        ("2020-01-02", "2020-01-02", False),
        ("2020-01-03", "2020-01-02", False),
        (None, "2020-01-02", False),
        ("2020-01-01", None, False),
    ],
)
def test_nothing_follows_or_cites_what_was_issued_later(kind, own, others, is_refused):
    one, other = (make_document(issued_on=text and day(text)) for text in (own, others))

    assert refused(relation(one, kind, other)) is is_refused


@pytest.mark.parametrize("kind", FREE)
def test_others_may_go_either_way(kind):
    one, other = make_document(issued_on=day("2020-01-01")), make_document()

    assert not refused(relation(one, kind, other))


@pytest.mark.parametrize("kind", sorted(FOLLOWING))
def test_nothing_follows_itself_over_others(kind):
    first, second, third = (make_document(issued_on=None) for _ in range(3))
    say(second, Relation.IMPLEMENTS, first)
    say(third, Relation.AMENDS, second)

    assert refused(relation(first, kind, third))
    assert refused(relation(first, kind, second))
    assert not refused(relation(third, kind, first))


def test_documents_may_cite_each_other():
    first, second = make_document(issued_on=None), make_document(issued_on=None)
    say(second, Relation.CITES, first)

    assert not refused(relation(first, Relation.CITES, second))


def test_what_is_so_both_ways_is_said_once():
    one, other = make_document(), make_document()
    said = say(one, Relation.TOGETHER_WITH, other)

    assert refused(relation(other, Relation.TOGETHER_WITH, one))
    assert not refused(said)  # it does not contradict itself when it is saved again


def test_a_day_that_its_relations_forbid_is_refused():
    one, other = make_document(issued_on=day("2021-01-01")), make_document(issued_on=None)
    say(one, Relation.IMPLEMENTS, other)
    for text, wrong in (("2021-01-02", True), ("2021-01-01", False), ("2019-01-01", False)):
        other.issued_on = day(text)
        assert refused(other) is wrong
    one.issued_on = day("2018-01-01")
    other.save()

    with pytest.raises(ValidationError) as refusal:
        one.full_clean()
    assert list(refusal.value.message_dict) == ["issued_on"]
