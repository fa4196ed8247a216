"""A list of the desk says how it is narrowed, and what to do where it is empty."""

import pytest
from django.conf import settings

from tests.factories import make_agency, make_province

pytestmark = pytest.mark.django_db
AGENCIES = "/admin/units/agency/"
SEARCHED = "?in_force=all&q=khong+co"


def shown(client, address: str) -> str:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_each_filter_names_its_choice(login):
    make_agency(province=make_province())
    text = " ".join(shown(login(is_superuser=True), AGENCIES + "?in_force=all").split())
    assert '<summary><span class="filter__title">In force:</span> <strong>All</strong>' in text
    assert 'aria-current="true">All</a>' in text


def test_a_list_is_called_by_what_it_holds(login):
    text = shown(login(is_superuser=True), AGENCIES)
    assert "<h1>Governing agencies</h1>" in text
    assert "<title>Governing agencies | " in text


@pytest.mark.parametrize(
    ("address", "said", "unsaid"),
    [
        (AGENCIES, "Enter the first", "Show the whole list"),
        (AGENCIES + SEARCHED, "Show the whole list", "Enter the first"),
    ],
    ids=["nothing there", "nothing found"],
)
def test_an_empty_list_says_what_to_do(login, address, said, unsaid):
    text = shown(login(is_superuser=True), address)
    assert said in text
    assert unsaid not in text


def test_who_may_not_add_is_not_asked_to(login):
    text = shown(login("inspector"), AGENCIES)
    assert "Nothing is here yet" in text
    assert "Enter the first" not in text
