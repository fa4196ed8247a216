"""The parts of a figure are names with figures; anything else is refused before rules add it up."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from tests.factories import make_province
from tests.resolutions.reconciliation.claims import make_claim

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "parts", [{"central": 116, "local": 2}, {"central": "115.5", "local": 2.5}, {}, None]
)
def test_figures_are_taken(parts):
    claim = make_claim(make_province(), indicator="units", value=118, parts=parts)

    claim.refresh_from_db()
    assert claim.parts == (parts or {})


@pytest.mark.parametrize(
    "parts",
    [
        {"central": "about a hundred"}, {"central": None}, {"central": True},
        {"central": {"local": 2}}, {"central": float("nan")}, [116, 2], "116", 116,
    ],
    ids=str,
)  # fmt: skip
def test_what_can_not_be_added_up_is_refused_with_an_example(parts):
    with pytest.raises(ValidationError) as refused:
        make_claim(make_province(), indicator="units", value=118, parts=parts)

    assert list(refused.value.message_dict) == ["parts"]
    assert '{"central": 116, "local": 2}' in refused.value.message_dict["parts"][0]


@pytest.mark.parametrize(
    ("typed", "is_taken"), [('{"central": 118}', 1), ("", 1), ('{"a": "x"}', 0)]
)
def test_the_desk_says_so_beside_the_field(admin_client, typed, is_taken):
    claim = make_claim(make_province(), indicator="units", value=118, measure="units")
    address = reverse("admin:resolutions_sourceclaim_change", args=[claim.pk])
    form = admin_client.get(address).context["adminform"].form
    fields = {
        name: form[name].value() for name in form.fields if form[name].value() not in (None, "")
    }
    answer = admin_client.post(address, fields | {"parts": typed})

    assert answer.status_code == (302 if is_taken else 200)
    assert is_taken or "parts" in answer.context["adminform"].form.errors
