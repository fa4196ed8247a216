"""Pages for tests, computed without a request."""

from __future__ import annotations

from django.utils import timezone

from reform.atlas import Atlas
from reform.plan_page import PlanPage, plan_page
from reform.province_list import ProvinceList, province_list
from reform.wishes import Wish
from tests.factories import day
from units.asked import Asked
from units.choices import BatchStatus
from units.models import ImportBatch, Province
from units.periods import end_of

TODAY = "2026-06-01"


def asked(on: str = TODAY, *, known: str = "", today: str = TODAY) -> Asked:
    then = day(known) if known else None
    moment = end_of(then, timezone.get_default_timezone()) if then else None
    return Asked(day(on), day(today), then, moment)


def page_of(code: str, on: str = TODAY, *, known: str = "", today: str = TODAY, **wish) -> PlanPage:
    atlas = Atlas(Province.objects.all())
    days = asked(on, known=known, today=today)
    return plan_page(atlas, atlas.place(code, days.on), days, Wish(**wish))


def list_on(on: str = TODAY, *, known: str = "", today: str = TODAY) -> ProvinceList:
    return province_list(Atlas(Province.objects.all()), asked(on, known=known, today=today))


def real_province(code: str, on: str) -> Province:
    return Province.objects.on(day(on)).get(code=code)


def make_list(province: Province, as_of: str, **fields) -> ImportBatch:
    values = {"filename": f"danh_sach_{as_of}.xlsx", "size": 1, "status": BatchStatus.APPLIED}
    return ImportBatch.objects.create(province=province, as_of=day(as_of), **{**values, **fields})
