"""The pages of units: found by any name borne, told on two clocks, within the reader's reach."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from tests.factories import (
    day,
    make_agency,
    make_event,
    make_figures,
    make_province,
    make_unit,
    make_user,
)
from units import register
from units.annulment import annul
from units.choices import EntryKind
from units.models import ImportBatch, RegisterEntry, Unit, UnitVersion
from units.reorganization import carry_out

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(time_machine, settings):
    """A day on which nothing else happens; pages in English, so that tests say what they mean."""
    settings.PUBLIC_PLAN_PAGES = True
    time_machine.move_to(dt.datetime(2026, 11, 22, 3, tzinfo=dt.UTC), tick=False)
    return time_machine


@pytest.fixture
def province():
    return make_province()


@pytest.fixture
def reader(client, settings):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def happen(province, kind, on, **roles):
    event = make_event(kind, day(on), province=province, **roles)
    carry_out([event], by=None, at=timezone.now())
    return event


def born(event) -> list[Unit]:
    return [one.unit for one in event.participants.filter(role="new").order_by("pk")]


def text(response) -> str:
    """What a reader reads, tags left out."""
    cells = re.sub(r"<br>|</(?:t[dh]|d[td]|li|p|title)>", " ", response.content.decode())
    bare = re.sub(r"<[^>]*>", "", cells)
    return re.sub(r"\s+", " ", bare)


def words(reader, address: str, **asked) -> str:
    response = reader.get(address, asked)
    assert response.status_code == 200, address
    return text(response)


def address(unit: Unit) -> str:
    return f"/units/{unit.pk}/"


# What became of it


def merged(province):
    a, x = make_unit(province, name="Trường A", code="A1"), make_unit(province, name="Trường X")
    happen(province, "merge", "2018-01-01", closing=[a], surviving=x, decision_number="12/QĐ-MH")
    return a, x


def test_what_became_of_it_is_said_first(reader, province):
    a, x = merged(province)
    new = [{"name": "Trường D"}, {"name": "Trường E"}]
    d, e = born(happen(province, "divide", "2020-01-01", closing=[x], new=new))
    said = words(reader, address(a))
    assert "Merged on 01/01/2018 (decision 12/QĐ-MH) into Trường X." in said
    assert "Today: Trường D, Trường E." in said
    page = reader.get(address(a)).content.decode()
    assert all(f'href="/units/{unit.pk}/"' in page for unit in (x, d, e))
    assert "Divided on 01/01/2020 (decision not recorded) into Trường D, Trường E." in words(
        reader, address(x)
    )
    assert "made it from Trường X" in words(reader, address(d))


ENDS = {
    "dissolve": ({"closing": 1}, "Dissolved on 01/01/2018 (decision 5/QĐ), with no unit"),
    "convert": ({"closing": 1, "new": 1}, "Converted on 01/01/2018 (decision 5/QĐ) into Mới 0."),
    "consolidate": ({"closing": 2, "new": 1}, "Consolidated with others on 01/01/2018"),
    "compound": ({"closing": 2, "new": 2}, "it is continued by Mới 0, Mới 1."),
}


@pytest.mark.parametrize("kind", ENDS)
def test_each_way_to_end_has_its_sentence(kind, reader, province):
    numbers, sentence = ENDS[kind]
    closing = [make_unit(province) for _ in range(numbers["closing"])]
    roles = {
        "closing": closing,
        "new": [{"name": f"Mới {n}"} for n in range(numbers.get("new", 0))],
    }
    happen(province, kind, "2018-01-01", decision_number="5/QĐ", **roles)
    assert sentence in words(reader, address(closing[0]))


def test_a_company_that_follows_is_named(reader, province):
    leaving = {
        "unit": make_unit(province),
        "company_name": "Công ty cổ phần Minh Họa",
        "company_tax_code": "0100000000",
    }
    happen(province, "equitize", "2019-01-01", exiting=[leaving])
    said = words(reader, address(leaving["unit"]))
    assert "The company that follows it: Công ty cổ phần Minh Họa (tax code 0100000000)." in said
    assert "no unit in force continues it" in said


def test_a_unit_set_up_again_is_found_from_the_old_one(reader, province):
    old = make_unit(province, name="Cũ")
    happen(province, "dissolve", "2018-01-01", closing=[old])
    happen(province, "reestablish", "2021-01-01", former=[old], new=[{"name": "Lập lại"}])
    assert "Set up again later as Lập lại. Today: Lập lại." in words(reader, address(old))


def test_an_end_that_no_event_explains_is_not_explained(reader, province):
    unit = make_unit(province, valid_to=day("2020-01-01"))
    said = words(reader, address(unit))
    assert "Not in force any more from 01/01/2020; by which event is not known." in said


def test_what_is_decided_for_later_is_said_and_does_not_count(reader, province):
    a, x = make_unit(province, name="Trường A"), make_unit(province, name="Trường X")
    happen(province, "merge", "2027-01-01", closing=[a], surviving=x, decision_number="9/QĐ")
    said = words(reader, address(a))
    assert "In force on 22/11/2026." in said
    assert "Decided for 01/01/2027: merger (decision 9/QĐ)." in said
    assert "no unit came before it and none continues it" in said
    then = words(reader, address(a), on="2027-01-01")
    assert "Merged on 01/01/2027 (decision 9/QĐ) into Trường X. On 01/01/2027: Trường X." in then


# Two clocks


def test_the_day_asked_about_changes_what_the_page_says(reader, province):
    a, _x = merged(province)
    assert "In force on 31/12/2017." in words(reader, address(a), on="2017-12-31")
    assert "In force on 31/12/2017." in words(reader, address(a), on="31/12/2017")
    assert "Merged on 01/01/2018" in words(reader, address(a), on="2018-01-01")
    assert "does not exist yet: it begins on 31/12/2015" in words(
        reader, address(a), on="2015-12-30"
    )


def test_links_carry_both_days_on(reader, province, clock):
    a, x = merged(province)
    clock.shift(dt.timedelta(days=9))
    page = reader.get(address(a), {"on": "2019-05-01", "known": "2026-11-25"}).content.decode()
    assert f'href="/units/{x.pk}/?on=2019-05-01&amp;known=2026-11-25"' in page


def test_what_was_known_on_a_day_can_be_asked_again(reader, province, clock):
    a, x = make_unit(province, name="Trường A"), make_unit(province, name="Trường X")
    clock.shift(dt.timedelta(days=2))
    event = happen(province, "merge", "2018-01-01", closing=[a], surviving=x)
    clock.shift(dt.timedelta(days=2))
    annul(event, by=None, at=timezone.now(), reason="nhập nhầm")
    clock.shift(dt.timedelta(days=2))
    unmerged, known = "In force on 28/11/2026.", "Merged on 01/01/2018"
    assert unmerged in words(reader, address(a))
    assert unmerged in words(reader, address(a), known="2026-11-23")
    then = words(reader, address(a), known="2026-11-25")
    assert known in then
    assert "what the register knew on 25/11/2026" in then
    assert "Annulled on" not in then
    now = words(reader, address(a))
    assert "Annulled on 26/11/2026: nhập nhầm" in now
    assert "did not know this unit" in words(reader, address(a), known="2026-11-21")


def test_a_unit_whose_record_was_taken_back_still_has_its_page(reader, province, clock):
    event = happen(province, "establish", "2018-01-01", new=[{"name": "Trường Nhầm"}])
    (unit,) = born(event)
    clock.shift(dt.timedelta(days=2))
    annul(event, by=None, at=timezone.now(), reason="nhập nhầm")
    assert "the record that created it was taken back" in words(reader, address(unit))
    assert "Trường Nhầm in force" in words(reader, address(unit), known="2026-11-22")


@pytest.mark.parametrize("wrong", ["yesterday", "2026-13-01", "31/02/2020", "<script>"])
def test_what_is_no_day_is_said_and_today_is_shown(wrong, reader, province):
    unit = make_unit(province)
    page = reader.get(address(unit), {"on": wrong})
    assert "is not a date, so today is shown" in text(page)
    assert b"<script>" not in page.content
    assert "In force on 22/11/2026." in text(page)


# The facts


def test_every_version_says_what_opened_and_what_closed_it(reader, province):
    agency = make_agency("Sở Minh Họa", province=province)
    unit = make_unit(province, name="Tên cũ", code="CU1")
    renamed = {"unit": unit, "name": "Tên mới"}
    happen(province, "rename", "2019-01-01", surviving=[renamed], decision_number="7/QĐ")
    happen(province, "transfer", "2020-01-01", surviving=[{"unit": unit, "agency": agency}])
    said = words(reader, address(unit))
    assert "Formerly Tên cũ" in said
    assert "01/01/2019 31/12/2019 Tên mới" in said
    assert "Rename 01/01/2019 (7/QĐ) changed: unit name" in said
    assert "changed: governing agency" in said
    assert "Correction 22/11/2026: test" in said
    then = words(reader, address(unit), on="2018-01-01")
    assert "<title>Tên cũ" in reader.get(address(unit), {"on": "2018-01-01"}).content.decode()
    assert "Formerly" not in then


def test_a_version_from_a_list_names_file_sheet_and_row(reader, province):
    batch = ImportBatch.objects.create(
        filename="danh_sach.xlsx", size=1, sha256="0", as_of=day("2019-12-31"), province=province
    )
    entry = register.enter(EntryKind.IMPORT, at=timezone.now(), batch=batch)
    version = UnitVersion(
        unit=Unit(),
        valid_from=day("2019-12-31"),
        name="Trường Trong danh sách",
        province=province,
        source_sheet="Biểu 1",
        source_row=12,
    )
    register.write(entry, written=[version])
    said = words(reader, address(version.unit))
    assert "List “danh_sach.xlsx” as of 31/12/2019, sheet “Biểu 1”, row 12" in said


def test_yearly_figures_stop_at_the_day_and_say_what_is_unknown(reader, province):
    unit = make_unit(province)
    make_figures(unit, 2019, headcount_budget=1_204)
    make_figures(unit, 2021, headcount_budget=987)
    now = words(reader, address(unit))
    assert "2021 987 – – – – – –" in now
    assert "2019 1,204" in now
    assert "987" not in words(reader, address(unit), on="2020-06-30")


def test_the_lineage_is_drawn_and_told_in_words(reader, province):
    a, x = merged(province)
    page = reader.get(address(a))
    drawn = page.content.decode()
    assert drawn.count('class="lineage__box') - drawn.count('<g class="lineage__box') == 2
    assert re.search(rf'is-current" href="/units/{x.pk}/"', drawn)
    assert "style=" not in drawn
    assert "01/01/2018 Merger 12/QĐ-MH Trường A Trường X in full" in text(page)
    linked = set(re.findall(r'href="#(event-\d+)"', drawn))
    assert linked
    assert linked <= set(re.findall(r'id="(event-\d+)"', drawn))


def test_a_succession_of_which_only_one_side_is_recorded_breaks_no_page(reader, province):
    a, x = merged(province)
    entry = register.enter(EntryKind.CORRECTION, at=timezone.now(), reason="test")
    register.write(entry, retired=list(a.versions.known()))
    page = reader.get(address(x))
    assert "It took in a unit of which nothing else is recorded." in text(page)
    assert address(a) not in page.content.decode()


def test_beyond_sixty_units_there_is_the_table_and_a_sentence(reader, province):
    units = [make_unit(province, name=f"Trạm {n}") for n in range(60)]
    (heir,) = born(
        happen(province, "consolidate", "2019-01-01", closing=units, new=[{"name": "H"}])
    )
    page = reader.get(address(heir))
    assert "A drawing of 61 boxes could not be read" in text(page)
    assert b'<svg class="lineage__drawing"' not in page.content
    assert all(unit.versions.known().get().name in text(page) for unit in units[::10])


@pytest.mark.parametrize("size", [2, 12])
def test_a_page_takes_as_many_queries_for_a_long_past_as_for_a_short(
    size, reader, province, django_assert_max_num_queries
):
    last = make_unit(province, name="0")
    for step in range(size):
        others = [make_unit(province) for _ in range(size)]
        on = (dt.date(2017, 1, 1) + dt.timedelta(days=step)).isoformat()
        event = happen(province, "consolidate", on, closing=[last, *others], new=[{"name": "M"}])
        (last,) = born(event)
        make_figures(last, 2016 + step)
    with django_assert_max_num_queries(10):
        assert reader.get(address(last)).status_code == 200


# Search


def rows(reader, **asked) -> list[str]:
    found = reader.get("/units/", asked).context["found"]
    return [row.version.name for row in found]


@pytest.fixture
def named(province):
    """A unit that was renamed and recoded, and others around it."""
    unit = make_unit(province, name="Trường Mầm non Hướng Dương", code="MN-07")
    changed = {"unit": unit, "name": "Trường Mầm non Hoa Sen"}
    happen(province, "rename", "2019-01-01", surviving=[changed])
    happen(province, "recode", "2020-01-01", surviving=[{"unit": unit, "code": "SEN-1"}])
    make_unit(province, name="Trường Mầm non Đông Đô", code="MN-08")
    return unit


@pytest.mark.parametrize("typed", ["hoa sen", "HOA SEN", "Hoa Sen", "sen hoa", "sen-1", "DV%07d"])
def test_a_few_letters_without_accents_find_a_unit(typed, reader, named):
    assert rows(reader, q=typed % named.pk if "%" in typed else typed) == ["Trường Mầm non Hoa Sen"]


FORMERLY = {
    "huong duong": "formerly: Trường Mầm non Hướng Dương (MN-07)",
    "mn-07": "formerly: Trường Mầm non Hoa Sen (MN-07)",
}


@pytest.mark.parametrize("typed", FORMERLY)
def test_an_old_name_or_code_finds_it_and_says_so(typed, reader, named):
    said = words(reader, "/units/", q=typed)
    assert "Trường Mầm non Hoa Sen" in said
    assert FORMERLY[typed] in said
    assert "formerly" not in words(reader, "/units/", q="hoa sen")


def test_on_an_earlier_day_the_later_name_is_told_as_later(reader, named):
    said = words(reader, "/units/", q="hoa sen", on="2018-06-01")
    assert "Trường Mầm non Hướng Dương later: Trường Mầm non Hoa Sen (SEN-1)" in said


def test_each_result_says_its_state_and_those_in_force_come_first(reader, province):
    merged(province)
    happen(province, "establish", "2027-01-01", new=[{"name": "Trường 0 tương lai"}])
    assert rows(reader, q="truong") == ["Trường X", "Trường A", "Trường 0 tương lai"]
    said = words(reader, "/units/", q="truong")
    assert "3 units, as on 22/11/2026" in said
    assert "Trường X – Minh Họa in force" in said
    assert "Trường A – Minh Họa ended last day 31/12/2017" in said
    assert "not yet from 01/01/2027" in said
    assert rows(reader, q="truong", on="2017-12-31")[:2] == ["Trường A", "Trường X"]


def test_a_province_lists_its_units_also_those_of_provinces_merged_into_it(reader):
    heir = make_province("MX", "Minh Họa Mới", valid_from=day("2025-07-01"))
    old = make_province(valid_to=day("2025-07-01"), succeeded_by=heir)
    make_unit(old, name="Trường Cũ")
    make_unit(make_province("MY", "Minh Họa Khác"), name="Trường Khác")
    assert rows(reader, province="MX") == ["Trường Cũ"]
    assert rows(reader, province="MH", on="2024-01-01") == ["Trường Cũ"]
    assert "No province within your reach has the code “MH” on 22/11/2026" in words(
        reader, "/units/", province="MH", q="truong"
    )


def test_nothing_asked_shows_the_form_and_nothing_found_says_so(reader, named):
    assert "Type a few letters" in words(reader, "/units/")
    assert "No unit bears or ever bore a name or code with “???”" in words(
        reader, "/units/", q="???"
    )
    assert "with “khong co”" in words(reader, "/units/", q="khong co")


def test_results_come_in_pages_of_few_queries(reader, province, django_assert_max_num_queries):
    for number in range(60):
        make_unit(province, name=f"Trạm {number:02}")
    with django_assert_max_num_queries(5):
        first = reader.get("/units/", {"q": "tram", "province": "MH"})
    assert "Page 1 of 2" in text(first)
    assert '?q=tram&amp;province=MH&amp;page=2"' in first.content.decode()
    assert rows(reader, q="tram", page="2") == [f"Trạm {number}" for number in range(50, 60)]


# What became of a code


def test_an_old_code_leads_to_the_unit(reader, named):
    for code in ("MN-07", "SEN-1", "Trường Mầm non Hướng Dương", named.handle):
        response = reader.get("/units/what-became-of/", {"code": f" {code} ", "on": "2019-06-01"})
        assert (response.status_code, response.url) == (302, f"{address(named)}?on=2019-06-01")


def test_a_code_of_several_offers_a_choice_and_a_code_of_none_says_so(reader, province):
    make_unit(province, name="Một", code="X1")
    make_unit(make_province("MX", "Khác"), name="Hai", code="X1")
    said = words(reader, "/units/what-became-of/", code="X1")
    assert "2 units bear this name or code, or once did" in said
    assert "Một X1" in said
    assert "Hai X1" in said
    missing = reader.get("/units/what-became-of/", {"code": "KHONG"})
    assert missing.status_code == 404
    assert "No unit bears or ever bore the code or name “KHONG”" in text(missing)
    assert reader.get("/units/what-became-of/").url == "/units/"


# Reach


@pytest.fixture
def closed(settings):
    settings.PUBLIC_PLAN_PAGES = False


ADDRESSES = ["/units/", "/units/1/", "/units/what-became-of/?code=X1"]


@pytest.mark.parametrize("asked", ADDRESSES)
def test_strangers_log_in_first_where_pages_are_not_public(asked, reader, closed):
    response = reader.get(asked)
    assert response.status_code == 302
    assert response.url.startswith("/login/?next=/units/")


def test_a_reader_finds_and_opens_only_what_lies_within_reach(reader, province, closed):
    own = make_unit(province, name="Trường Gần", code="G1")
    far = make_unit(make_province("MX", "Khác"), name="Trường Xa", code="X1")
    reader.force_login(make_user(role="reader", province=province))
    assert rows(reader, q="truong") == ["Trường Gần"]
    assert "Khác" not in words(reader, "/units/")
    assert reader.get(address(own)).status_code == 200
    assert reader.get(address(far)).status_code == 404
    assert reader.get("/units/what-became-of/", {"code": "X1"}).status_code == 404
    assert reader.get("/units/what-became-of/", {"code": "G1"}).url == address(own)
    reader.force_login(make_user(role="ministry_reader"))
    assert sorted(rows(reader, q="truong")) == ["Trường Gần", "Trường Xa"]
    assert reader.get(address(far)).status_code == 200


def test_kin_out_of_reach_is_neither_named_nor_linked(reader, province, closed):
    own = make_unit(province, name="Trường Gần", code="G1")
    far = make_unit(make_province("MX", "Khác"), name="Trường Xa", code="X1")
    event = make_event("merge", day("2018-01-01"), closing=[own], surviving=far)
    carry_out([event], by=None, at=timezone.now())
    reader.force_login(make_user(role="reader", province=province))
    page = reader.get(address(own))
    assert "into a unit outside your reach." in text(page)
    assert "Xa" not in text(page)
    assert "X1" not in text(page)
    assert address(far) not in page.content.decode()


def test_reach_follows_what_is_known_now_and_for_a_past_report_what_was(
    reader, province, closed, clock
):
    """A unit was recorded in the wrong province, then put right."""
    other = make_province("MX", "Khác")
    unit = make_unit(province, name="Trường Gần")
    wrong = unit.versions.get()
    clock.shift(dt.timedelta(days=2))
    entry = register.enter(EntryKind.CORRECTION, at=timezone.now(), reason="sai tỉnh")
    register.write(entry, retired=[wrong], written=[register.copy(wrong, province=other)])
    reader.force_login(make_user(role="reader", province=other))
    assert reader.get(address(unit)).status_code == 200
    reader.force_login(make_user(role="reader", province=province))
    assert reader.get(address(unit)).status_code == 404
    assert reader.get(address(unit), {"known": "2026-11-22"}).status_code == 200


def test_no_entry_is_written_by_reading(reader, province):
    a, _x = merged(province)
    before = RegisterEntry.objects.count()
    for asked in (address(a), "/units/?q=a", "/units/what-became-of/?code=A1"):
        reader.get(asked)
    assert RegisterEntry.objects.count() == before


def test_search_finds_what_the_register_knew_on_another_day(reader, province, clock):
    a, x = make_unit(province, name="Trường Hoa A"), make_unit(province, name="Trường Hoa X")
    clock.shift(dt.timedelta(days=2))
    event = happen(province, "merge", "2018-01-01", closing=[a], surviving=x)
    happen(province, "rename", "2019-01-01", surviving=[{"unit": x, "name": "Trường Sao"}])
    clock.shift(dt.timedelta(days=2))
    found = {
        known: [
            (one.version.name, one.status)
            for one in reader.get("/units/", {"q": "hoa", "known": known}).context["found"]
        ]
        for known in ("2026-11-21", "2026-11-22", "2026-11-25")
    }
    assert event.operative_on == day("2018-01-01")
    assert found == {
        "2026-11-21": [],
        "2026-11-22": [("Trường Hoa A", "in_force"), ("Trường Hoa X", "in_force")],
        "2026-11-25": [("Trường Sao", "in_force"), ("Trường Hoa A", "ceased")],
    }
