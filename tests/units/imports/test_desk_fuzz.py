"""However a file is harmed, the desk ends in one clear sentence or in a right import.

Hundreds of files, each made anew from a good list by a way of harming it and a seed (both stand in
the test's name), go the whole road: received, looked at, previewed, written.
"""

import html
import random
import unicodedata
import zipfile
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from tests.factories import day, make_province
from units.imports import desk, workbook
from units.imports.instructions import Instructions
from units.models import ImportBatch, ImportRow, RegisterEntry, UnitVersion, YearFigures

from . import harmed_rows as harmed
from .damage import BYTES, NAMES, SOUND, TEXT, ZIPPED
from .forked_child import ForkedChild
from .reading_files import write_csv, write_ods, write_xls, write_xlsx

pytestmark = pytest.mark.django_db

AS_OF, TODAY = day("2024-12-31"), day("2026-11-22")
WRITERS = {"xlsx": write_xlsx, "xls": write_xls, "ods": write_ods, "csv": write_csv}
WAYS = {
    "xlsx": (*BYTES, *ZIPPED), "ods": (*BYTES, *ZIPPED), "xls": BYTES, "csv": (*BYTES, *TEXT),
}  # fmt: skip
CASES = [(kind, way, seed) for kind, ways in WAYS.items() for way in ways for seed in range(5)]
ROW_CASES = [
    (kind, way, seed)
    for kind in WRITERS
    for way in (*harmed.SAME, *harmed.OTHER)
    for seed in range(2)
]
#: Code: what else the list says of the unit.
ALL = {row[1]: (row[2], row[3], row[4]) for row in harmed.UNITS}
LONGEST_SENTENCE = 1_000


def name_of(case: object) -> str:
    return NAMES.get(case) or getattr(case, "__name__", str(case))


@pytest.fixture(scope="module")
def forked():
    with TemporaryDirectory() as folder:
        child = ForkedChild(Path(folder))
        yield child
        child.stop()


@pytest.fixture(autouse=True)
def _quick_child(forked, monkeypatch):
    monkeypatch.setattr(workbook, "run_child", forked)


@cache
def whole(kind: str) -> bytes:
    return written(kind, harmed.LIST)


def written(kind: str, rows: harmed.Rows) -> bytes:
    with TemporaryDirectory() as folder:
        return WRITERS[kind](Path(folder) / f"list.{kind}", rows).read_bytes()


def ending(content: bytes, kind: str) -> str | dict[str, tuple]:
    """The sentence with which a file is refused, or what the register holds after it."""
    batch = desk.receive(
        ContentFile(content),
        filename=f"list.{kind}",
        as_of=AS_OF,
        province=make_province(),
        today=TODAY,
        instructions=Instructions(create_agencies=True),
    )
    try:
        desk.look(batch)
        desk.preview(batch)
        desk.apply(batch, by=None, at=timezone.now(), accept_good_rows=True)
    except desk.UNUSABLE as refused:
        desk.discard(batch)
        return str(refused)
    return register_now()


def register_now() -> dict[str, tuple]:
    people = dict(YearFigures.objects.values_list("unit", "headcount_budget"))
    found = {}
    for one in UnitVersion.objects.select_related("agency"):
        agency = one.agency.name if one.agency else None
        found[one.code or f"row {one.source_row}"] = (one.name, agency, people.get(one.unit_id))
    return found


def assert_a_clear_refusal(sentence: str, files: Path) -> None:
    assert sentence.endswith((".", "…"))
    assert "\n" not in sentence
    assert len(sentence) <= LONGEST_SENTENCE
    left = (ImportBatch, ImportRow, RegisterEntry, UnitVersion)
    assert [model.objects.count() for model in left] == [0, 0, 0, 0]
    assert [path for path in files.rglob("*") if path.is_file()] == []


def squeezed(text: str) -> str:
    kept = (char for char in unicodedata.normalize("NFC", text) if char.isprintable())
    return "".join("".join(kept).split()).casefold()


