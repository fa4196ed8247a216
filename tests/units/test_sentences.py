"""A kept sentence is told in the language that is spoken, and telling it never fails."""

import copy
import datetime as dt
import json
import pickle

import orjson
import pytest
from django.core import serializers
from django.utils.translation import gettext_lazy, override

from tests.factories import make_province
from units.choices import ParticipantRole
from units.imports.celltext import CellError
from units.imports.refusals import MissingFile
from units.imports.tables import SideBySide
from units.models import ImportBatch, ImportRow
from units.sentences import READ, Encoder, Sentence, as_json, counted, said_by, together

SAME_ROW = Sentence("The row says the same as row %(row)s: delete one of them.")
HIDDEN = counted(
    "%(number)d row is hidden in the sheet and is taken like all others.",
    "%(number)d rows are hidden in the sheet and are taken like all others.",
)
NO_SECTOR = Sentence("“%(sector)s” is no sector: write one of %(codes)s, or its name in the law.")
DAY = Sentence("Since %(opened)s every change passes through a dossier")

#: {what: (sentence, in Vietnamese, in English)}
SAID = {
    "without values": (
        Sentence("A new unit needs a name."),
        "Đơn vị mới phải có tên.",
        "A new unit needs a name.",
    ),
    "a number": (
        SAME_ROW % {"row": 5},
        "Dòng này trùng với dòng 5: hãy xóa một trong hai dòng.",
        "The row says the same as row 5: delete one of them.",
    ),
    "one": (
        HIDDEN % {"number": 1},
        "Có 1 dòng bị ẩn trong trang tính, vẫn được lấy như các dòng khác.",
        "1 row is hidden in the sheet and is taken like all others.",
    ),
    "many": (
        HIDDEN % {"number": 2},
        "Có 2 dòng bị ẩn trong trang tính, vẫn được lấy như các dòng khác.",
        "2 rows are hidden in the sheet and are taken like all others.",
    ),
    "a day": (
        DAY % {"opened": dt.date(2026, 1, 9)},
        "Since 09/01/2026 every change passes through a dossier",
        "Since 09/01/2026 every change passes through a dossier",
    ),
    "a choice and a sentence": (
        together((ParticipantRole.NEW.label, Sentence("A new unit needs a name.")), ": "),
        "đơn vị mới: Đơn vị mới phải có tên.",
        "new unit: A new unit needs a name.",
    ),
    "a lazy text": (
        together([gettext_lazy("sector")]),
        "lĩnh vực",
        "sector",
    ),
    "percent signs": (
        SAME_ROW % {"row": "100% %(row)s %s %"},
        "Dòng này trùng với dòng 100% %(row)s %s %: hãy xóa một trong hai dòng.",
        "The row says the same as row 100% %(row)s %s %: delete one of them.",
    ),
    "percent signs and no values": (Sentence("100% %(x)s"), "100% %(x)s", "100% %(x)s"),
    "no msgid that is known": (
        Sentence("Never said of %(row)s.") % {"row": 1},
        "Never said of 1.",
        "Never said of 1.",
    ),
    "a value is missing": (SAME_ROW % {"line": 5}, SAME_ROW.said, SAME_ROW.said),
    "a number is none": (
        HIDDEN % {"number": "?"},
        "%(number)d row is hidden in the sheet and is taken like all others.",
        "%(number)d row is hidden in the sheet and is taken like all others.",
    ),
}


def kept(sentence: Sentence) -> object:
    return READ(json.dumps(sentence, cls=Encoder))


#: Ways that a sentence goes before it is told.
WAYS = {
    "none": lambda one: one,
    "kept": kept,
    "in a plan": lambda one: READ(orjson.dumps(one, default=as_json).decode()),
    "copied": copy.deepcopy,
    "to another process": lambda one: pickle.loads(pickle.dumps(one)),  # noqa: S301
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("case", SAID)
def test_it_is_told_in_the_language_that_is_spoken(case, way):
    sentence, vietnamese, english = SAID[case]
    again = way(sentence)
    assert again == sentence
    with override("vi"):
        assert str(again) == vietnamese
    with override("en"):
        assert str(again) == english


#: {stored: what is read of it}
DAMAGED = {
    '{"said": "A new unit needs a name.", "with": "x"}': "A new unit needs a name.",
    '{"said": "A new unit needs a name.", "with": null, "many": 5}': "A new unit needs a name.",
    '{"said": 5}': "5",
    '{"said": ""}': "",
    '{"said": "%(a)s %(b)s", "with": {"a": {"day": "2026-13-01"}, "b": {"in": 3}}}': "2026-13-01 ",
    '{"said": "%(a)s", "with": {"a": {"in": {}}}}': "",
    '{"said": "%(a)s", "with": {"a": {"in": {"fr": "unité"}}}}': "unité",
    '{"said": "%(a)s", "with": {"a": [1, 2]}}': "[1, 2]",
    '{"said": "%(a)d people", "with": {"a": null}}': "%(a)d people",
    '{"said": "%(a)", "with": {"a": 1}}': "%(a)",
}


@pytest.mark.parametrize("text", DAMAGED)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_damaged_ones_are_told_as_far_as_they_go(text, language):
    with override(language):
        told = str(READ(text))
        assert told in (DAMAGED[text], "Đơn vị mới phải có tên.")


def test_objects_that_are_no_sentences_stay_what_they_are():
    plain = {"unit": 5, "name": "Trường", "said": "so", "in": {"vi": "x"}, "day": "2026-01-01"}
    assert READ(json.dumps([plain, {"day": "2026-01-01"}])) == [plain, {"day": "2026-01-01"}]


ERRORS = {
    "a cell": CellError("not_a_number", NO_SECTOR % {"sector": "x", "codes": "y"}),
    "a file": MissingFile(file="a%b.xlsx"),
    "tables": SideBySide(sheet="Biểu", blocks=["A", "B"], headings=["x"]),
}


@pytest.mark.parametrize("error", ERRORS.values(), ids=ERRORS)
def test_an_error_is_told_in_the_language_of_whoever_looks_at_it(error):
    said = kept(said_by(error))
    told = []
    for language in ("vi", "en"):
        with override(language):
            assert str(error) == str(said)
            told.append(str(error))
    assert told[0] != told[1]
    assert said_by(ValueError("as it is")) == "as it is"


@pytest.mark.django_db
def test_the_database_keeps_sentences_and_text_of_before():
    batch = ImportBatch.objects.create(
        province=make_province(), as_of=dt.date(2026, 1, 1), size=1, filename="a.csv",
        problem=SAME_ROW % {"row": 5}, remarks=[HIDDEN % {"number": 2}, "as it is"],
    )  # fmt: skip
    ImportRow.objects.create(batch=batch, outcome="rejected", problems=[{"message": NO_SECTOR}])
    for once in ("as it was saved", "as a copy of the database brings it back"):
        again = ImportBatch.objects.get()
        assert again.problem == SAME_ROW % {"row": 5}, once
        assert again.remarks == [HIDDEN % {"number": 2}, "as it is"], once
        copied = serializers.serialize("json", [again])
        ImportBatch.objects.update(problem="", remarks=[])
        next(serializers.deserialize("json", copied)).save()
    assert ImportRow.objects.values_list("problems", flat=True).get() == [{"message": NO_SECTOR}]
    assert ImportRow.objects.exclude(problems=[]).count() == 1
    for text in ("", "as it is", '{"said": broken', "100%"):
        ImportBatch.objects.update(problem=text)
        assert str(ImportBatch.objects.get().problem) == text
        assert ImportBatch.objects.filter(problem=text).exists()
