"""The whole desk in Vietnamese, with a real server and real workers: a file comes in, its columns
are corrected, its changes looked through, it is written although a worker is killed, compared with
the list before it, and taken back, but not while later work builds on it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest
from django.conf import settings as given
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.factories import day, make_agency, make_event, make_province, make_user
from tests.units.imports.desk_lists import imported
from tests.units.imports.worker_processes import Workers, seen_by_others, wait_until
from units.annulment import annul
from units.counts import count_units
from units.models import ImportBatch, Province, UnitVersion
from units.reorganization import carry_out

from .processes import serving

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ROWS = 10_000
PRIVATE, NAMELESS = 40, 7
HEADINGS = ["STT", "Mã đơn vị", "Tên đơn vị", "Cơ quan quản lý", "Mức tự chủ", "Có mặt",
            "Loại hình", "Có mặt"]  # fmt: skip
EVE, AS_OF = day("2023-12-31"), day("2024-12-31")
LONG = 90_000


class Place(NamedTuple):
    address: str
    page: Page
    workers: Workers
    province: Province


def sheet(path: Path) -> Path:
    """A list with a title; "Tự túc" means nothing to a machine, "Có mặt" stands twice, and some of
    its rows are private schools or bear no name."""
    book = openpyxl.Workbook(write_only=True)
    rows = book.create_sheet("Danh sách")
    rows.append(["DANH SÁCH CÁC ĐƠN VỊ SỰ NGHIỆP CÔNG LẬP"])
    rows.append(HEADINGS)
    for n in range(1, ROWS + 1):
        name = "" if n <= NAMELESS else f"Trường Mầm non Minh Họa {n}"
        kind = "Tư thục" if n > ROWS - PRIVATE else "Công lập"
        group = "Tự túc" if n % 5 == 0 else "4"
        rows.append([n, f"MN{n}", name, "Sở Giáo dục Minh Họa", group, n % 30, kind, n % 40])
    book.save(path)
    return path


def list_before(province) -> ImportBatch:
    """Last year's list: one unit was called otherwise, one is missing from the new list."""
    names = {"MN8": "Trường Mầm non Tên Cũ", "MN9": "Trường Mầm non Minh Họa 9",
             "CU1": "Trường Mầm non Không Còn Tên"}  # fmt: skip
    rows = [{"code": code, "name": name, "agency": "Sở Giáo dục Minh Họa", "autonomy": "4"}
            for code, name in names.items()]  # fmt: skip
    return imported(province, EVE, rows, filename="nam truoc.csv")


@pytest.fixture
def place(page, tmp_path, settings) -> Iterator[Place]:
    settings.IMPORT_INLINE_ROWS = 100
    page.set_default_timeout(LONG)
    expect.set_options(timeout=LONG)
    with seen_by_others(tmp_path) as database:
        province = make_province()
        make_agency("Sở Giáo dục Minh Họa", province=province)
        list_before(province)
        clerk = Client()
        clerk.force_login(make_user(role="preparer", province=province))
        workers = Workers(database, tmp_path, IMPORT_BEAT_LIMIT=2)
        served = serving(database, tmp_path, IMPORT_INLINE_ROWS=100, IMPORT_BEAT_LIMIT=6)
        try:
            with served as address:
                cookie = given.SESSION_COOKIE_NAME
                known = {"name": cookie, "value": clerk.cookies[cookie].value, "url": address}
                page.context.add_cookies([known])
                yield Place(address, page, workers, province)
        finally:
            workers.close()
            expect.set_options(timeout=5_000)


def send_in(place: Place, path: Path) -> None:
    place.page.goto(f"{place.address}/admin/units/importbatch/add/")
    expect(place.page.locator("html")).to_have_attribute("lang", "vi")
    place.page.set_input_files("[name=file]", path)
    place.page.fill("[name=as_of]", "31/12/2024")
    place.page.click("#content-main input[type=submit]")


def correct_the_columns(page: Page) -> None:
    """Say which "Có mặt" is meant and what "Tự túc" is, and take the public ones only; the column
    that tells them apart is no sector, though its heading says so."""
    doubts = page.locator("section[aria-labelledby=doubts]")
    expect(doubts).to_contain_text("Có mặt")
    page.select_option("[name=column_headcount_present]", "Có mặt#2")
    page.select_option("[name=column_sector]", "")
    page.select_option("[name^=means_autonomy_group]", "2")
    page.select_option("[name=where_0]", "Loại hình")
    page.fill("[name=equals_0]", "Công lập")
    page.click(".mapping .submit-row input.default")


