"""The page of a paper: seen by who sees what it is about, drawn by who works on it."""

import pytest
from django.urls import reverse

from reform.models import PaperVersion
from tests.factories import make_unit, make_user

pytestmark = pytest.mark.django_db
#: Kind -> the roles that draw it.
DRAWS = {
    "submission": {"preparer", "appraiser", "approver"},
    "plan": {"preparer"},
    "report_quarter": {"preparer"},
    "visit_answer": {"preparer"},
}


def address(desk, code: str) -> str:
    subject = desk.subject(code)
    return reverse("admin:reform_paper_draw", args=[code, subject.row.pk]) + "?on=2026-03-02"


@pytest.mark.parametrize("code", DRAWS)
@pytest.mark.parametrize("role", ["preparer", "appraiser", "approver", "reader", "inspector"])
def test_only_who_works_on_it_draws_it(desk, client, code, role):
    client.force_login(desk.office.people[role])
    page = client.get(address(desk, code))
    assert page.status_code == 200
    assert page.context["may_draw"] is (role in DRAWS[code])
    answer = client.post(address(desk, code))
    assert answer.status_code == (302 if role in DRAWS[code] else 403)
    assert PaperVersion.objects.exists() is (role in DRAWS[code])


def test_elsewhere_it_does_not_exist(desk, client, django_user_model):
    from tests.factories import make_province

    stranger = make_user(role="preparer", province=make_province("XL", "Xa Lạ"))
    client.force_login(desk.office.people["preparer"])
    client.post(address(desk, "submission"))
    file = reverse("admin:reform_paper_file", args=[PaperVersion.objects.get().pk])
    client.force_login(stranger)
    assert client.get(address(desk, "submission")).status_code == 404
    assert client.post(address(desk, "submission")).status_code == 404
    assert client.get(file).status_code == 404


def test_the_page_says_what_the_paper_says_and_when_it_is_out_of_date(desk, client):
    client.force_login(desk.office.people["preparer"])
    client.cookies["django_language"] = "en"
    client.post(address(desk, "plan"))
    page = client.get(address(desk, "plan")).content.decode()
    assert "KẾ HOẠCH" in page
    assert "out of date" not in page
    make_unit(desk.province, name="Trường mới ghi")
    page = client.get(address(desk, "plan")).content.decode()
    assert "Version 1 is out of date" in page
    assert "Draw again" in page


def test_the_file_comes_as_a_download(desk, client):
    client.force_login(desk.office.people["preparer"])
    client.post(address(desk, "submission"))
    version = PaperVersion.objects.get()
    answer = client.get(reverse("admin:reform_paper_file", args=[version.pk]))
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert len(b"".join(answer)) == version.size


@pytest.mark.parametrize("day", ["morgen", "2126-01-01"])
def test_a_day_without_a_period_is_refused(desk, client, day):
    client.force_login(desk.office.people["preparer"])
    place = reverse("admin:reform_paper_draw", args=["report_year", desk.province.pk])
    assert client.get(f"{place}?on={day}").status_code == 404


def test_a_report_begins_with_kind_province_and_day(desk, client):
    client.force_login(desk.office.people["preparer"])
    told = {"kind": "report_year", "province": desk.province.pk, "day": "01/03/2026"}
    answer = client.post(reverse("admin:reform_paper_add"), told)
    assert answer.status_code == 302
    assert client.get(answer.url).status_code == 200
    client.post(answer.url)
    paper = PaperVersion.objects.get().paper
    listed = client.get(reverse("admin:reform_paper_changelist"))
    assert str(paper) in listed.content.decode()
    leads_on = client.get(reverse("admin:reform_paper_change", args=[paper.pk]))
    assert client.get(leads_on.url).context["kept"].versions == [PaperVersion.objects.get()]
