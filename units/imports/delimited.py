"""Delimited text (.csv, .txt): its encoding, its delimiter, its rows (in the child process)."""

import csv
import io
import unicodedata
from pathlib import Path

from .encodings import decode_sheet, old_encoding, soundness
from .limits import Limits

DELIMITERS = ",;\t|"
LONGEST_CELL = 1_000_000


def read_text(path: Path, name: str, limits: Limits) -> list | dict:
    """The one sheet of a text file, named ``name``, or an error."""
    text = decoded_text(path.read_bytes())
    if text is None:
        return {"code": "unsupported_format"}
    text, delimiter = chosen_delimiter(text)
    csv.field_size_limit(LONGEST_CELL)
    texts: dict[str, str | None] = {}
    rows: list[list[object]] = []
    cells = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            cells += len(row)
            if cells > limits.cells:
                return {"code": "took_too_long", "limit": limits.seconds}
            rows.append([texts.setdefault(cell, cell if cell.strip() else None) for cell in row])
    except csv.Error:
        return {"code": "damaged_file"}
    while rows and not any(rows[-1]):
        rows.pop()
    return [(name, True, rows, [], decode_sheet(rows, texts))]


def decoded_text(data: bytes) -> str | None:
    """UTF-8, UTF-16, or the Windows code page (1258 or 1252) in which Vietnamese reads soundly."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if b"\x00" in data[:4096]:
        little = data[1:4096:2].count(0) > data[:4096:2].count(0)
        return data.decode("utf-16-le" if little else "utf-16-be", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _windows_text(data)


def _windows_text(data: bytes) -> str | None:
    """Old TCVN3 and VNI text is left as Latin-1 here; its columns are decoded afterwards."""
    western = data.decode("cp1252", "replace")
    vietnamese = unicodedata.normalize("NFC", data.decode("cp1258", "replace"))
    lines = western.splitlines()[:2000]
    western_sound, words = soundness(lines)
    if old_encoding(lines):
        return data.decode("latin-1")
    vietnamese_sound, _ = soundness(vietnamese.splitlines()[:2000])
    return vietnamese if vietnamese_sound > western_sound else western if words else None


def chosen_delimiter(text: str) -> tuple[str, str]:
    """The text without a ``sep=`` line, and the delimiter that cuts most lines alike."""
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        return rest, first.strip()[4]
    sample = text[:200_000]
    return text, max(DELIMITERS, key=lambda delimiter: _regularity(sample, delimiter))


def _regularity(sample: str, delimiter: str) -> tuple[int, int]:
    """(lines of the commonest width, that width), of widths above one."""
    try:
        reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
        widths = [len(row) for _, row in zip(range(200), reader, strict=False)]
    except csv.Error:
        return 0, 0
    widths = [width for width in widths if width > 1]
    if not widths:
        return 0, 0
    commonest = max(set(widths), key=lambda width: (widths.count(width), width))
    return widths.count(commonest), commonest
