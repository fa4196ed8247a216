"""What stood in the cells of a row is told as the sheet showed it, whatever it was there."""

import datetime as dt
import json

import pytest

from units.imports.raw_cells import as_json, texts_of
from units.models import ImportBatch, ImportRow

HEADINGS = ["Tên đơn vị", "Giá trị"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("Trường “A” \\ số 1", "Trường “A” \\ số 1"),
        (None, ""),
        (12, "12"),
        (0, "0"),
        (1.5, "1.5"),
        (0.1, "0.1"),
        (10**30, str(10**30)),
        (True, "TRUE"),
        (False, "FALSE"),
        (dt.date(2020, 2, 1), "01/02/2020"),
        (dt.datetime(2020, 2, 1), "01/02/2020"),
        (dt.datetime(2020, 2, 1, 7, 30), "01/02/2020 07:30"),
        (dt.time(7, 30), "07:30:00"),
        (dt.timedelta(hours=30), "1 day, 6:00:00"),
    ],
)
def test_a_cell_is_told_as_the_sheet_showed_it(cell, text):
    batch = ImportBatch.objects.create(
        filename="a.xlsx", size=1, sha256="", as_of=dt.date(2025, 1, 1), reading={"taken": HEADINGS}
    )
    kept = json.loads(as_json(("A", cell)))
    row = ImportRow.objects.create(batch=batch, outcome="created", raw=kept)
    row.refresh_from_db()
    assert texts_of(row, batch) == {"Tên đơn vị": "A", "Giá trị": text}


def test_rows_that_repeat_their_headings_are_told_by_them():
    """As those of the register's first lists do."""
    row = ImportRow(raw={"Tên đơn vị": "A"})
    assert texts_of(row, ImportBatch(reading={})) == {"Tên đơn vị": "A"}
