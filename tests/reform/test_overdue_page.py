"""What is late everywhere: the longest late first, within reach; what is fictional not counted."""

import pytest
from django.test import Client

from reform import overdue as module
from reform.atlas import Atlas
from reform.overdue import overdue
from tests.factories import day, make_province, make_user
from tests.reform.pages import asked, real_province
from tests.resolutions.follow_up import (
    make_proposal,
    make_report,
    make_task,
    make_visit,
)
from tests.resolutions.promises import make_document
from units.models import Province

pytestmark = pytest.mark.django_db
ON = "2026-06-01"


def page(on: str = ON, *readable: Province):
    provinces = Province.objects.all()
    ids = {one.pk for one in readable} if readable else None
    return overdue(Atlas(provinces, readable=ids), asked(on))


def fill(province: Province | None, name: str) -> None:
    """One of each that is late on the day, and one of each that is not."""
    make_task(province, text=f"trễ {name}")
    make_report(make_task(province, text=f"xong {name}"), "2025-06-01", 12)
    make_proposal(province, subject=f"chờ {name}")
    make_proposal(province, subject=f"đã trả lời {name}", answer_kind="in_part")
    if province:
        back = {"answered_on": day("2025-05-01"), "due_on": day("2025-04-30")}
        make_visit(province, {"text": f"nợ {name}", "due_on": day("2025-05-01")}, back, {})


def texts(found: module.LateList) -> list[str]:
    return [getattr(row.line, "text", "") or row.line.subject for row in found.rows]


def test_what_is_late_in_each_province_and_in_the_country():
    real, fictional = real_province("01", ON), make_province()
    for province, name in ((fictional, "hư cấu"), (real, "thật"), (None, "cả nước")):
        fill(province, name)
    found = page()

    assert texts(found.tasks) == ["trễ thật", "trễ cả nước", "trễ hư cấu"]
    assert texts(found.proposals) == ["chờ thật", "chờ cả nước", "chờ hư cấu"]
    assert texts(found.requests) == ["nợ thật", "nợ hư cấu"]
    assert [one.number for one in (found.tasks, found.proposals, found.requests)] == [2, 2, 1]
    assert [row.province for row in found.tasks.rows] == ["TP Hà Nội", "", "tỉnh Minh Họa"]
    assert [row.is_fictional for row in found.tasks.rows] == [False, False, True]


def test_the_longest_late_come_first_and_all_is_judged_on_the_day():
    real = real_province("01", ON)
    document = make_document(issued_on=day("2020-01-01"))
    for number, deadline in enumerate(("2025-12-31", "2024-12-31", "2026-05-31"), start=1):
        make_task(real, text=deadline, deadline=day(deadline), document=document, position=number)
    for asked_on in ("2026-01-01", None, "2024-01-01"):
        make_proposal(real, subject=str(asked_on), asked_on=day(asked_on) if asked_on else None)

    assert texts(page().tasks) == ["2024-12-31", "2025-12-31", "2026-05-31"]
    assert [row.line.days_late for row in page().tasks.rows] == [517, 152, 1]
    assert texts(page("2025-06-01").tasks) == ["2024-12-31"]
    assert texts(page().proposals) == ["2024-01-01", "2026-01-01", "None"]
    assert texts(page("2025-06-01").proposals) == ["2024-01-01", "None"]


def test_a_reader_of_one_province_sees_nothing_of_another_or_of_the_country():
    here, there = real_province("01", ON), real_province("56", ON)
    for province, name in ((here, "đây"), (there, "kia"), (None, "cả nước")):
        fill(province, name)
    found = page(ON, here)

    assert texts(found.tasks) == ["trễ đây"]
    assert texts(found.proposals) == ["chờ đây"]
    assert texts(found.requests) == ["nợ đây"]
    assert [one.number for one in (found.tasks, found.proposals, found.requests)] == [1, 1, 1]


def test_a_long_list_is_cut_and_says_so(monkeypatch):
    monkeypatch.setattr(module, "SHOWN", 2)
    for _time in range(3):
        make_task(None)

    assert (len(page().tasks.rows), page().tasks.number, page().tasks.is_cut) == (2, 3, True)


def test_queries_do_not_grow(django_assert_num_queries):
    provinces = [real_province(code, ON) for code in ("01", "56", "68")]
    atlas = Atlas(Province.objects.all())
    for province in provinces:
        fill(province, province.name)
        with django_assert_num_queries(7):
            overdue(atlas, asked(ON))


def test_the_page_opens_for_who_may_see_plan_pages(settings):
    here, there = real_province("01", ON), real_province("56", ON)
    fill(here, "đây")
    fill(there, "kia")
    settings.PUBLIC_PLAN_PAGES = False
    assert Client().get("/overdue/").status_code == 302
    client = Client()
    client.force_login(make_user(role="reader", province=here))
    shown = client.get("/overdue/?on=2026-06-01").content.decode()
    assert "trễ đây" in shown
    assert "kia" not in shown
    settings.PUBLIC_PLAN_PAGES = True
    shown = Client().get("/overdue/?on=2026-06-01").content.decode()
    assert "trễ đây" in shown
    assert "trễ kia" in shown
