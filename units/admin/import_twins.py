"""What a row of an imported list may be taken for, to be shown beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..imports.raw_cells import texts_of
from ..models import ImportBatch, ImportRow, UnitVersion

HOW = {
    "same": gettext_lazy("the very same name"),
    "accents": gettext_lazy("only accents differ"),
    "letter": gettext_lazy("one letter differs"),
    "code": gettext_lazy("same code, quite another name"),
}


@dataclass(frozen=True)
class Twin:
    """The other of two that look alike: a row of the same list, or a unit of the register."""

    how: str
    where: str
    name: str
    code: str
    agency: str
    address: str = ""


def twins_of(batch: ImportBatch, rows: Sequence[ImportRow]) -> dict[int, list[Twin]]:
    """{row: its twins}, with two queries whatever the number of rows."""
    pointed = {row.pk: pointers(row) for row in rows}
    every = [pointer for some in pointed.values() for pointer in some]
    units = units_pointed_at(batch, {one["unit"] for one in every if "unit" in one})
    others = rows_pointed_at(batch, {one["row"] for one in every if "row" in one})
    found: dict[int, list[Twin]] = {}
    for pk, some in pointed.items():
        found[pk] = []
        for one in some:
            how = str(HOW.get(one.get("how", ""), _("looks alike")))
            key = (one.get("sheet", ""), one.get("row"))
            if one.get("unit") in units:
                found[pk].append(of_unit(how, units[one["unit"]]))
            elif key in others:
                found[pk].append(of_row(how, batch, others[key]))
    return found


def pointers(row: ImportRow) -> list[dict[str, object]]:
    """What the row's problems point at, each once."""
    every = [one for problem in row.problems for one in problem.get("twins", ())]
    for problem in row.problems:
        every += (one for one in problem.get("candidates", ()) if "unit" in one)
    once: dict[tuple, dict[str, object]] = {}
    for one in every:
        once.setdefault((one.get("unit"), one.get("sheet", ""), one.get("row")), one)
    return list(once.values())


def units_pointed_at(batch: ImportBatch, units: set[int]) -> dict[int, UnitVersion]:
    """What each unit was on the list's day, or when it first was known."""
    versions = UnitVersion.objects.known().filter(unit__in=units).order_by("valid_from")
    found: dict[int, UnitVersion] = {}
    for version in versions.select_related("agency"):
        if version.unit_id not in found or version.valid_from <= batch.as_of:
            found[version.unit_id] = version
    return found


def rows_pointed_at(batch: ImportBatch, numbers: set[int]) -> dict[tuple[str, int], ImportRow]:
    rows = batch.rows.filter(number__in=numbers).select_related("agency")
    return {(row.sheet, row.number): row for row in rows}


def of_unit(how: str, version: UnitVersion) -> Twin:
    return Twin(
        how,
        f"DV{version.unit_id:07d}",
        version.name,
        version.code,
        str(version.agency or ""),
        reverse("admin:units_unit_change", args=[version.unit_id]),
    )


def of_row(how: str, batch: ImportBatch, row: ImportRow) -> Twin:
    place = {"row": row.number, "sheet": row.sheet}
    where = _("sheet “%(sheet)s”, row %(row)d") if row.sheet else _("row %(row)d")
    agency = str(row.agency or "") or cell_of(batch, row, "agency")
    return Twin(how, where % place, row.label, cell_of(batch, row, "unit_code"), agency)


def cell_of(batch: ImportBatch, row: ImportRow, field: str) -> str:
    """What stands in the row's cell of a field."""
    return texts_of(row, batch).get(batch.reading.get("mapping", {}).get(field, ""), "")
