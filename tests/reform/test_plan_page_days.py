"""Which days a page speaks of: ?on= and ?known= as people write them, never an error page."""

import datetime as dt

import pytest
from django.utils import timezone, translation

from tests.factories import day
from units.asked import Asked, asked_of
from units.periods import end_of

TODAY = day("2026-03-01")
ZONE = timezone.get_default_timezone()


def read(**query: str) -> Asked:
    return asked_of(query, today=TODAY, zone=ZONE)


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("", TODAY),
        ("2021-12-31", day("2021-12-31")),
        ("31/12/2021", day("2021-12-31")),
        ("1/7/2025", day("2025-07-01")),
        ("31-12-2021", day("2021-12-31")),
        ("31.12.2021", day("2021-12-31")),
        ("2030-01-01", day("2030-01-01")),
    ],
)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_day_is_read_as_people_write_it(asked: str, meant: dt.date, language: str):
    with translation.override(language):
        found = read(on=asked)

    assert (found.on, found.problems, found.is_today) == (meant, (), meant == TODAY)


@pytest.mark.parametrize("asked", ["31/13/2021", "hôm qua", "2021", "0", "'; --", "9" * 5000])
def test_what_is_no_day_means_today_and_says_so(asked: str):
    found = read(on=asked, known=asked)

    assert (found.on, found.known, found.moment) == (TODAY, None, None)
    assert [asked[:40] in problem for problem in found.problems] == [True, True]


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("", None),
        ("28/2/2026", day("2026-02-28")),
        ("2025-07-01", day("2025-07-01")),
        ("2026-03-01", None),  # by the end of today is now
        ("2027-01-01", None),
    ],
)
def test_what_is_known_by_the_end_of_today_is_what_is_known_now(asked: str, meant):
    found = read(known=asked)

    assert (found.known, found.moment) == (meant, meant and end_of(meant, ZONE))


@pytest.mark.parametrize("path", ["/provinces/", "/provinces/01/"])
@pytest.mark.parametrize("asked", ["31/13/2021", "0001-01-01", "9999-12-31", "<script>"])
@pytest.mark.parametrize("clock", ["on", "known"])
@pytest.mark.django_db
def test_pages_of_strange_days_are_still_pages(client, path: str, asked: str, clock: str):
    answer = client.get(path, {clock: asked})

    assert answer.status_code == 200
    assert "<script>" not in answer.content.decode().partition("<main")[2]
