"""The box at the top of pages finds provinces, units, dossiers and documents by a few letters
without accents, by former names too, and nothing of another province."""

import pytest
from django.utils.html import escape

from tests.factories import day, make_event, make_province, make_unit, make_user
from tests.reform.access.walking import walker
from tests.reform.access.world import ELSEWHERE
from units.reorganization import put_into_effect

pytestmark = pytest.mark.django_db
ROLES = ["preparer", "appraiser", "approver", "reader", "inspector"]


def found(client, words: str, **more: str) -> dict[str, list[str]]:
    """Sort -> what was found, as it is shown."""
    answer = client.get("/search/", {"q": words, **more})
    assert answer.status_code == 200
    for sort in answer.context["sorts"]:
        for hit in sort.hits:
            assert escape(hit.text) in answer.content.decode()
    return {sort.label: [hit.text for hit in sort.hits] for sort in answer.context["sorts"]}


def test_one_box_finds_all_sorts(here):
    client = walker("preparer", here)
    assert found(client, "tinh minh hoa")["Tỉnh, thành phố"] == ["tỉnh Minh Họa"]
    assert here.case.title in found(client, here.case.number)["Hồ sơ"]
    number = here.document.number
    assert any(one.startswith(number) for one in found(client, number)["Văn bản"])
    version = here.place.units[0].versions.known().get()
    assert version.name in found(client, version.code)["Đơn vị"]


def test_accents_and_case_do_not_count(here):
    client = walker("reader", here)
    make_unit(here.place.province, name="Trường Mầm non Đồng Tháp Mười", code="DTM")
    for words in ("dong thap muoi", "ĐỒNG THÁP MƯỜI", "muoi dong"):
        assert found(client, words)["Đơn vị"] == ["Trường Mầm non Đồng Tháp Mười"]


def test_a_former_name_is_found_and_said(here):
    province, user = here.place.province, make_user(is_superuser=True)
    unit = make_unit(province, name="Trường Hoa Sen", code="HS1")
    renamed = {"unit": unit, "name": "Trường Hoa Mai"}
    event = make_event("rename", day("2022-01-01"), province=province, surviving=renamed)
    put_into_effect(event, by=user, at=event.created_at)
    answer = walker("reader", here).get("/search/", {"q": "hoa sen"})
    [sort] = answer.context["sorts"]
    assert [hit.text for hit in sort.hits] == ["Trường Hoa Mai"]
    assert "Trường Hoa Sen" in sort.hits[0].note


def test_a_province_that_ended_leads_to_its_last_day(client, settings):
    settings.PUBLIC_PLAN_PAGES = True
    heir = make_province("M2", "Minh Họa Mới")
    make_province("M1", "Minh Họa Cũ", valid_to=day("2025-07-01"), succeeded_by=heir)
    [sort] = client.get("/search/", {"q": "minh hoa"}).context["sorts"]
    assert [hit.text for hit in sort.hits] == ["tỉnh Minh Họa Mới", "tỉnh Minh Họa Cũ"]
    assert client.get(sort.hits[1].address).status_code == 200
    assert "30/06/2025" in sort.hits[1].note


@pytest.mark.parametrize("role", ROLES)
def test_nothing_of_another_province_is_found(here, there, role):
    client = walker(role, here)
    whole = {sort for words in ("minh hoa", here.case.number) for sort in found(client, words)}
    assert whole == {"Tỉnh, thành phố", "Đơn vị", "Hồ sơ", "Văn bản"}
    for words in (ELSEWHERE, there.case.number, there.document.number):
        answer = client.get("/search/", {"q": words})
        assert [hit for sort in answer.context["sorts"] for hit in sort.hits] == [], words


@pytest.mark.parametrize("public", [True, False])
def test_the_public_sees_no_dossiers(here, client, settings, public):
    settings.PUBLIC_PLAN_PAGES = public
    answer = client.get("/search/", {"q": here.case.number})
    assert answer.status_code == (200 if public else 302)
    if public:
        assert answer.context["sorts"] == []


@pytest.mark.parametrize("words", ["", "   ", "%", "\x00", "không có gì cả", "x" * 500])
def test_what_finds_nothing_says_so(here, words):
    client = walker("reader", here)
    answer = client.get("/search/", {"q": words, "part": "hits"})
    assert answer.status_code == 200
    assert answer.context["sorts"] == []
    assert ("không dấu" in answer.content.decode()) == bool(words.strip())


def test_the_number_of_queries_does_not_grow(here, django_assert_max_num_queries):
    client = walker("preparer", here)
    for number in range(30):
        make_unit(here.place.province, name=f"Trường Minh Họa thứ {number}", code=f"T{number}")
    client.get("/search/", {"q": "minh hoa"})
    with django_assert_max_num_queries(12):
        client.get("/search/", {"q": "minh hoa"})
