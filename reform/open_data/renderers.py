"""Forms beside JSON: a spreadsheet's CSV, and linked data."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping

from rest_framework.renderers import BaseRenderer, JSONRenderer

from units.imports.resources import harmless

#: Spreadsheets take a file without it for another encoding, and misread Vietnamese.
MARK = "\ufeff"


class CsvRenderer(BaseRenderer):
    """One line for each row, the rows of a list sent while they are read; lists ask for it."""

    media_type = "text/csv"
    format = "csv"
    charset = "utf-8"

    def render(self, data, accepted_media_type=None, renderer_context=None) -> str:
        """What is no list: one row, or an error."""
        return "".join(csv_lines(list(data), [data])) if isinstance(data, Mapping) else str(data)


class LinkedDataRenderer(JSONRenderer):
    media_type = "application/ld+json"
    format = "jsonld"


class Echo:
    """What the writer writes to: hands each line on instead of keeping it."""

    def write(self, text: str) -> str:
        return text


def csv_lines(columns: list[str], rows: Iterable[Mapping]) -> Iterator[str]:
    writer = csv.writer(Echo())
    yield MARK + writer.writerow(columns)
    for row in rows:
        yield writer.writerow([cell(row[name]) for name in columns])


def cell(value: object) -> object:
    """Unknown is empty; lists within a row are JSON; no text becomes a formula."""
    if value is None:
        return ""
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return harmless(value)
