"""Where each province lies on the tile map: a square each, roughly from north to south.

The layout is our own and no geography; it is data (``fixtures/law/tiles.csv``), one for the 63
provinces and one for the 34 since 1/7/2025.
"""

from __future__ import annotations

import csv
import datetime as dt
from functools import cache

from django.conf import settings

PLACES = settings.BASE_DIR / "fixtures" / "law" / "tiles.csv"


@cache
def layouts() -> tuple[tuple[dt.date, dict[str, tuple[int, int]]], ...]:
    """(first day, code -> (column, row)) of each layout, the latest first."""
    found: dict[dt.date, dict[str, tuple[int, int]]] = {}
    with PLACES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            layout = found.setdefault(dt.date.fromisoformat(row["since"]), {})
            layout[row["code"]] = (int(row["column"]), int(row["row"]))
    return tuple(sorted(found.items(), reverse=True))


def places(day: dt.date) -> dict[str, tuple[int, int]]:
    """Code -> (column, row), both from 1, on ``day``; empty before the first layout."""
    return next((places for since, places in layouts() if since <= day), {})
