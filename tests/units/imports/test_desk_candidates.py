"""Units and agencies that a row may mean in other words: offered, never taken."""

import pytest
from django.urls import reverse
from django.utils import timezone

import units.admin.import_batch  # noqa: F401  (registers the screen)
from tests.factories import day, make_agency, make_province, make_unit, make_user
from units.imports import desk
from units.imports.telling_names import shortens, telling
from units.models import Province

from .desk_lists import counts, previewed

pytestmark = pytest.mark.django_db

AS_OF = day("2024-12-31")


@pytest.fixture
def province():
    return make_province()


@pytest.fixture
def agency(province):
    return make_agency("Sở Giáo dục và Đào tạo", province=province)


def offered(batch) -> list[list]:
    """The candidates of each row that has some."""
    return [
        [one.get("unit") or one["agency_id"] for one in problem["candidates"]]
        for row in batch.rows.order_by("number")
        for problem in row.problems
        if problem.get("candidates")
    ]


CLOSE = {
    "an abbreviation": ("Trường TH Minh Họa", "Trường Tiểu học Minh Họa"),
    "another accent": ("Trường Mầm non Hoa Bàn", "Trường Mầm non Hoa Ban"),
    "no accents": ("Truong Mam non Hoa Ban", "Trường Mầm non Hoa Ban"),
    "a Roman number": ("Trường Tiểu học Minh Họa I", "Trường Tiểu học Minh Họa 1"),
    "a slip": ("Trường THPT Nguyễn Thị Minh Khái", "Trường THPT Nguyễn Thi Minh Kha"),
    "a left out word": ("Trạm Y tế Tân Long", "Trạm Y tế xã Tân Long"),
    "two abbreviations": ("PTDTBT THCS Bản Máy", "Trường PTDT bán trú THCS Bản Máy"),
}
FAR = {
    "another number": ("Trường Tiểu học Minh Họa 2", "Trường Tiểu học Minh Họa 1"),
    "another kind": ("Trường Mầm non Minh Họa", "Trường Tiểu học Minh Họa"),
    "another short name": ("Trường Mầm non Hoa Lan", "Trường Mầm non Hoa Ban"),
}


@pytest.mark.parametrize("case", CLOSE)
def test_a_close_name_is_offered(case, province, agency):
    new, old = CLOSE[case]
    unit = make_unit(province, name=old, agency=agency)
    batch = previewed(province, AS_OF, [{"name": new, "agency": agency.name}])
    assert offered(batch) == [[unit.pk]]
    assert counts(batch) == {"created": 1, "missing_from_list": 1}, "offered, not taken"


@pytest.mark.parametrize("case", FAR)
def test_another_name_is_not_offered(case, province, agency):
    new, old = FAR[case]
    make_unit(province, name=old, agency=agency)
    assert offered(previewed(province, AS_OF, [{"name": new, "agency": agency.name}])) == []


def test_a_unit_that_another_row_names_is_not_offered(province, agency):
    make_unit(province, name="Trường Tiểu học Minh Họa", agency=agency)
    rows = [
        {"name": f"Trường {kind} Minh Họa", "agency": agency.name} for kind in ("TH", "Tiểu học")
    ]
    assert offered(previewed(province, AS_OF, rows)) == []


def test_the_nearer_agency_comes_first_and_others_of_the_territory_after_it(province, agency):
    elsewhere = make_unit(province, name="Trường TH Minh Họa", agency=make_agency("UBND xã A"))
    here = make_unit(province, name="Trường Tiểu học Minh Hoa", agency=agency)
    row = {"name": "Trường Tiểu học Minh Họa", "agency": agency.name}
    assert offered(previewed(province, AS_OF, [row])) == [[here.pk, elsewhere.pk]]


@pytest.fixture
def unit(province, agency):
    return make_unit(province, name="Trường Tiểu học Minh Họa", agency=agency)


ROW = {"name": "Trường TH Minh Họa", "agency": "Sở Giáo dục và Đào tạo"}


def test_the_same_unit_once_a_person_says_so(province, unit):
    batch = previewed(province, AS_OF, [ROW], choices={"2": str(unit.pk)})
    assert counts(batch) == {"changed": 1}
    assert batch.rows.get().changes == {"name": ["Trường Tiểu học Minh Họa", ROW["name"]]}


def test_really_new_once_a_person_says_so(province, unit):
    batch = previewed(province, AS_OF, [ROW], choices={"2": "new"})
    assert counts(batch) == {"created": 1, "missing_from_list": 1}
    assert offered(batch) == []


def test_a_unit_of_another_territory_cannot_be_chosen(province, unit):
    other = make_unit(Province.objects.bearing("01", AS_OF))
    batch = previewed(province, AS_OF, [ROW], choices={"2": other.handle})
    assert [one["code"] for one in batch.rows.get(number=2).problems][:1] == ["choice_unknown"]
    assert counts(batch)["rejected"] == 1


def test_two_rows_cannot_both_be_one_unit(province, unit):
    rows = [ROW, ROW | {"name": "Tiểu học Minh Họa"}]
    batch = previewed(province, AS_OF, rows, choices={"2": str(unit.pk), "3": str(unit.pk)})
    assert counts(batch) == {"rejected": 2}


AGENCIES = ("Sở GD&ĐT", "Sở GDĐT", "Sở Giáo dục & Đào tạo", "So Giao duc va Dao tao", "Sở GD-ĐT")


