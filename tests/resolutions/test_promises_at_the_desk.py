"""Every screen of the promises opens with rows in it; search, history and export work there."""

import io

import pytest
import tablib
from django.contrib.admin import site
from django.core.management import call_command
from django.urls import reverse
from django.utils import translation

from resolutions.models import LegalDocument, Meeting, SourceClaim, Target
from tests.factories import make_user
from units.models import Province

pytestmark = pytest.mark.django_db
SCREENS = {
    "legaldocument": LegalDocument,
    "target": Target,
    "sourceclaim": SourceClaim,
    "meeting": Meeting,
}


@pytest.fixture(autouse=True)
def papers():
    call_command("loaddata", "papers", "claims", verbosity=0)


def address(screen: str, page: str, *args) -> str:
    return reverse(f"admin:resolutions_{screen}_{page}", args=args)


def shown(response) -> list:
    return list(response.context["cl"].queryset)


@pytest.mark.parametrize("screen", SCREENS)
def test_each_screen_opens(admin_client, screen):
    row = SCREENS[screen].objects.first()
    row.save()  # so that there is a history to show
    for page in ("changelist", "add"):
        assert admin_client.get(address(screen, page)).status_code == 200
    for page in ("change", "history", "delete"):
        assert admin_client.get(address(screen, page, row.pk)).status_code == 200
    past = address(screen, "simple_history", row.pk, row.history.get().pk)
    assert admin_client.get(past).status_code == 200


@pytest.mark.parametrize("screen", SCREENS)
def test_a_list_asks_as_often_for_many_rows_as_for_one(
    admin_client, screen, django_assert_max_num_queries
):
    admin_client.get(address(screen, "changelist"))
    with django_assert_max_num_queries(12):
        assert len(shown(admin_client.get(address(screen, "changelist")))) >= 3


@pytest.mark.parametrize(
    ("screen", "words", "found"),
    [
        ("legaldocument", "62-kl", ["38/NQ-CP", "62-KL/TW"]),
        ("legaldocument", "chuong trinh hanh dong", ["38/NQ-CP"]),
        ("legaldocument", "BỘ CHÍNH TRỊ", ["62-KL/TW"]),
        ("legaldocument", "!", []),
        ("target", "binh thuan payroll", [4]),
        ("sourceclaim", "thai nguyen", [1, 2, 3]),
    ],
)
def test_search_knows_no_accents_and_no_case(admin_client, screen, words, found):
    rows = shown(admin_client.get(address(screen, "changelist"), {"q": words}))

    assert [row.number if screen == "legaldocument" else row.position for row in rows] == found


@pytest.mark.parametrize(
    ("position", "promise"), [(1, "at least 39 units"), (3, "100 percent"), (6, "")]
)
def test_a_promise_is_read_at_one_glance(position, promise):
    with translation.override("en"):
        assert (
            site.get_model_admin(Target).promise(Target.objects.get(position=position)) == promise
        )


def test_a_document_shows_what_it_implements_and_what_implements_it(admin_client):
    document = LegalDocument.objects.get(number="38/NQ-CP")
    page = admin_client.get(address("legaldocument", "change", document.pk)).content.decode()

    assert "62-KL/TW" in page
    assert "Kế hoạch thực hiện Nghị quyết số 38/NQ-CP" in page


def test_a_change_at_the_desk_is_remembered_with_who_made_it(admin_client, admin_user):
    claim = SourceClaim.objects.get(value=118)
    form = admin_client.get(address("sourceclaim", "change", claim.pk)).context["adminform"].form
    fields = {
        name: "" if form[name].value() is None else form[name].value() for name in form.fields
    }
    fields |= {"parts": '{"government": 116}', "note": "checked against the print"}
    response = admin_client.post(address("sourceclaim", "change", claim.pk), fields)

    assert response.status_code == 302
    last = claim.history.first()
    assert (last.note, last.history_user) == ("checked against the print", admin_user)


def test_a_target_out_of_shape_is_refused_in_the_form(admin_client):
    target = Target.objects.get(position=1)
    form = admin_client.get(address("target", "change", target.pk)).context["adminform"].form
    fields = {
        name: "" if form[name].value() is None else form[name].value() for name in form.fields
    }
    response = admin_client.post(
        address("target", "change", target.pk), fields | {"baseline_kind": "period"}
    )

    assert response.context["adminform"].form.non_field_errors()


@pytest.mark.parametrize("screen", ["legaldocument", "target"])
def test_lists_are_taken_along_as_spreadsheets_in_words(admin_client, screen):
    sheet = spreadsheet(admin_client, screen)

    assert len(sheet) == SCREENS[screen].objects.count()
    if screen == "target":
        kept = [header for header in sheet.headers if header]
        assert "60 tỉnh Bình Thuận" in [cell for row in sheet for cell in row]
        assert len(kept) == len(set(kept))


def test_only_who_may_look_may_take_along(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("clerk", is_staff=True))
    for screen in ("legaldocument", "target"):
        assert client.get(address(screen, "changelist")).status_code == 403
        assert client.get(address(screen, "export")).status_code == 403


def spreadsheet(client, screen: str) -> tablib.Dataset:
    choice = client.get(address(screen, "export")).context["form"]
    fields = {name: "on" for name in choice.fields if choice.fields[name].initial is True}
    xlsx = next(value for value, name in choice.fields["format"].choices if name == "xlsx")
    response = client.post(address(screen, "export"), fields | {"format": xlsx, "resource": "0"})
    return tablib.Dataset().load(io.BytesIO(response.content), format="xlsx")


@pytest.mark.parametrize(
    ("code", "targets", "claims", "documents"),
    [("60", 6, 9, 4), ("68", 6, 9, 4), ("30", 0, 2, 3), ("40", 0, 0, 3)],
)
def test_a_provincial_reader_sees_what_lies_within_reach(client, code, targets, claims, documents):
    """Lâm Đồng (68) took in Bình Thuận (60): reach passes on to it. National documents are for
    all."""
    province = Province.objects.filter(code=code).last()
    client.force_login(make_user(role="reader", province=province))

    assert len(shown(client.get(address("target", "changelist")))) == targets
    assert len(shown(client.get(address("sourceclaim", "changelist")))) == claims
    assert len(spreadsheet(client, "target")) == targets
    assert len(shown(client.get(address("legaldocument", "changelist")))) == documents


def test_what_is_out_of_reach_is_not_there(client):
    target = Target.objects.first()
    target.note = "changed"
    target.save()
    client.force_login(make_user(role="reader", province=Province.objects.get(code="40")))

    past = target.history.get()
    for page, args in (
        ("change", [target.pk]),
        ("history", [target.pk]),
        ("delete", [target.pk]),
        ("simple_history", [target.pk, past.pk]),
    ):
        assert client.get(address("target", page, *args)).status_code in {403, 404}


def test_a_reader_reads_and_does_not_write(client):
    client.force_login(make_user(role="reader", province=Province.objects.get(code="60")))
    target = Target.objects.first()
    page = client.get(address("target", "change", target.pk))

    assert page.status_code == 200
    assert not page.context["has_change_permission"]
    assert client.get(address("target", "add")).status_code == 403