def look_through(page: Page) -> None:
    """Filters and pages of the preview swap the rows only."""
    rows = page.locator("#rows tbody tr")
    expect(page.locator(".tab--rejected")).to_have_attribute("aria-current", "true")
    expect(rows).to_have_count(NAMELESS)
    page.click(".tab--created")
    expect(rows).to_have_count(50)
    page.locator(".paginator a").last.click()
    page.wait_for_url("**p=2**")
    expect(rows).to_have_count(50)
    page.fill("#id_q", "minh hoa 4321")
    page.keyboard.press("Enter")
    expect(rows).to_have_count(1)
    page.click(".tab--changed")
    expect(rows.filter(has_text="Tên Cũ")).to_have_count(1)


def confirm(page: Page) -> None:
    page.check("[name=accept_good_rows]")
    page.click(".submit-row input.default")


def see_a_worker_die_and_another_finish(place: Place, batch: ImportBatch) -> None:
    """Rows done, rate and time left are told; a killed worker is missed; another takes it up."""
    place.workers.go()

    def has_some_done() -> bool:
        batch.refresh_from_db()
        return bool(batch.progress.get("done")) and batch.beat_at is not None

    wait_until(has_some_done)
    place.workers.kill()
    batch.refresh_from_db()
    assert batch.status == "writing", "it was killed before the end"
    line = place.page.locator("#underway_line")
    expect(line).to_contain_text(re.compile(r"[\d.]+ / |[\d.]+ trong|[\d.]+ .*[\d.]+ dòng"))
    expect(place.page.locator(".underway progress")).to_have_attribute("value", re.compile(r"\d"))
    expect(place.page.locator(".underway.notice--warning")).to_contain_text("manage.py worker")
    place.workers.go()
    expect(place.page.locator(".badge--met")).to_be_visible()


def see_the_difference(place: Place) -> None:
    place.page.click("a[href$='/difference/']")
    lead = place.page.locator(".summary__lead")
    expect(lead).to_contain_text("31/12/2023")
    tabs = place.page.locator("nav.tabs .tab strong").all_inner_texts()
    assert "1" in tabs  # no longer in the list
    place.page.click(".tab[href='?kind=renamed']")
    expect(place.page.locator(".table tbody tr").filter(has_text="Tên Cũ")).to_have_count(1)


def take_back(page: Page, batch: ImportBatch, address: str) -> None:
    page.goto(address + batch.get_absolute_url())
    page.click("details.sheet > summary")
    page.fill("#undo_reason", "Nhầm tệp")
    page.click("details.sheet input[type=submit]")


def test_from_the_file_to_the_register_and_back(place, complaints, tmp_path):
    page, province = place.page, place.province
    before = count_units(AS_OF, province=province).total
    send_in(place, sheet(tmp_path / "danh sach.xlsx"))
    correct_the_columns(page)
    expect(page.locator(".underway")).to_be_visible()
    place.workers.go()
    expect(page.locator("#rows")).to_be_visible()
    place.workers.kill()
    batch = ImportBatch.objects.latest("pk")
    good = ROWS - PRIVATE - NAMELESS
    assert batch.counts["rejected"] == NAMELESS
    assert batch.counts["created"] + batch.counts["changed"] == good
    look_through(page)
    confirm(page)
    see_a_worker_die_and_another_finish(place, batch)
    assert count_units(AS_OF, province=province).total == before + batch.counts["created"]
    see_the_difference(place)

    unit = UnitVersion.objects.known().get(code="MN4321").unit
    event = make_event("dissolve", day("2025-06-30"), province=province, closing=[unit])
    carry_out([event], by=None, at=timezone.now())
    take_back(page, batch, place.address)
    expect(page.locator(".messagelist .error")).to_contain_text("30/06/2025")
    expect(page.locator(".badge--met")).to_be_visible()

    event.refresh_from_db()
    annul(event, by=None, at=timezone.now(), reason="Nhầm")
    take_back(page, batch, place.address)
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert count_units(AS_OF, province=province).total == before
    assert complaints == []