@pytest.mark.parametrize("text", AGENCIES)
def test_a_close_agency_is_offered_and_blocks_until_it_is_answered(text, province, agency):
    rows = [{"name": "Trường A", "agency": text}]
    batch = previewed(province, AS_OF, rows, create_agencies=False)
    assert (offered(batch), counts(batch)) == ([[agency.pk]], {"rejected": 1})
    answered = previewed(
        province, AS_OF, rows, create_agencies=False, values={"agency": {text: agency.name}}
    )
    assert counts(answered) == {"created": 1}
    assert answered.rows.get().changes["agency"] == [None, agency.pk]


def test_an_agency_that_is_really_new_is_created_and_no_other(province, agency):
    rows = [{"name": "Trường A", "agency": "Sở GD"}, {"name": "Trường B", "agency": "Sở Y"}]
    batch = previewed(province, AS_OF, rows, create_agencies=False, new_agencies=["Sở GD"])
    assert counts(batch) == {"created": 1, "rejected": 1}


def test_an_agency_unlike_all_has_no_candidates(province, agency):
    rows = [{"name": "Trường A", "agency": "Sở Xây dựng"}]
    assert offered(previewed(province, AS_OF, rows, create_agencies=False)) == []


@pytest.mark.parametrize(
    ("short", "long", "is_short"),
    [
        ("so gd dt", "so giao duc va dao tao", True),
        ("so gddt", "so giao duc va dao tao", True),
        ("ubnd xa a", "uy ban nhan dan xa a", True),
        ("so gd", "so giao duc va dao tao", False),
        ("so y te", "so y", False),
        ("", "so y te", False),
    ],
)
def test_what_abbreviates_what(short, long, is_short):
    assert shortens(short, long) is is_short


def test_the_own_words_of_a_name():
    assert telling("Trường TH&THCS xã Tân Long số 02") == (
        frozenset({"tieu hoc", "trung hoc co so"}), ("2",), "tan long so",
    )  # fmt: skip


# on the pages


@pytest.fixture
def clerk(client, province):
    client.force_login(make_user(role="preparer", province=province))
    return client


def answered(clerk, batch, answers: dict[int, object], **more):
    """Post answers by row of the file."""
    keys = {f"answer_{batch.rows.get(number=row).pk}": text for row, text in answers.items()}
    address = reverse("admin:units_importbatch_candidates", args=[batch.pk])
    return clerk.post(address, keys | more)


def test_a_clerk_answers_row_by_row_and_comes_back_to_the_page(clerk, province, unit):
    batch = previewed(province, AS_OF, [ROW])
    response = answered(clerk, batch, {2: unit.pk}, view_rows="created", view_p="3")
    assert response.url == f"{batch.get_absolute_url()}?rows=created&p=3"
    batch.refresh_from_db()
    assert (batch.options["choices"], counts(batch)) == ({"2": str(unit.pk)}, {"changed": 1})


BULK = {"same": {"changed": 1, "created": 1}, "new": {"created": 2, "missing_from_list": 1}}


@pytest.mark.parametrize("answer", BULK)
def test_a_clerk_answers_for_the_whole_page(answer, clerk, province, unit):
    batch = previewed(province, AS_OF, [ROW, {"name": "Trạm Y tế A", "agency": "Sở Y"}])
    answered(clerk, batch, {2: "", 3: ""}, all=answer)
    batch.refresh_from_db()
    assert counts(batch) == BULK[answer]


@pytest.mark.parametrize("answer", ["", "abc", "999999"])
def test_an_answer_that_was_not_offered_counts_for_nothing(answer, clerk, province, unit):
    batch = previewed(province, AS_OF, [ROW])
    answered(clerk, batch, {2: answer})
    batch.refresh_from_db()
    assert batch.options["choices"] == {}


@pytest.mark.parametrize("new", [True, False])
def test_what_is_said_of_an_agency_holds_for_all_its_rows(new, clerk, province, agency):
    rows = [{"name": f"Trường {n}", "agency": "Sở GD&ĐT"} for n in (1, 2)]
    batch = previewed(province, AS_OF, rows, create_agencies=False)
    answered(clerk, batch, {2: "new" if new else agency.pk})
    batch.refresh_from_db()
    assert counts(batch) == {"created": 2}
    given = {row.changes["agency"][1] for row in batch.rows.all()}
    assert given == {"Sở GD&ĐT" if new else agency.pk}


def test_answers_are_for_who_may_change_the_list(client, province, unit):
    client.force_login(make_user(role="reader", province=province))
    batch = previewed(province, AS_OF, [ROW])
    assert answered(client, batch, {2: "new"}).status_code == 403


def test_a_written_list_takes_no_answers(clerk, province, unit):
    batch = previewed(province, AS_OF, [ROW])
    desk.apply(batch, by=None, at=timezone.now())
    answered(clerk, batch, {2: unit.pk})
    batch.refresh_from_db()
    assert (batch.status, batch.options["choices"]) == ("applied", {})


@pytest.mark.parametrize("role", ["preparer", "reader"])
def test_the_page_of_rows_asks_who_may_answer(role, client, province, unit):
    client.force_login(make_user(role=role, province=province))
    batch = previewed(province, AS_OF, [ROW])
    text = client.get(f"{batch.get_absolute_url()}?rows=created").content.decode()
    asked = f'name="answer_{batch.rows.get(number=2).pk}"' in text
    assert (asked, 'id="answers"' in text) == (role == "preparer",) * 2