def said_in(content: bytes) -> str:
    """Every text that may stand in a file, whatever reads it."""
    parts = [content]
    if zipfile.is_zipfile(BytesIO(content)):
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = [archive.open(name).read() for name in archive.namelist()]
    names = ("utf-8", "utf-16-le", "utf-16-be", "latin-1", "cp1252", "cp1258")
    texts = [part.decode(name, "ignore") for part in parts for name in names]
    texts += [part[1:].decode("utf-16-le", "ignore") for part in parts]
    return squeezed(html.unescape(" ".join(texts)))


@pytest.mark.parametrize(("kind", "way", "seed"), CASES, ids=name_of)
def test_a_damaged_file_ends_in_a_sentence_or_in_a_right_import(kind, way, seed, files):
    content = way(whole(kind), random.Random(f"{kind} {NAMES[way]} {seed}"))
    end = ending(content, kind)
    if isinstance(end, str):
        assert_a_clear_refusal(end, files)
    elif NAMES[way] in SOUND:
        assert end == ALL
    else:
        assert_nothing_invented(end, content)


def assert_nothing_invented(found: dict[str, tuple], content: bytes) -> None:
    """What is not as in the whole list is what the file says now."""
    other = {code: said for code, said in found.items() if ALL.get(code) != said}
    if not other:
        return
    assert len(found) <= len(ALL) + 20
    text = said_in(content)
    known = {part for said in ALL.values() for part in said}
    for code, (name, agency, _people) in other.items():
        for one in (code, name, agency):
            if one and one not in known and one not in ALL and not one.startswith("row "):
                assert squeezed(one) in text, (code, one)


@pytest.mark.parametrize(("kind", "way", "seed"), ROW_CASES, ids=name_of)
def test_a_harmed_list_ends_in_a_sentence_or_in_its_own_rows(kind, way, seed, files):
    rows = way(harmed.LIST, random.Random(f"{kind} {way.__name__} {seed}"))
    end = ending(written(kind, rows), kind)
    if way in harmed.SAME:
        assert end == ALL
    elif isinstance(end, str):
        assert_a_clear_refusal(end, files)
    else:
        assert_from_its_rows(end, rows)


def assert_from_its_rows(found: dict[str, tuple], rows: harmed.Rows) -> None:
    """Each unit as one row has it; rows that nobody touched are as they were, but for headings
    that say of a column what it does not hold."""
    texts = [{squeezed(str(cell)) for cell in row if cell is not None} for row in rows]
    for code, (name, agency, _people) in found.items():
        said = {squeezed(one) for one in (code, name, agency) if one and "row " not in one}
        assert any(said <= row for row in texts), (code, name, agency)
    numbers = {row[1]: (row[0], row[4]) for row in harmed.UNITS if rows.count(row) == 1}
    for code in numbers.keys() & found.keys():
        name, agency, people = found[code]
        assert name == ALL[code][0]
        assert agency in (None, ALL[code][1])
        assert people in (None, *numbers[code])


def test_the_whole_list_comes_in_from_every_kind_of_file(files):
    assert len(CASES) + len(ROW_CASES) >= 400
    assert ending(whole("xlsx"), "xlsx") == ALL


@pytest.mark.parametrize("kind", ["xls", "ods", "csv"])
def test_the_whole_list_is_the_same_in_other_kinds_of_file(kind):
    assert ending(whole(kind), kind) == ALL


REAL_CHILD = workbook.run_child


@pytest.mark.parametrize("kind", WRITERS)
def test_the_desk_s_own_child_ends_alike(kind, monkeypatch, files, forked):
    """A sample through a fresh interpreter for each file, as the desk has it."""
    for way in WAYS[kind][::4]:
        content = way(whole(kind), random.Random(f"{kind} {NAMES[way]} 0"))
        ends = []
        for child in (forked, REAL_CHILD):
            monkeypatch.setattr(workbook, "run_child", child)
            path = files / f"list.{kind}"
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
            try:
                ends.append(workbook.read_workbook(path))
            except workbook.UnreadableFile as refused:
                ends.append(str(refused))
        assert ends[0] == ends[1]
