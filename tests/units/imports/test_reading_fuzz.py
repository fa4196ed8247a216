"""However a file is damaged, reading ends in rows or in one clear sentence."""

import io
import random
import zipfile

import pytest

from units.imports.headings import find_table, propose_mapping
from units.imports.workbook import UnreadableFile, read_workbook

from .reading_files import UNITS, write_csv, write_ods, write_xls, write_xlsx
from .test_reading_rows import ANNEX

WRITERS = {"xlsx": write_xlsx, "xls": write_xls, "ods": write_ods, "csv": write_csv}
XML_DAMAGE = [
    (b"<v>", b""), (b"</row>", b"<row>"), (b'r="A', b'r="XFD'), (b'"1"', b'"99999999"'),
    (b"utf-8", b"utf-16"), (b't="s"', b't="inlineStr"'), (b"rId1", b"rId9"), (b"/>", b">"),
    (b"</", b"<"), (b"worksheet", b"chartsheet"),
]  # fmt: skip


def flip(data, chance):
    damaged = bytearray(data)
    for _ in range(chance.choice([1, 10, 200])):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    return bytes(damaged)


def cut(data, chance):
    return data[: chance.randrange(len(data))]


def drop(data, chance):
    start = chance.randrange(len(data))
    return data[:start] + data[start + chance.randrange(1, 300) :]


def insert(data, chance):
    start = chance.randrange(len(data))
    return data[:start] + chance.randbytes(chance.randrange(1, 300)) + data[start:]


def edit_parts(data, chance):
    """Damage inside a zip that is itself sound, so that the parser is reached."""
    if not data.startswith(b"PK"):
        return flip(data, chance)
    edited = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(edited, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if part and chance.random() < 0.5:
                how = chance.choice([flip, cut, drop, None, None])
                part = how(part, chance) if how else part.replace(*chance.choice(XML_DAMAGE))
            new.writestr(name, part)
    return edited.getvalue()


@pytest.mark.parametrize("how", [flip, cut, drop, insert, edit_parts])
@pytest.mark.parametrize("kind", WRITERS)
def test_a_damaged_file_is_read_or_refused_in_one_sentence(tmp_path, kind, how):
    whole = WRITERS[kind](tmp_path / f"whole.{kind}", ANNEX).read_bytes()
    for seed in range(4):
        path = tmp_path / f"damaged.{kind}"
        path.write_bytes(how(whole, random.Random(f"{kind} {how.__name__} {seed}")))
        try:
            table = find_table(read_workbook(path).sheet(), UNITS)
            ending = f"{len(propose_mapping(table, UNITS))} fields."
        except UnreadableFile as error:
            ending = str(error)
        assert ending.endswith(".")
        assert "\n" not in ending
