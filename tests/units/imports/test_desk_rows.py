"""The rows of a previewed list: found, filtered, sorted and paged by the address alone, at a cost
that does not grow with the list."""

import re

import pytest
from django.db import connection
from django.db.models import Count
from django.test.utils import CaptureQueriesContext

from tests.factories import day, make_province, make_unit, make_user
from units.admin.import_choice import ORDERS, RowChoice
from units.admin.import_row_pages import PER_PAGE, rows_context
from units.admin.import_tally import NOTED, TWINS, Tally
from units.imports.plan import found_by, marks_of
from units.models import ImportBatch, ImportRow

from .desk_lists import imported, previewed

pytestmark = pytest.mark.django_db

AS_OF = day("2024-12-31")
OFFICE, OTHER = "Sở Minh Họa", "Sở Y tế Minh Họa"
ROWS = [
    {"code": "A1", "name": "Trường Tiểu học Đống Đa", "agency": OFFICE, "autonomy": "4"},
    {"code": "B1", "name": "Trường Hoà Bình", "agency": OFFICE, "autonomy": "3"},
    {"code": "C1", "name": "Trạm Y tế Đông Đa", "agency": OTHER, "autonomy": "4"},
    {"code": "D1", "name": "Trạm Y tế Núi", "agency": OTHER, "autonomy": "9"},
    {"code": "E1", "name": "Trạm Y tế Sông", "agency": OTHER, "founded": "hôm nào"},
]


@pytest.fixture
def province():
    return make_province()


@pytest.fixture
def clerk(client, province):
    client.force_login(make_user(role="preparer", province=province))
    return client


@pytest.fixture
def batch(province):
    """Two units of it are known: B1 by another name and group, and one that it leaves out."""
    known = {"code": "B1", "name": "Trường Cũ", "agency": OFFICE, "autonomy": "4"}
    missing = {"code": "M1", "name": "Trường Thiếu", "agency": OFFICE}
    imported(province, day("2023-12-31"), [known, missing, ROWS[4] | {"founded": ""}])
    return previewed(province, AS_OF, ROWS)


def names(clerk, batch, **asked) -> list[str]:
    shown = clerk.get(batch.get_absolute_url(), asked).context["page"]
    return [row.name for row in shown.shown]


#: What is asked for: whom it finds.
FOUND = {
    (("rows", "created"),): ["Trường Tiểu học Đống Đa", "Trạm Y tế Đông Đa"],
    (("rows", "created"), ("q", "dong da")): ["Trường Tiểu học Đống Đa", "Trạm Y tế Đông Đa"],
    (("rows", "created"), ("q", "ĐỐNG đa truong")): ["Trường Tiểu học Đống Đa"],
    (("rows", "created"), ("q", "c1")): ["Trạm Y tế Đông Đa"],
    (("rows", "created"), ("q", "2")): ["Trường Tiểu học Đống Đa"],
    (("rows", "created"), ("q", "không có")): [],
    (("rows", "created"), ("q", "%")): [],
    (("rows", "created"), ("q", "9" * 40)): [],
    (("rows", "created"), ("o", "-row")): ["Trạm Y tế Đông Đa", "Trường Tiểu học Đống Đa"],
    (("rows", "created"), ("o", "name")): ["Trạm Y tế Đông Đa", "Trường Tiểu học Đống Đa"],
    (("rows", "changed"), ("q", "hòa bình")): ["Trường Hoà Bình"],
    (("rows", "changed"), ("field", "name")): ["Trường Hoà Bình"],
    (("rows", "changed"), ("field", "code")): ["Trường Hoà Bình"],
    (("rows", "rejected"), ("problem", "unknown_autonomy_group")): ["Trạm Y tế Núi"],
    (("rows", "rejected"), ("problem", "nonsense")): ["Trạm Y tế Núi"],
    (("rows", "missing"),): ["Trường Thiếu"],
    (("rows", "missing"), ("q", "m1")): ["Trường Thiếu"],
    (("rows", "noted"), ("problem", "not_a_date")): ["Trạm Y tế Sông"],
    (("rows", "nonsense"),): ["Trạm Y tế Núi"],
    (("o", "nonsense"), ("p", "99"), ("agency", "x")): ["Trạm Y tế Núi"],
}  # fmt: skip


