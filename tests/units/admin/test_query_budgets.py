"""Every screen of the register opens with rows in it, and asks the database no more than this."""

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import day, make_event, make_unit
from tests.units.admin.world import make_place

pytestmark = pytest.mark.django_db
EVENT, PICK = "reorganizationevent", "app_label=units&model_name=participant&field_name=unit"

#: Page -> queries for who sees the country, and for who prepares in one province (None: refused).
#: A list asks one more for the filters that the person has saved.
BUDGETS = {
    "province/": (7, 10),
    "province/?q=minh hoa&in_force=all&kind__exact=province": (7, 10),
    "province/{province}/change/": (8, 7),
    "province/add/": (5, None),
    "agencylevel/": (6, 10),
    "agencylevel/?q=so": (6, 10),
    "agencylevel/add/": (3, None),
    "agencylevel/{level}/change/": (3, 5),
    "sector/": (6, 10),
    "sector/?q=giao": (6, 10),
    "sector/add/": (3, None),
    "sector/{sector}/change/": (3, 5),
    "agency/": (7, 11),
    "agency/?q=so giao duc&in_force=all&province__id__exact={province}": (7, 11),
    "agency/add/": (7, 9),
    "agency/{agency}/change/": (7, 10),
    "unit/": (9, 12),
    "unit/?q=truong minh hoa": (9, 12),
    "unit/?on=2019-01-01&province={province}&agency={agency}&sector={sector}&autonomy=4": (13, 16),
    "unit/?state=ended": (9, 12),
    "unit/?state=planned": (9, 12),
    "unit/?o=-2": (9, 12),
    "unit/{unit}/change/": (10, 13),
    f"unit/pick/?{PICK}&term=truong&on=01/03/2020&province={{province}}": (7, 10),
    f"{EVENT}/": (8, 12),
    f"{EVENT}/?q=truong minh hoa&status__exact=proposed&kind__exact=merge": (8, 12),
    f"{EVENT}/add/": (2, 4),
    f"{EVENT}/add/?kind=merge": (12, 13),
    f"{EVENT}/add/?kind=divide": (11, 13),
    f"{EVENT}/{{proposed}}/change/": (12, 15),
    f"{EVENT}/{{in_effect}}/change/": (14, 18),
    f"{EVENT}/{{annulled}}/change/": (11, 15),
    f"{EVENT}/{{proposed}}/effect/": (18, 22),
    f"{EVENT}/{{proposed}}/history/": (6, 10),
    f"{EVENT}/{{proposed}}/delete/": (13, 17),
    f"{EVENT}/{{in_effect}}/annul/": (5, None),
    "membership/": (6, None),
    "membership/?q=user&standing=yes&role__exact=reader": (6, None),
    "membership/add/": (6, None),
    "membership/{membership}/change/": (8, None),
    "registerentry/": (5, None),
    "registerentry/?q=nhap&kind__exact=event": (5, None),
    "registerentry/{entry}/change/": (6, None),
}
LISTS = [screen for screen in BUDGETS if screen.split("?")[0].count("/") == 1]


def address(screen: str, place) -> str:
    keys = {
        "province": place.province,
        "level": place.agency.level,
        "agency": place.agency,
        "sector": place.units[3].versions.first().sector,
        "unit": place.units[3],
        "membership": place.membership,
        "entry": place.entry,
        **place.events,
    }
    return "/admin/units/" + screen.format(**{name: row.pk for name, row in keys.items()})


def asked(client, url: str) -> tuple[int, int]:
    """Status and number of queries; content types, read once in a process, are read before."""
    ContentType.objects.get_for_models(*apps.get_models())
    with CaptureQueriesContext(connection) as queries:
        status = client.get(url).status_code
    return status, len(queries)


@pytest.mark.parametrize("screen", BUDGETS)
def test_a_screen_keeps_its_budget(screen, here, there, login):
    ministry, province = BUDGETS[screen]
    status, number = asked(login(is_superuser=True), address(screen, here))
    assert (status, number <= ministry) == (200, True), f"{number} queries"
    status, number = asked(login("preparer", here.province), address(screen, here))
    if province is None:
        assert status == 403
    else:
        assert (status, number <= province) == (200, True), f"{number} queries"


@pytest.mark.parametrize("screen", LISTS)
def test_more_rows_need_no_more_queries(screen, here, login):
    client = login(is_superuser=True)
    _status, few = asked(client, address(screen, here))
    make_place("MY", "Minh Họa Đông", units=40)
    assert asked(client, address(screen, here)) == (200, few)


@pytest.mark.parametrize("name", ["change", "effect"])
def test_more_units_in_an_event_need_no_more_queries(name, here, login):
    client = login(is_superuser=True)
    numbers = []
    for size in (2, 25):
        closing = [make_unit(here.province, agency=here.agency) for _n in range(size)]
        event = make_event(
            "consolidate", day("2021-01-01"), province=here.province, closing=closing,
            new=[{"name": "Trường mới", "agency": here.agency}],
        )  # fmt: skip
        numbers.append(asked(client, f"/admin/units/{EVENT}/{event.pk}/{name}/"))
    assert numbers[0] == numbers[1]
    assert numbers[0][0] == 200
