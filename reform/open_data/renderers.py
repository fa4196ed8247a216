"""Forms beside JSON: a spreadsheet's CSV, and linked data."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from rest_framework.renderers import BaseRenderer, JSONRenderer

from ..csv_files import lines


class CsvRenderer(BaseRenderer):
    """One line for each row, the rows of a list sent while they are read; lists ask for it."""

    media_type = "text/csv"
    format = "csv"
    charset = "utf-8"

    def render(self, data, accepted_media_type=None, renderer_context=None) -> str:
        """What is no list: one row, or an error."""
        if not isinstance(data, Mapping):
            return str(data)
        return "".join(lines(list(data), cells(list(data), [data])))


class LinkedDataRenderer(JSONRenderer):
    media_type = "application/ld+json"
    format = "jsonld"


def cells(columns: Iterable[str], rows: Iterable[Mapping]) -> Iterator[list[object]]:
    """The rows as a file has them: unknown is empty, lists within a row are JSON."""
    for row in rows:
        yield [
            json.dumps(row[name], ensure_ascii=False)
            if isinstance(row[name], list | dict)
            else row[name]
            for name in columns
        ]
