"""Rows as a CSV file, sent while they are read."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable, Iterator

from django.http import StreamingHttpResponse

from units.imports.resources import harmless

#: Spreadsheets take a file without it for another encoding, and misread Vietnamese.
MARK = "\ufeff"


class Line:
    """What the writer writes to: hands each line on instead of keeping it."""

    def write(self, text: str) -> str:
        return text


def csv_response(
    name: str, day: dt.date, headings: Iterable[str], rows: Iterable[Iterable[object]]
) -> StreamingHttpResponse:
    """A file called after the list and its day; text that a spreadsheet would run stays text."""
    response = StreamingHttpResponse(lines(headings, rows), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}-{day:%Y-%m-%d}.csv"'
    return response


def lines(headings: Iterable[str], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    writer = csv.writer(Line())
    yield MARK + writer.writerow([harmless(one) for one in headings])
    for row in rows:
        yield writer.writerow([harmless(one) for one in row])
