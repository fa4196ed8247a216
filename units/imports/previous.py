"""The list of a province before this one, and what the two files say differently."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.db.models import Q

from ..choices import BatchStatus
from ..models import ImportBatch, Sector
from .clean_rows import read_records
from .corrections import as_corrected, references_of
from .instructions import Instructions, choose_columns, clean_constants, kept_rows
from .layouts import UNITS
from .list_difference import Difference, Listed, difference_of
from .reading import read_list
from .records import Record, plain
from .references import Agencies, Sectors, UnknownReference
from .unit_list import find

#: What a list may say of a unit that is worth comparing.
LEFT_OUT = ("note",)


def previous_list(batch: ImportBatch) -> ImportBatch | None:
    """The last list of the same kind and province that was written to the register before it: by
    the day it speaks of, then by when it was written."""
    earlier = Q(as_of__lt=batch.as_of)
    if batch.applied_at:
        earlier |= Q(as_of=batch.as_of, applied_at__lt=batch.applied_at)
    else:
        earlier |= Q(as_of=batch.as_of)
    lists = ImportBatch.objects.filter(
        earlier, layout=batch.layout, province=batch.province_id, status=BatchStatus.APPLIED
    )
    return lists.exclude(pk=batch.pk).order_by("-as_of", "-applied_at", "-pk").first()


def difference_between(before: ImportBatch, after: ImportBatch) -> Difference:
    """Both files read as their own batches say, and compared; for lists of units.

    Raises :class:`UnreadableFile` or :class:`UnusableOption`.
    """
    return difference_of(list(listed(before)), list(listed(after)))


def listed(batch: ImportBatch) -> Iterator[Listed]:
    """The rows of a batch's file in plain values; agencies and sectors by their names in the
    register, so that a code in one list and a name in the other are the same."""
    table = read_list(batch, find)
    instructions = Instructions.from_options(batch.options)
    columns = choose_columns(table, UNITS, instructions)
    constants = clean_constants(UNITS, instructions)
    layout = as_corrected(UNITS, instructions, table, columns)
    kept = kept_rows(table, instructions)
    words = Words(*references_of(batch, UNITS, instructions))
    for record in read_records(table, kept, columns, constants, layout):
        said = {
            name: words.plain(name, value)
            for name, value in with_inherited(record).items()
            if value not in (None, "") and name not in LEFT_OUT
        }
        if said.get("name"):
            yield Listed(record.inherited.get("sheet", batch.sheet), record.number, said)


def with_inherited(record: Record) -> Mapping[str, object]:
    above = {name: record.inherited.get(name) for name in ("agency", "sector")}
    return above | {name: value for name, value in record.values.items() if value not in (None, "")}


class Words:
    """What the words of one list stand for."""

    def __init__(self, agencies: Agencies, sectors: Sectors) -> None:
        self.find = {"agency": agencies.find, "sector": sectors.find}
        self.names = {
            "agency": {row.pk: row.name for row in agencies.rows},
            "sector": {sector.pk: str(sector) for sector in Sector.objects.all()},
        }

    def plain(self, name: str, value: object) -> object:
        if name not in self.find:
            return plain(value)
        try:
            found = self.find[name](str(value))
        except UnknownReference:
            return str(value)
        return self.names[name].get(found, str(value))
