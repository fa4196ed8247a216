"""The worklists of the desk: what is wrong, how often, and a link to where each case is mended."""

import re

import pytest
from django.core.paginator import Paginator
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import day, make_agency, make_province, make_unit, make_user
from tests.units.quality.world import disorder
from units.quality import PROBLEMS

pytestmark = pytest.mark.django_db
OVERVIEW = "/admin/units/worklist/"
#: Each problem is counted in at most two queries; the rest is the session, the user and the form.
OVERVIEW_BUDGET = 2 * len(PROBLEMS) + 12
PAGE_BUDGET = 20


@pytest.fixture
def province():
    return make_province()


@pytest.fixture
def login(client, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

    def as_somebody(role: str = "", province=None, **fields):
        client.force_login(make_user(role=role, province=province, **fields))
        client.cookies["django_language"] = "vi"
        return client

    return as_somebody


def numbers(client, query: str = "") -> dict[str, int]:
    answer = client.get(OVERVIEW + query)
    assert answer.status_code == 200
    return {problem.code: number for problem, number in answer.context["lines"]}


def page(client, code: str, query: str = ""):
    answer = client.get(f"{OVERVIEW}{code}/{query}")
    assert answer.status_code == 200
    return answer


def test_the_overview_counts_every_problem_and_links_to_its_page(province, login):
    disorder(province)
    client = login("reader", province)
    assert numbers(client) == dict.fromkeys(PROBLEMS, 1)
    text = client.get(OVERVIEW).content.decode()
    for code in PROBLEMS:
        assert f'href="{OVERVIEW}{code}/"' in text


def test_problems_that_nobody_has_come_last_and_have_no_link(province, login):
    make_unit(province)
    client = login("reader", province)
    assert next(iter(numbers(client).items())) == ("units_without_agency", 1)
    text = client.get(OVERVIEW).content.decode()
    assert set(re.findall(rf'href="{OVERVIEW}(\w+)/', text)) == {"units_without_agency"}


@pytest.mark.parametrize("code", PROBLEMS)
def test_each_case_links_to_a_screen_that_opens(code, province, login):
    disorder(province)
    client = login("preparer", province)
    (finding,) = page(client, code).context["findings"]
    for address in filter(None, (finding.address, finding.proposal)):
        assert address in page(client, code).content.decode().replace("&amp;", "&")
        assert client.get(address).status_code == 200, address


def test_the_form_of_a_proposed_event_is_filled_in_from_the_name(province, login):
    disorder(province)
    client = login("preparer", province)
    (finding,) = page(client, "names_telling_of_events").context["findings"]
    form = client.get(finding.proposal).context["adminform"].form
    given = {name: form[name].value() for name in ("kind", "operative_on", "precision", "note")}
    assert given == {
        "kind": "merge",
        "operative_on": "01/01/2020",
        "precision": "year",
        "note": "Trường Minh Họa (sáp nhập 2020)",
    }


def test_who_may_not_propose_is_offered_nothing_to_propose(province, login):
    disorder(province)
    add = reverse("admin:units_reorganizationevent_add")
    code = "names_telling_of_events"
    assert add in page(login("preparer", province), code).content.decode()
    assert add not in page(login("reader", province), code).content.decode()


def test_nobody_sees_the_problems_of_another_province(province, login):
    elsewhere = make_province("MX", "Minh Họa Khác")
    disorder(province)
    client = login("preparer", elsewhere)
    assert set(numbers(client).values()) == {0}
    assert set(numbers(client, f"?province={province.pk}").values()) == {0}
    for code in PROBLEMS:
        assert page(client, code, f"?province={province.pk}").context["findings"] == []
    client = login("ministry_reader")
    assert set(numbers(client).values()) == {1}
    assert set(numbers(client, f"?province={elsewhere.pk}").values()) == {0}
    assert set(numbers(client, f"?province={province.pk}").values()) == {1}


def test_who_holds_no_role_sees_no_worklist(province, login, client):
    assert client.get(OVERVIEW).status_code == 302
    client = login()
    for address in (OVERVIEW, f"{OVERVIEW}units_without_agency/"):
        assert client.get(address).status_code == 403


def test_as_of_a_day(province, login):
    make_unit(province, valid_from=day("2020-01-01"))
    client = login("reader", province)
    assert numbers(client)["units_without_agency"] == 1
    assert numbers(client, "?on=31/12/2019")["units_without_agency"] == 0
    assert numbers(client, "?on=2020-01-01")["units_without_agency"] == 1
    assert numbers(client, "?on=someday")["units_without_agency"] == 1
    assert client.get(f"{OVERVIEW}?on=someday").context["scope"].errors


def test_long_lists_come_in_pages_and_keep_the_day(province, login):
    for _n in range(101):
        make_unit(province)
    client = login("reader", province)
    first = page(client, "units_without_agency", "?on=2026-01-01")
    assert isinstance(first.context["shown"].paginator, Paginator)
    assert "?on=2026-01-01&amp;page=2" in first.content.decode()
    second = page(client, "units_without_agency", "?on=2026-01-01&page=2")
    subjects = [one.subject for one in (*first.context["findings"], *second.context["findings"])]
    assert len(subjects) == len(set(subjects)) == 101


def test_an_unknown_worklist(province, login):
    assert login("reader", province).get(f"{OVERVIEW}unheard_of/").status_code == 404


def test_the_desk_leads_to_the_worklists(province, login):
    assert f'href="{OVERVIEW}"' in login("reader", province).get("/admin/").content.decode()


def test_nothing_is_wrong(province, login):
    make_unit(province, agency=make_agency(province=province))
    client = login("reader", province)
    assert set(numbers(client).values()) == {0}
    assert page(client, "units_without_agency").context["findings"] == []


def test_pages_keep_their_budget_whatever_the_number_of_rows(province, login):
    disorder(province)
    client = login("reader", province)
    few = asked(client)
    for number in range(3):
        disorder(make_province(f"M{number}", f"Minh Họa {number}"))
    assert asked(login("ministry_reader")) == asked(client)
    assert max(few) <= OVERVIEW_BUDGET
    assert max(few[1:]) <= PAGE_BUDGET


def asked(client) -> list[int]:
    found = []
    for address in (OVERVIEW, *(f"{OVERVIEW}{code}/" for code in PROBLEMS)):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        found.append(len(queries))
    return found
