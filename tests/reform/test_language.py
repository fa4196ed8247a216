"""Vietnamese unless somebody chose otherwise; the browser's header decides nothing."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import formats, translation

from reform.models import CalendarDay

pytestmark = pytest.mark.django_db
LOGIN = "/login/"


def language_of(response) -> str:
    return response.headers["Content-Language"]


@pytest.mark.parametrize("header", ["", "en", "en-US,en;q=0.9", "fr"])
def test_the_browsers_header_is_not_read(client, header):
    response = client.get(LOGIN, headers={"accept-language": header})
    assert language_of(response) == "vi"
    assert 'lang="vi"' in response.text


def test_a_choice_is_kept(client):
    answer = client.post("/language/", {"language": "en", "next": LOGIN})
    assert (answer.status_code, answer.headers["Location"]) == (302, LOGIN)
    assert language_of(client.get(LOGIN)) == "en"
    client.post("/language/", {"language": "vi", "next": LOGIN})
    assert language_of(client.get(LOGIN)) == "vi"


@pytest.mark.browser
def test_a_click_changes_the_language_and_stays_on_the_page(page, live_server):
    page.goto(f"{live_server.url}/login/?next=/admin/")
    page.get_by_role("button", name="EN", exact=True).click()
    assert page.url == f"{live_server.url}/login/?next=/admin/"
    assert page.locator("html").get_attribute("lang") == "en"


def test_a_language_we_do_not_speak_is_refused_and_changes_nothing(client):
    assert client.post("/language/", {"language": "fr"}).status_code == 400
    client.cookies["django_language"] = "fr"
    assert language_of(client.get(LOGIN)) == "vi"


def test_only_a_post_chooses(client):
    assert client.get("/language/", {"language": "en"}).status_code == 405


@pytest.mark.parametrize(
    ("target", "goes_to"),
    [
        ("/admin/?q=1", "/admin/?q=1"),
        ("https://elsewhere.vn/", "/"),
        ("//elsewhere.vn/", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_the_way_back_stays_on_this_site(client, target, goes_to):
    answer = client.post("/language/", {"language": "en", "next": target})
    assert answer.headers["Location"] == goes_to


def test_a_cached_page_is_kept_apart_by_the_cookie(client):
    assert "Cookie" in client.get(LOGIN).headers["Vary"]


@pytest.mark.parametrize(
    "text", ["01/07/2025", "1/7/2025", "01-07-2025", "01.07.2025", "2025-07-01"]
)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_dates_are_read_day_first_or_by_the_standard(language, text):
    from django.forms import DateField

    with translation.override(language):
        assert DateField().clean(text) == date(2025, 7, 1)


@pytest.mark.parametrize(("language", "number"), [("vi", "1.097,5"), ("en", "1,097.5")])
def test_dates_and_numbers_are_written_as_the_language_does(language, number):
    with translation.override(language):
        assert formats.localize(1097.5) == number
        assert formats.localize(date(2025, 7, 1)) == "01/07/2025"


def test_icons_of_yes_and_no_speak_the_language_of_the_page(admin_client):
    CalendarDay.objects.create(day=date(2049, 1, 1), name="Tết Dương lịch", is_worked=False)
    CalendarDay.objects.create(day=date(2049, 1, 2), name="Làm bù", is_worked=True)
    listed = admin_client.get(reverse("admin:reform_calendarday_changelist"))
    assert 'alt="Có"' in listed.text
    assert 'alt="Không"' in listed.text
    assert 'alt="True"' not in listed.text
