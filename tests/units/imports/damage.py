"""Hundreds of ways in which a good workbook comes to harm, each the same for the same seed.

``SOUND`` ways change how the list is written down but not what it says; after all others a cell may
hold something else, which is then what the file says.
"""

from __future__ import annotations

import io
import random
import warnings
import zipfile
from collections.abc import Callable

Way = Callable[[bytes, random.Random], bytes]


# Bytes, of any file


def flip_bytes(data: bytes, chance: random.Random) -> bytes:
    damaged = bytearray(data)
    for _ in range(chance.choice([1, 3, 10, 200])):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    return bytes(damaged)


def flip_head(data: bytes, chance: random.Random) -> bytes:
    """Where containers keep what they are and where their parts lie."""
    damaged = bytearray(data)
    for _ in range(chance.choice([1, 2, 8])):
        damaged[chance.randrange(min(600, len(damaged)))] = chance.randrange(256)
    return bytes(damaged)


def flip_tail(data: bytes, chance: random.Random) -> bytes:
    damaged = bytearray(data)
    for _ in range(chance.choice([1, 2, 8])):
        damaged[-1 - chance.randrange(min(600, len(damaged)))] = chance.randrange(256)
    return bytes(damaged)


def cut_off(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def cut_out(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + data[start + chance.randrange(1, 300) :]


def cut_in(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + chance.randbytes(chance.randrange(1, 300)) + data[start:]


def repeat_block(data: bytes, chance: random.Random) -> bytes:
    start = 512 * chance.randrange(max(1, len(data) // 512))
    return data[: start + 512] + data[start:]


def swap_blocks(data: bytes, chance: random.Random) -> bytes:
    blocks = [data[start : start + 512] for start in range(0, len(data), 512)]
    first, second = chance.randrange(len(blocks)), chance.randrange(len(blocks))
    blocks[first], blocks[second] = blocks[second], blocks[first]
    return b"".join(blocks)


def zero_block(data: bytes, chance: random.Random) -> bytes:
    start = 512 * chance.randrange(max(1, len(data) // 512))
    return data[:start] + bytes(512) + data[start + 512 :]


def put_before(data: bytes, chance: random.Random) -> bytes:
    return chance.choice([b"\n", b"\xef\xbb\xbf", b"From: a@b.c\r\n\r\n", bytes(512)]) + data


def put_behind(data: bytes, chance: random.Random) -> bytes:
    return data + chance.choice([b"\n", bytes(700), data[:900], chance.randbytes(50)])


# Parts of a zip that is itself sound


def parts_of(data: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def zipped(parts: list[tuple[str, bytes]]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the same name twice is what is wanted
        for name, part in parts:
            archive.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def remove_part(data: bytes, chance: random.Random) -> bytes:
    parts = parts_of(data)
    parts.pop(chance.randrange(len(parts)))
    return zipped(parts)


def rename_part(data: bytes, chance: random.Random) -> bytes:
    parts = parts_of(data)
    place = chance.randrange(len(parts))
    name, part = parts[place]
    other = chance.choice([name.upper(), f"{name}x", f"/{name}", name.replace("/", "\\"), ""])
    parts[place] = (other, part)
    return zipped(parts)


def repeat_part(data: bytes, chance: random.Random) -> bytes:
    """The same name twice: once whole, once empty or cut."""
    parts = parts_of(data)
    name, part = chance.choice(parts)
    parts.insert(chance.randrange(len(parts) + 1), (name, part[: chance.randrange(len(part))]))
    return zipped(parts)


def swap_parts(data: bytes, chance: random.Random) -> bytes:
    parts = parts_of(data)
    (one, first), (two, second) = chance.sample(parts, 2)
    others = {one: second, two: first}
    return zipped([(name, others.get(name, part)) for name, part in parts])


def cut_part(data: bytes, chance: random.Random) -> bytes:
    parts = parts_of(data)
    place = chance.randrange(len(parts))
    name, part = parts[place]
    parts[place] = (name, chance.choice([cut_off, cut_out, cut_in, flip_bytes])(part, chance))
    return zipped(parts)


def edit_part(edits: list[tuple[bytes, bytes]]) -> Way:
    def edit(data: bytes, chance: random.Random) -> bytes:
        old, new = chance.choice(edits)
        times = chance.choice([1, 5, -1])
        return zipped([(name, part.replace(old, new, times)) for name, part in parts_of(data)])

    return edit


break_xml = edit_part([
    (b"/>", b">"), (b"</", b"<"), (b">", b""), (b'"', b""), (b"utf-8", b"utf-16"),
    (b"UTF-8", b"x-unknown"), (b"xmlns=", b"xmlns:x="), (b"<", b"<<"), (b"&", b"&nosuch;"),
    (b"row", b"\x00\x01"), (b"<?xml", b"<!DOCTYPE x><?xml"),
])  # fmt: skip
wrong_types = edit_part([
    (b't="s"', b't="n"'), (b't="s"', b't="b"'), (b't="s"', b't="d"'), (b't="s"', b't="e"'),
    (b't="s"', b't="str"'), (b't="s"', b't="inlineStr"'), (b't="s"', b't="9"'),
    (b't="n"', b't="s"'),
    (b"<v>", b"<v>9999999"), (b"<v>", b"<v>-"), (b"<v>", b"<v>NaN"), (b"<v>", b"<v>1e999"),
    (b'value-type="string"', b'value-type="float"'), (b'value-type="string"', b'value-type="date"'),
    (b'office:value="', b'office:value="x'), (b'value-type="float"', b'value-type="percentage"'),
    (b's="0"', b's="77"'), (b"rId1", b"rId9"), (b"<si>", b""), (b"worksheet", b"chartsheet"),
])  # fmt: skip
huge_sizes = edit_part([
    (b'<dimension ref="', b'<dimension ref="A1:XFD1048576" x="'), (b'r="A', b'r="XFD'),
    (b'r="1"', b'r="1048576"'), (b'r="3"', b'r="99999999999999999999"'),
    (b'r="B3"', b'r="ZZZZZZ3"'),
    (b"<cols>", b'<cols><col min="1" max="99999999"/>'), (b'count="', b'count="99999999'),
    (b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
    (b"<table:table-row>", b'<table:table-row table:number-rows-repeated="1048576">'),
    (b"<table:table-cell ", b'<table:table-cell table:number-columns-repeated="16384" '),
    (b"<table:table-cell ", b'<table:table-cell table:number-columns-repeated="-1" '),
    (b"<table:table-row>", b'<table:table-row table:number-rows-repeated="99999999999">'),
])  # fmt: skip


def entity_bomb(data: bytes, chance: random.Random) -> bytes:
    """Ten entities, each ten of the one before; once as a text of the list."""
    layers = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<!DOCTYPE x [<!ENTITY l0 "haha">{layers}]>'.encode()
    found = []
    for name, part in parts_of(data):
        if name.endswith(chance.choice(["sharedStrings.xml", "content.xml", "sheet1.xml"])):
            head, close, rest = part.partition(b"?>")
            body = rest if close else head
            start = head + close if close else b""
            part = start + doctype + body.replace(b"Minh", b"&l9;", 1)
        found.append((name, part))
    return zipped(found)


def lie_about_sizes(data: bytes, chance: random.Random) -> bytes:
    """The archive's own list says that a part is far larger, or empty."""
    made = bytearray(data)
    entry = made.find(b"PK\x01\x02")
    for _ in range(chance.randrange(6)):
        following = made.find(b"PK\x01\x02", entry + 4)
        entry = following if following > 0 else entry
    size = chance.choice([0, 1, 2**31 - 1, 2**32 - 1])
    made[entry + 24 : entry + 28] = size.to_bytes(4, "little")
    return bytes(made)


def mark_as_encrypted(data: bytes, chance: random.Random) -> bytes:
    made = bytearray(data)
    entry = made.find(b"PK\x01\x02")
    made[entry + 8] |= 1
    return bytes(made)


def store_otherwise(data: bytes, chance: random.Random) -> bytes:
    """Not packed, or packed with a method that offices never use."""
    made = io.BytesIO()
    method = chance.choice([zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, part in parts_of(data):
            archive.writestr(name, part)
        archive.comment = b"x" * chance.choice([0, 10, 60_000])
    return made.getvalue()


# Text files


def other_delimiter(data: bytes, chance: random.Random) -> bytes:
    """Another one in the whole file; no text of the list holds any of them."""
    return data.replace(b",", chance.choice([b";", b"\t", b"|"]))


def mixed_delimiters(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\r\n")
    return b"\r\n".join(line.replace(b",", chance.choice([b",", b";", b"\t"])) for line in lines)


def lone_quote(data: bytes, chance: random.Random) -> bytes:
    made = data
    for _ in range(chance.choice([1, 2, 5])):
        start = chance.randrange(len(made))
        made = made[:start] + b'"' + made[start:]
    return made


def drop_quotes_and_ends(data: bytes, chance: random.Random) -> bytes:
    return data.replace(b"\r\n", chance.choice([b"\r", b"\n", b"\n\r", b"\x0b"]))


def other_encoding(data: bytes, chance: random.Random) -> bytes:
    """A Unicode encoding that the desk knows, with its mark or without."""
    name = chance.choice(["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "utf-8"])
    return data.decode("utf-8-sig").encode(name)


def wrong_encoding(data: bytes, chance: random.Random) -> bytes:
    name = chance.choice(["cp1252", "cp1258", "ascii", "cp437", "utf-32", "utf-7", "koi8-r"])
    return data.decode("utf-8-sig").encode(name, chance.choice(["ignore", "replace"]))


def two_encodings(data: bytes, chance: random.Random) -> bytes:
    lines = data.decode("utf-8-sig").split("\r\n")
    place = chance.randrange(1, len(lines))
    second = chance.choice(["utf-16-le", "cp1258", "cp1252", "utf-32"])
    tail = "\r\n".join(lines[place:]).encode(second, "replace")
    return "\r\n".join(lines[:place]).encode("utf-8-sig") + b"\r\n" + tail


def read_wrongly(data: bytes, chance: random.Random) -> bytes:
    """Saved by a program that took UTF-8 for something else."""
    return data.decode(chance.choice(["cp1252", "latin-1", "cp437"]), "replace").encode("utf-8")


def zero_bytes(data: bytes, chance: random.Random) -> bytes:
    made = bytearray(data)
    for _ in range(chance.choice([1, 5, 50])):
        made.insert(chance.randrange(len(made)), 0)
    return bytes(made)


def endless_field(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    filler = chance.choice([b"x" * 2_000_000, b"," * 300_000, b"\n" * 300_000, b'"' * 200_001])
    return data[:start] + filler + data[start:]


BYTES: tuple[Way, ...] = (
    flip_bytes, flip_head, flip_tail, cut_off, cut_out, cut_in, repeat_block, swap_blocks,
    zero_block, put_before, put_behind,
)  # fmt: skip
ZIPPED: tuple[Way, ...] = (
    remove_part, rename_part, repeat_part, swap_parts, cut_part, break_xml, wrong_types, huge_sizes,
    entity_bomb, lie_about_sizes, mark_as_encrypted, store_otherwise,
)  # fmt: skip
TEXT: tuple[Way, ...] = (
    other_delimiter, mixed_delimiters, lone_quote, drop_quotes_and_ends, other_encoding,
    wrong_encoding, two_encodings, read_wrongly, zero_bytes, endless_field,
)  # fmt: skip
#: What is damaged here is checked by the container itself, or says the same in other words.
SOUND = {
    "remove_part", "rename_part", "lie_about_sizes", "mark_as_encrypted", "store_otherwise",
    "other_delimiter", "other_encoding",
}  # fmt: skip
NAMES = {
    way: name for name, way in list(globals().items()) if way in (*BYTES, *ZIPPED, *TEXT)
}  # fmt: skip
