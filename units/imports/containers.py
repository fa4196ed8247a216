"""What kind of file this is, by its content, and whether it may be opened at all."""

import enum
import re
import zipfile
import zlib
from pathlib import Path

from .limits import Limits

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
ODS_MIMETYPES = (
    b"application/vnd.oasis.opendocument.spreadsheet",
    b"application/vnd.oasis.opendocument.spreadsheet-template",
)
NOT_A_TABLE = (b"%PDF", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf",
               b"\x1f\x8b", b"BZh", b"\x7fELF", b"MZ", b"BM", b"II*\x00", b"MM\x00*")  # fmt: skip
UTF_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
ZIP_ERRORS = (zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError, EOFError, OSError)
MOST_ENTRIES = 5_000


class Format(enum.Enum):
    XLSX = "xlsx"
    ODS = "ods"
    XLS = "xls"
    TEXT = "text"
    PASSWORD = "password"  # noqa: S105 - a kind of file, no secret
    DAMAGED = "damaged"
    OTHER = "other"


OLE_STREAMS = (
    (("EncryptedPackage",), Format.PASSWORD),
    (("Workbook", "Book"), Format.XLS),
    (("WordDocument", "PowerPoint Document", "__properties_version1.0"), Format.OTHER),
)
# In .xls the first record (BOF), perhaps one that protects against writing, then FILEPASS.
XLS_PASSWORD = re.compile(rb"\x09\x08\x10\x00.{16}(?:\x86\x00\x00\x00)?\x2f\x00", re.DOTALL)


def sniff(path: Path) -> Format:
    """The format by content: a .csv named .xls, or an .xlsx named .csv, is read as what it is."""
    with path.open("rb") as file:
        head = file.read(4096)
    if head.startswith(ZIP):
        return _sniff_zip(path)
    if head.startswith(OLE):
        return _sniff_ole(path)
    if head.startswith(NOT_A_TABLE) or head.lstrip().startswith(b"<"):
        return Format.OTHER
    return Format.TEXT if head.startswith(UTF_BOMS) or _is_text(head) else Format.OTHER


def refusal(path: Path, kind: Format, limits: Limits) -> dict | None:
    """Why this file is not opened, as the code of an error with its facts; None: it is opened."""
    if kind is Format.OTHER:
        return {"code": "unsupported_format"}
    if kind is Format.DAMAGED:
        return {"code": "damaged_file"}
    if kind is Format.PASSWORD:
        return {"code": "password_protected"}
    if kind in (Format.XLSX, Format.ODS):
        return _zip_refusal(path, limits)
    return None


def _sniff_zip(path: Path) -> Format:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if any(info.flag_bits & 1 for info in archive.infolist()):
                return Format.PASSWORD
            if "mimetype" in names and archive.read("mimetype").strip() in ODS_MIMETYPES:
                manifest = "META-INF/manifest.xml"
                locked = manifest in names and b"encryption-data" in archive.read(manifest)
                return Format.PASSWORD if locked else Format.ODS
    except ZIP_ERRORS:
        return Format.DAMAGED
    if any(name.lower().startswith("xl/") for name in names):
        return Format.XLSX
    return Format.OTHER


def _sniff_ole(path: Path) -> Format:
    """A password-protected .xlsx is an OLE file around the encrypted one."""
    data = path.read_bytes()
    if XLS_PASSWORD.search(data):
        return Format.PASSWORD
    for streams, kind in OLE_STREAMS:
        if any(stream.encode("utf-16-le") in data for stream in streams):
            return kind
    return Format.DAMAGED


def _is_text(head: bytes) -> bool:
    """Text has no control characters; UTF-16 without a mark has every other byte zero."""
    if b"\x00" in head:
        return head[1::2].count(0) > len(head) // 4 or head[::2].count(0) > len(head) // 4
    controls = sum(byte < 32 and byte not in b"\t\n\r\x0b\x0c\x1a" for byte in head)
    return controls * 50 <= len(head)


def _zip_refusal(path: Path, limits: Limits) -> dict | None:
    """Zip bombs. Sizes that an archive lies about are caught by the limits on memory and time."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except ZIP_ERRORS:
        return {"code": "damaged_file"}
    unpacked = sum(entry.file_size for entry in entries)
    bloated = unpacked > limits.unpacked_bytes // 50 and (
        unpacked > limits.ratio * path.stat().st_size
    )
    if unpacked > limits.unpacked_bytes or bloated or len(entries) > MOST_ENTRIES:
        return {"code": "unpacks_too_large", "limit": limits.unpacked_bytes // 1_000_000}
    return None
