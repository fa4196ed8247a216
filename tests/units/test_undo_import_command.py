"""``undo_import`` takes a batch back from a terminal, or says what builds on it."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone, translation

from tests.factories import day, make_event, make_province
from tests.units.imports.desk_lists import as_csv, state
from units.choices import BatchStatus
from units.models import ImportBatch, RegisterEntry, Unit
from units.reorganization import put_into_effect

pytestmark = pytest.mark.django_db
A = {"code": "A1", "name": "Trường A"}


@pytest.fixture
def province():
    return make_province()


@pytest.fixture
def batch(province, tmp_path):
    path = tmp_path / "list.csv"
    path.write_bytes(as_csv([A, A | {"code": "A2", "name": "Trường B"}]))
    given = ("--as-of", "2024-12-31", "--province", "MH", "--json")
    call_command("import_sheet", str(path), *given, stdout=StringIO())
    return ImportBatch.objects.get()


def undo(number, *options: str) -> str:
    out = StringIO()
    with translation.override("en"):
        call_command("undo_import", str(number), *options, stdout=out)
    return out.getvalue()


def refused(number, *options: str) -> tuple[str, str]:
    """What it printed and the sentence with which it ended."""
    out = StringIO()
    with pytest.raises(CommandError) as refusal, translation.override("en"):
        call_command("undo_import", str(number), *options, stdout=out)
    assert refusal.value.returncode == 2
    assert "\n" not in str(refusal.value)
    return out.getvalue(), str(refusal.value)


def test_what_the_batch_wrote_is_taken_back_with_its_reason(batch):
    assert str(batch.pk) in undo(batch.pk, "--reason", "wrong file")
    batch.refresh_from_db()
    assert (state(), batch.status) == ([], BatchStatus.UNDONE)
    assert RegisterEntry.objects.get(reverses__batch=batch).reason == "wrong file"


def test_with_json_it_prints_one_object(batch):
    said = json.loads(undo(batch.pk, "--json"))
    assert said == {"batch": batch.pk, "undone": True, "later": []}


@pytest.fixture
def later(batch, province):
    closing = Unit.objects.get(versions__code="A1")
    event = make_event("dissolve", day("2025-06-01"), province=province, closing=closing)
    put_into_effect(event, by=None, at=timezone.now())
    return event


def test_what_builds_on_it_is_listed_and_nothing_changes(batch, later):
    before = state()
    with translation.override("en"):
        name = str(later)
    listed, sentence = refused(batch.pk)
    assert name in listed
    assert name in sentence
    batch.refresh_from_db()
    assert (state(), batch.status) == (before, BatchStatus.APPLIED)


def test_with_json_what_builds_on_it_is_in_the_object(batch, later):
    said, _sentence = refused(batch.pk, "--json")
    entry = RegisterEntry.objects.get(event=later)
    with translation.override("en"):
        entries = [{"entry": entry.pk, "what": str(later)}]
    assert json.loads(said) == {"batch": batch.pk, "undone": False, "later": entries}


def test_a_batch_is_taken_back_once_and_must_exist(batch):
    undo(batch.pk)
    assert "another step" in refused(batch.pk)[1]
    assert "no import 987654" in refused(987654)[1]
