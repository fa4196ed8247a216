"""What papers claim of a province stands on its page in the words of the paper, with its source;
and what no list tells is said to be not known, never filled in from a paper."""

from html import escape

import pytest
from django.core.management import call_command

from resolutions.models import SourceClaim

pytestmark = pytest.mark.django_db
#: The provinces of which the papers state figures.
CODES = {"19", "30", "60", "68"}


@pytest.fixture(autouse=True)
def papers(client):
    call_command("loaddata", "papers", "documents", "claims", "follow_up", verbosity=0)
    client.cookies["django_language"] = "en"


def shown(client, path: str) -> str:
    return " ".join(client.get(path).content.decode().split())


def test_every_claim_stands_on_its_page_in_the_words_of_its_paper(client):
    pages, missing = {}, []
    for claim in SourceClaim.objects.select_related("province"):
        path = claim.province.get_absolute_url() if claim.province else "/overview/"
        if path not in pages:
            pages[path] = shown(client, path)
        words = [" ".join(text.split()) for text in (claim.quote, claim.source) if text]
        missing += [(path, text) for text in words if escape(text) not in pages[path]]
    assert missing == []
    assert set(pages) == {"/overview/", *(f"/provinces/{code}/" for code in CODES)}


def test_no_figure_of_a_paper_is_taken_for_one_of_the_register(client):
    provinces = {one.province for one in SourceClaim.objects.exclude(province=None)}
    assert {one.code for one in provinces} == CODES
    for province in provinces:
        response = client.get(province.get_absolute_url())
        page, html = response.context["page"], " ".join(response.content.decode().split())
        assert page.number is None, province
        assert "is not known" in html
        assert all(line.counted == line.missing == "" for line in page.targets), province
        assert all(line.why for line in page.targets), province
        assert page.people == [], province


@pytest.mark.parametrize(
    ("code", "has_figure", "words"),
    [
        ("60", True, "strives to reduce by 39"),
        ("30", True, "reduced 107 units (from 1,097 to 927)"),
        ("19", True, "By 31/12/2023 reduced 118 units"),
        ("40", False, ""),
        ("01", False, "decree on labour contracts in public service units"),
        ("56", False, "assign headcount by norm, esp. education and health"),
    ],
)
def test_the_six_provinces_of_the_papers(client, code, has_figure, words):
    """Of Nghệ An, Hà Nội and Khánh Hòa the papers state no figure: the page says so, and what two
    of them asked for stands there in the words of the paper."""
    html = shown(client, f"/provinces/{code}/?on=2025-06-30")
    assert ("No paper in the register gives a figure of" not in html) == has_figure
    assert escape(words) in html