@pytest.mark.parametrize("asked", FOUND)
def test_what_is_asked_for_is_found(asked, clerk, batch):
    assert names(clerk, batch, **dict(asked)) == FOUND[asked]


def test_where_nothing_is_found_one_can_look_for_something_else(clerk, batch):
    text = clerk.get(
        batch.get_absolute_url(), {"rows": "created", "q": "không có"}
    ).content.decode()
    assert 'class="empty-state"' in text
    assert 'name="q" value="không có"' in text
    assert 'href="?rows=created"' in text


def test_rows_are_chosen_by_their_agency(clerk, batch):
    page = clerk.get(batch.get_absolute_url(), {"rows": "created"})
    offered = dict(page.context["choice"].fields["agency"].choices)
    assert list(offered.values())[1:] == [f"{OFFICE} (1)", f"{OTHER} (1)"]
    value = next(value for value, label in offered.items() if OFFICE in label)
    assert names(clerk, batch, rows="created", agency=value) == ["Trường Tiểu học Đống Đa"]


def test_every_filter_says_how_many_it_finds(clerk, batch):
    tally = Tally(batch)
    for kind, _label, number in tally.tabs:
        shown = clerk.get(batch.get_absolute_url(), {"rows": kind}).context
        assert shown["page"].paginator.count == len(shown["page"].shown) == number
        for name in ("problem", "field", "agency"):
            if name not in shown["choice"].fields:
                continue
            for value, label in shown["choice"].fields[name].choices[1:]:
                asked = {"rows": kind, name: value}
                found = clerk.get(batch.get_absolute_url(), asked).context["page"]
                assert label.endswith(f"({len(found.shown)})")
                assert found.paginator.count == len(found.shown)


def test_the_tabs_add_up_to_the_counts(batch):
    tabs = {kind: number for kind, _label, number in Tally(batch).tabs}
    assert tabs == {"rejected": 1, "created": 2, "changed": 1, "missing": 1, "noted": 1}
    assert (batch.counts["rejected"], batch.counts["missing_from_list"]) == (1, 1)


def test_pages_keep_what_was_asked_for(clerk, province):
    rows = [{"code": f"A{n}", "name": f"Trường {n}", "agency": OFFICE} for n in range(120)]
    batch = previewed(province, AS_OF, rows)
    shown = clerk.get(batch.get_absolute_url(), {"q": "truong", "o": "-row", "p": "2"})
    assert len(shown.context["page"].shown) == PER_PAGE
    for address, number in ((shown.context["before"], "1"), (shown.context["after"], "3")):
        there = clerk.get(batch.get_absolute_url() + address)
        assert there.context["page"].number == int(number)
        assert there.context["choice"].order == "-row"
        assert there.context["choice"].said == {"q": "truong"}


def test_the_page_works_without_a_script_and_htmx_only_swaps_the_rows(clerk, batch):
    text = clerk.get(batch.get_absolute_url()).content.decode()
    part = text[text.index('<section id="rows"') :]
    assert 'hx-select="#rows"' in part
    assert '<form class="row-choice" method="get"' in part
    assert re.search(r'<a [^>]*class="tab[^>]* href="\?rows=created"', part)
    assert '<button type="submit"' in part
    assert "<script" not in part


LENGTHS = {"short": 3, "long": 130}


@pytest.mark.parametrize("kind", ["created", "rejected", "missing", TWINS, NOTED])
def test_the_cost_of_a_page_does_not_grow(kind, clerk, province):
    costs = {}
    for said, length in LENGTHS.items():
        ImportRow.objects.all().delete()
        batch = filled(province, length)
        with CaptureQueriesContext(connection) as asked:
            shown = clerk.get(batch.get_absolute_url(), {"rows": kind, "q": "truong", "o": "name"})
        assert shown.context["kind"] == kind
        costs[said] = len(asked)
    assert costs["long"] <= costs["short"] + 1
    assert costs["long"] <= 24


