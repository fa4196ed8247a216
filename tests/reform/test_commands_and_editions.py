"""No reader keeps a page of the data before a change. Each command that there is stands here with
what it writes; and each table that pages read, with what makes another edition of them."""

import re

import pytest
import time_machine
from django.apps import apps
from django.core.management import call_command, get_commands
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from reform.routines import Rounds
from tests.factories import make_province, make_unit, make_user
from tests.resolutions.follow_up import make_practice, make_report, make_task, make_visit
from tests.resolutions.promises import make_target
from tests.resolutions.reconciliation.claims import slip

pytestmark = pytest.mark.django_db
ROOMS = ("units", "resolutions", "reform")
PAGES = ("/provinces/MH/", "/provinces/", "/overview/", "/overdue/")
ASKED = ("", "?known=2026-01-31", "?period=to-2025", "?sector=education")

#: Commands that write nothing that a page shows, and with what they are tried.
READING = {
    "count_units": ("--on", "2025-01-01"),
    "lineage": ("MH1",),
    "check_data": (),
    "send_digest": (),
    "send_mail_outbox": (),
}
#: Write through the register and the import desk, which count up: test_unchanged_page tries them.
OF_THE_REGISTER = {"import_sheet", "undo_import", "rebuild_counts"}
#: Write what is not the register's, and are tried here.
COUNTING_UP = {
    "check_claims": lambda: call_command("check_claims"),
    "loaddata": lambda: call_command("loaddata", "papers", verbosity=0),
    "migrate": lambda: call_command("migrate", verbosity=0),
    "worker": lambda: Rounds().look(),
}
#: Ends with a check of claims, and counts up after it: too long to be tried on each page.
DEMO = {"demo"}
#: Writes files of the project itself and asks no database.
OF_THE_HOUSE = {"make_paper_templates"}

#: Every table that pages read, by who makes another edition when its rows change: the writers of
#: the register and the import desk, the middleware after each act of a person, the commands above.
READ_BY_PAGES = {
    "the register": {
        "units.dataversion", "units.participant", "units.registerentry", "units.tally",
        "units.reorganizationevent", "units.unit", "units.unitversion", "units.yearfigures",
    },
    "the import desk": {"units.importbatch"},
    "people": {
        "reform.case", "reform.plan", "reform.user", "sessions.session", "units.agency",
        "units.bundle", "units.membership", "units.province",
    },
    "people and commands": {
        "resolutions.finding", "resolutions.goodpractice", "resolutions.historicaltarget",
        "resolutions.documentrelation", "resolutions.legaldocument",
        "resolutions.monitoringvisit", "resolutions.progressreport", "resolutions.proposal",
        "resolutions.sourceclaim", "resolutions.target", "resolutions.task",
        "resolutions.visitrequest",
    },
    "people and migrations": {"reform.planperiod", "units.agencylevel", "units.sector"},
}  # fmt: skip


def editions() -> list[str]:
    return [Client().get(path).headers["ETag"] for path in PAGES]


def tables(told: str, captured: CaptureQueriesContext) -> set[str]:
    """Labels of the models whose tables follow such words."""
    models = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    words = re.compile(rf'(?:{told}) "(\w+)"')
    found = {name for one in captured for name in words.findall(one["sql"])}
    return {models[name]._meta.label_lower for name in found if name in models}


@pytest.fixture
def mh():
    with time_machine.travel("2026-11-02 03:00+07:00", tick=False):
        province = make_province()
        make_unit(province, code="MH1")
        make_target(province, "units_reduction_percent")
        make_report(make_task(province=province), "2026-01-01", done=1)
        make_visit(province=province)
        make_practice(province=province)
        slip(province)
        yield province


def test_every_command_is_named():
    found = {name for name, room in get_commands().items() if room in ROOMS}
    named = set(READING) | OF_THE_REGISTER | set(COUNTING_UP) | DEMO | OF_THE_HOUSE
    assert found == named


@pytest.mark.parametrize("name", READING)
def test_a_command_that_reads_writes_nothing_that_pages_show(name, mh):
    with CaptureQueriesContext(connection) as captured:
        call_command(name, *READING[name])
    shown = set().union(*READ_BY_PAGES.values())
    assert tables("INSERT INTO|UPDATE|DELETE FROM", captured) & shown == set()


@pytest.mark.parametrize("name", COUNTING_UP)
def test_a_command_that_writes_makes_another_edition(name, mh):
    before = editions()
    COUNTING_UP[name]()
    assert not set(before) & set(editions())


def test_a_check_that_finds_nothing_new_leaves_the_edition(mh):
    call_command("check_claims")
    before = editions()
    call_command("check_claims")
    assert editions() == before


def test_who_changes_what_pages_read_is_known(mh):
    reader = Client()
    reader.force_login(make_user(role="reader", province=mh))
    call_command("check_claims")
    with CaptureQueriesContext(connection) as captured:
        for path in PAGES:
            for asked in ASKED:
                assert reader.get(path + asked).status_code == 200
    assert tables("FROM|JOIN", captured) == set().union(*READ_BY_PAGES.values())
