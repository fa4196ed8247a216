"""The list of findings and the page of one: all that a person needs to settle it, in reach only."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import make_province, make_user
from tests.resolutions.reconciliation.claims import checked, finding, make_claim, slip

pytestmark = pytest.mark.django_db
LIST = "/admin/resolutions/finding/"


@pytest.fixture
def province():
    return make_province()


@pytest.fixture
def one(province):
    return finding(province)


@pytest.fixture
def appraiser(client, province):
    user = make_user(role="appraiser", province=province)
    client.force_login(user)
    return user


def page(one, name: str = "change") -> str:
    return reverse(f"admin:resolutions_finding_{name}", args=[one.pk])


def asked(client, url: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_the_page_shows_words_arithmetic_and_readings(client, appraiser, one):
    shown = client.get(page(one)).content.decode()
    claim = one.claims.get()
    for words in (claim.quote, claim.source, "612 − 548 = 64", "64 ÷ 612 = 10,46%",
                  "46 ÷ 612 = 7,52%"):  # fmt: skip
        assert words in shown


def test_it_is_assigned_resolved_and_opened_again_from_its_page(client, appraiser, one):
    seen = {"seen": one.fingerprint}
    steps = (
        ("assign", {"to": appraiser.pk}, "assigned"),
        ("resolve", {"note": "Sở đã đính chính."}, "resolved"),
        ("reopen", {"reason": "Đính chính số khác."}, "assigned"),
    )
    for name, said, status in steps:
        assert client.get(page(one, name)).status_code == 200
        assert client.post(page(one, name), said | seen).status_code == 302
        one.refresh_from_db()
        assert one.status == status
    assert "Đính chính số khác." in client.get(page(one)).content.decode()


def test_a_step_after_the_figures_changed_says_so(client, appraiser, one):
    read = one.fingerprint
    one.claims.update(stated_delta=36)
    checked()
    response = client.post(page(one, "resolve"), {"note": "đã rõ", "seen": read})

    assert response.status_code == 200
    assert response.context["form"].non_field_errors()
    one.refresh_from_db()
    assert one.status == "open"


def test_a_reader_sees_it_and_settles_nothing(client, province, one):
    client.force_login(make_user(role="reader", province=province))
    shown = client.get(page(one))
    assert shown.status_code == 200
    assert not shown.context["may_handle"]
    for name in ("assign", "resolve", "reopen"):
        assert client.post(page(one, name), {}).status_code == 403


@pytest.mark.parametrize("role", ["reader", "appraiser"])
def test_of_another_province_it_is_not_there(client, one, role):
    client.force_login(make_user(role=role, province=make_province("XL", "Xa Lạ")))
    assert client.get(page(one, "change")).status_code == 404
    assert client.get(page(one, "history")).status_code in (403, 404)
    for name in ("assign", "resolve", "reopen"):
        assert client.post(page(one, name), {}).status_code in (403, 404)
    assert list(client.get(LIST).context["cl"].queryset) == []


def test_national_ones_are_for_who_sees_the_country(client, province):
    make_claim(None, doubt="meaning")
    checked()
    for role, number in (("inspector", 1), ("administrator", 1)):
        client.force_login(make_user(role=role))
        assert len(client.get(LIST).context["cl"].queryset) == number
    client.force_login(make_user(role="appraiser", province=province))
    assert len(client.get(LIST).context["cl"].queryset) == 0


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("", 2),
        ("?status=open", 2),
        ("?status=resolved", 0),
        ("?status=all", 2),
        ("?rule=words_to_be_confirmed", 1),
        ("?severity__exact=medium", 2),
    ],
)
def test_the_list_is_narrowed(client, appraiser, province, query, number):
    slip(province)
    make_claim(province, doubt="meaning")
    checked()
    assert len(client.get(LIST + query).context["cl"].queryset) == number


def test_more_findings_need_no_more_queries(client, appraiser, province):
    slip(province)
    checked()
    one = province.findings.get()
    urls = (LIST, page(one), reverse("admin:resolutions_sourceclaim_changelist"))
    few = [asked(client, url) for url in urls]
    for _number in range(20):
        slip(province)
    checked()
    assert [asked(client, url) for url in urls] == few
    assert max(few) <= 14


def test_a_claim_shows_its_findings(client, appraiser, one):
    claim = one.claims.get()
    shown = client.get(reverse("admin:resolutions_sourceclaim_change", args=[claim.pk]))
    assert page(one) in shown.content.decode()
    claims = client.get(reverse("admin:resolutions_sourceclaim_changelist"))
    assert [row.disputes for row in claims.context["cl"].queryset] == [1]


@pytest.mark.parametrize("national", [False, True])
def test_a_claim_changed_at_the_desk_is_looked_at_again(client, admin_user, province, national):
    claim = slip(None if national else province)
    checked()
    client.force_login(admin_user)
    address = reverse("admin:resolutions_sourceclaim_change", args=[claim.pk])
    form = client.get(address).context["adminform"].form
    fields = {
        name: "" if form[name].value() is None else form[name].value() for name in form.fields
    }
    assert client.post(address, fields | {"parts": "{}", "stated_delta": "64"}).status_code == 302

    one = claim.findings.get()
    assert (one.status, one.history.first().history_user) == ("lapsed", admin_user)
