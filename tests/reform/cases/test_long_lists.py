"""With 20,000 dossiers and 60,000 units the lists of the desk ask no more queries than with few,
read no table whole, and find what is late or somebody's by an index."""

import datetime as dt
import re

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reform import queues
from reform.choices import CaseStatus
from reform.models import Case, CaseTask
from tests.factories import FIRST_DAY, make_agency, make_province
from units.choices import EntryKind
from units.models import Bundle, RegisterEntry, Sector, Unit, UnitVersion
from units.names import search_key, sort_key

from .people import Office

pytestmark = pytest.mark.django_db
CASES, UNITS = "/admin/reform/case/", "/admin/units/unit/"
#: Page -> the most queries for who sees one province, however many rows there are.
BUDGETS = {
    "/admin/": 14,
    CASES: 14,
    f"{CASES}?due=work": 14,
    f"{CASES}?due=mine": 14,
    f"{CASES}?due=team": 14,
    f"{CASES}?due=nobody": 14,
    f"{CASES}?due=late": 14,
    f"{CASES}?due=week": 14,
    f"{CASES}?age=91": 14,
    f"{CASES}?status__exact=appraising&o=4": 14,
    f"{CASES}?q=HS-MH-2020": 14,
    f"{CASES}?p=200": 14,
    "/admin/reform/casetask/?state=mine": 14,
    "/admin/reform/casetask/?state=late": 14,
    UNITS: 14,
    f"{UNITS}?q=truong+minh+hoa+4": 15,
    f"{UNITS}?q=MH0": 15,
    f"{UNITS}?autonomy=4": 17,
    f"{UNITS}?p=300": 14,
}
LARGE = ("reform_case", "reform_casetask", "units_unit", "units_unitversion")
#: A statement that reads a large table is cut to a page, counts, or asks for rows by their keys.
BOUNDED = re.compile(r'LIMIT \d+|COUNT\(|EXISTS|GROUP BY|"id" (?:=|IN \(\d)|AS "a"')


@pytest.fixture
def office():
    office = Office(make_province())
    fill(office, cases=40, units=120)
    return office


def fill(office, *, cases: int, units: int) -> None:
    add_cases(office, cases)
    add_units(office, units)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def add_cases(office, number: int) -> None:
    now, today, first = timezone.now(), timezone.localdate(), Case.objects.count() + 1
    bundles = Bundle.objects.bulk_create(
        [Bundle(title="Giải thể", province=office.province) for _n in range(number)]
    )
    officers = [office.people["appraiser"], None, None, *[office.people["approver"]] * 7]
    cases = Case.objects.bulk_create(
        Case(
            number=f"HS-MH-2020-{first + n:05d}", province=office.province, year=2020,
            serial=first + n, title="Giải thể trường",
            search_key=f"hs mh 2020 {first + n:05d} giai the truong",
            procedure=office.procedure, bundle=bundle,
            status=CaseStatus.values[n % 10], preparer=office.people["preparer"],
            officer=officers[n // 10 % 10], held_since=now,
            created_at=now - dt.timedelta(days=n * 7 % 200),
            due_on=today + dt.timedelta(days=n % 300 - 6),
        )
        for n, bundle in enumerate(bundles)
    )  # fmt: skip
    CaseTask.objects.bulk_create(
        CaseTask(case=case, title="Gọi điện", person=office.people["appraiser"], given_at=now,
                 given_by=office.people["preparer"], due_on=case.due_on)
        for case in cases[::2]
    )  # fmt: skip


def add_units(office, number: int) -> None:
    agency = make_agency(province=office.province)
    sector = Sector.objects.get(code="education")
    entry = RegisterEntry.objects.create(kind=EntryKind.CORRECTION, recorded_at=timezone.now())
    first = Unit.objects.count()
    units = Unit.objects.bulk_create([Unit() for _n in range(number)])
    versions = []
    for n, unit in enumerate(units, first):
        name, code = f"Trường Minh Họa {n}", f"MH{n:06d}"
        versions.append(
            UnitVersion(
                unit=unit, name=name, code=code, province=office.province, agency=agency,
                sector=sector, autonomy_group="4" if n % 3 else "3", valid_from=FIRST_DAY,
                search_key=f"{search_key(name)} {search_key(code)}", sort_key=sort_key(name),
                recorded_at=entry.recorded_at, recorded_by=entry, opened_by=entry,
            )
        )  # fmt: skip
    UnitVersion.objects.bulk_create(versions, batch_size=5000)


def asked(client, page: str) -> list[str]:
    """The statements that a page asks; it shows rows of one page only."""
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(page)
    assert answer.status_code == 200, page
    if "cl" in answer.context:
        assert 0 < len(list(answer.context["cl"].result_list)) <= 100, page
    return [query["sql"] for query in queries]


def reads_whole(statement: str) -> bool:
    read = re.match(r'SELECT .*? FROM "(\w+)"', statement, re.DOTALL)
    return bool(read) and read[1] in LARGE and not BOUNDED.search(statement)


def test_with_20000_dossiers_and_60000_units_the_lists_keep_their_budget(office, client):
    ContentType.objects.get_for_models(*apps.get_models())
    client.force_login(office.people["appraiser"])
    few = {page: len(asked(client, page.split("?p=")[0])) for page in BUDGETS}
    fill(office, cases=20_000, units=60_000)
    many = {page: asked(client, page) for page in BUDGETS}
    assert {page: len(said) for page, said in many.items() if len(said) > BUDGETS[page]} == {}
    assert {page: len(said) for page, said in many.items() if len(said) > few[page]} == {}
    whole = [(page, one) for page, said in many.items() for one in said if reads_whole(one)]
    assert whole == []
    for name in ("mine", "late", "week"):
        plan = plan_of(name, office.people["appraiser"])
        assert re.search(r"case_(late|desk|of_officer|of_status)", plan), (name, plan)


def plan_of(name: str, user) -> str:
    """How the database finds the first page of a queue."""
    condition = queues.CASES[name](user, timezone.localdate())
    found = Case.objects.for_user(user).filter(condition).order_by("due_on")
    return found[:50].explain()