def filled(province, length: int) -> ImportBatch:
    """A previewed batch with so many rows of each kind, put there as the plan does."""
    unit = make_unit(province, name="Trường Có")
    batch = previewed(province, AS_OF, [{"code": "Z", "name": "Trường Z"}])
    twin = {
        "code": "likely_duplicate",
        "message": "?",
        "column": "",
        "blocking": False,
        "twins": [{"unit": unit.pk, "how": "letter"}, {"row": 1, "sheet": "", "how": "same"}],
    }
    wrong = {"code": "unknown_autonomy_group", "message": "?", "column": "Nhóm", "blocking": True}
    rows = []
    for kind, problems in (("created", [twin]), ("rejected", [wrong]), ("missing", [])):
        rows += [
            ImportRow(
                batch=batch, number=None if kind == "missing" else n + 1, outcome=kind,
                label=f"Trường {n}", search_key=found_by(f"Trường {n}", f"C{n}"),
                problems=problems, unit_id=unit.pk if kind == "missing" else None,
                marks=f" {' '.join('!' + one['code'] for one in problems)} " if problems else "",
                raw=[f"Trường {n}"],
            )
            for n in range(length)
        ]  # fmt: skip
    ImportRow.objects.bulk_create(rows)
    return batch


#: Each question of the page, and the index that must answer it.
PLANS = {
    "the tally": ("importrow_", lambda batch: tally_rows(batch)),
    "a tab": ("importrow_listing", lambda batch: chosen(batch, rows="created")),
    "a tab backwards": ("importrow_listing", lambda batch: chosen(batch, rows="created", o="-row")),
    "a problem": ("importrow_", lambda b: chosen(b, rows="rejected", problem="not_a_number")),
    "a search": ("importrow_", lambda batch: chosen(batch, rows="created", q="dong da 7")),
    "duplicates": ("importrow_", lambda batch: chosen(batch, rows=TWINS)),
    "missing by name": ("importrow_", lambda batch: chosen(batch, rows="missing", o="name")),
}


def tally_rows(batch):
    rows = batch.rows.order_by().values_list("outcome", "marks", "agency")
    return rows.annotate(number=Count("pk"))


def chosen(batch, **asked):
    return RowChoice(asked, Tally(batch)).rows(batch)[:PER_PAGE]


@pytest.mark.parametrize("question", PLANS)
def test_an_index_answers(question, province):
    """Among the rows of other batches, those of this one are reached by an index."""
    batch = filled(province, 60)
    others = [ImportBatch(province=province, as_of=AS_OF, filename="x", size=1) for _ in range(40)]
    ImportBatch.objects.bulk_create(others)
    ImportRow.objects.bulk_create(
        ImportRow(batch=other, number=n, outcome="created", label="x", raw=["b" * 200])
        for other in others for n in range(100)
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    index, ask = PLANS[question]
    plan = ask(batch).explain()
    assert index in plan
    assert not re.search(r"Seq Scan on units_importrow|SCAN units_importrow(?! USING)", plan)
    assert "units_importrow_pkey" not in plan, "not through the rows of all batches"


def test_candidates_are_offered_where_the_row_stands(client, province):
    client.force_login(make_user(role="preparer", province=province))
    make_unit(province, name="Trường Tiểu học Nguyễn Trãi", code="K1")
    batch = previewed(province, AS_OF, [{"code": "N1", "name": "Trường TH Nguyễn Trãi"}])
    pk = batch.rows.get(outcome="created").pk
    for asked in ({"rows": "created"}, {"rows": "duplicates"}):
        text = client.get(batch.get_absolute_url(), asked).content.decode()
        assert f'name="answer_{pk}"' in text
        assert f'name="view_rows" value="{asked["rows"]}"' in text
    client.force_login(make_user(role="reader", province=province))
    assert "answer_" not in client.get(batch.get_absolute_url()).content.decode()


def test_marks_and_keys_are_what_rows_are_found_by(batch):
    for row in batch.rows.all():
        codes = [problem["code"] for problem in row.problems]
        changed = list(row.changes) if row.outcome == "changed" else []
        assert row.marks.split() == [*(f"!{code}" for code in dict.fromkeys(codes)), *changed]
        assert row.search_key.startswith(found_by(row.label, ""))
    assert marks_of("created", [], {"name": 1}) == ""


def test_every_order_can_be_asked_for(batch):
    for order in ORDERS:
        assert rows_context(batch, {"o": order})["choice"].order == order


def test_the_page_holds_no_text_of_the_file_as_markup(clerk, province):
    evil = "<script>alert(1)</script> Trường"
    batch = previewed(province, AS_OF, [{"code": "A1", "name": evil, "autonomy": "9"}])
    text = clerk.get(batch.get_absolute_url(), {"q": "<script>"}).content.decode()
    assert "<script>alert(1)" not in text
    assert "&lt;script&gt;alert(1)" in text
