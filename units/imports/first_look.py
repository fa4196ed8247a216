"""The first look into a file: what its columns are called, hold, and seem to mean."""

from __future__ import annotations

from collections.abc import Mapping

from ..choices import BatchStatus
from ..models import ImportBatch
from .catalogue import ENGINES
from .cells import shown
from .claims import NotOpen
from .corrections import references_of
from .headings import Proposal, propose_mapping
from .instructions import Column, Instructions
from .layouts import Layout
from .offers import codes_with, named_by, sheets_with, swapped_in
from .preview import BEFORE_CONFIRMING
from .profiles import fitting, taken
from .reading import list_of, workbook_of
from .samples import SAMPLES, named, samples
from .tables import SideBySide, Table
from .unread import unread_in
from .workbook import Workbook

KEPT = ("sheet", "reading", "options", "profile", "status")


def look(batch: ImportBatch, *, afresh: bool = False) -> None:
    """Read the file to remember its headings, samples and proposals for the mapping, and what else
    a clerk may choose. At the first look, a profile for files of this shape is taken.

    ``afresh`` forgets all that was said of the file and leaves profiles alone. Raises
    :class:`UnreadableFile`, :class:`UnusableOption`, or :class:`NotOpen`.
    """
    workbook = workbook_of(batch)
    first = not batch.reading
    if afresh:
        batch.options, batch.profile = Instructions().as_options(), None
    look_at(batch, workbook)
    if first and not afresh and (profile := fitting(batch)):
        taken(batch, profile)
        look_at(batch, workbook)
    batch.status = BatchStatus.UPLOADED
    still_open = ImportBatch.objects.filter(pk=batch.pk, status__in=BEFORE_CONFIRMING)
    if not still_open.update(**{name: getattr(batch, name) for name in KEPT}):
        raise NotOpen(ImportBatch.objects.get(pk=batch.pk))


def look_at(batch: ImportBatch, workbook: Workbook) -> None:
    """Fill in ``reading``; of tables side by side only their banners, until one is chosen."""
    engine = ENGINES[batch.layout]
    try:
        table = list_of(workbook, batch, engine.find)
    except SideBySide as several:
        batch.reading = {"columns": [], "proposals": {}, "rows": 0, "blocks": several.blocks,
                         "headings": several.headings}  # fmt: skip
        return
    batch.sheet = table.sheet_name
    names = named(table.headings)
    for name, heading in batch.options["map"].items():
        batch.options["map"][name] = heading and names[table.column(heading)]
    proposals, rivals = proposals_in(table, engine.layout)
    found = choices_in(batch, table, workbook, proposals)
    batch.reading = {
        "columns": samples(table),
        "proposals": {
            name: [names[proposal.column], less_sure(name, proposal, found, len(table.rows))]
            for name, proposal in proposals.items()
        },
        "rivals": {name: told_apart(table, several, names) for name, several in rivals.items()},
        "rows": len(table.rows),
        "blocks": table.blocks,
        "headings": table.whole or table.headings,
        **found,
    }


def proposals_in(table: Table, layout: Layout) -> tuple[dict[str, Proposal], dict[str, list[int]]]:
    """What is proposed for each field, and {field: columns} where the heading that speaks for it
    stands over several that differ: only a person can tell them apart."""
    proposals, rivals = {}, {}
    for name, proposal in propose_mapping(table, layout).items():
        alike = table.rivals(proposal.column)
        proposals[name] = proposal._replace(column=alike[0])
        if len(alike) > 1:
            rivals[name] = alike
    return proposals, rivals


def told_apart(table: Table, rivals: list[int], names: list[str]) -> list[dict[str, object]]:
    """Columns under the same heading, with what they hold in the first rows in which they
    differ."""
    rows = table.where_they_differ(rivals, SAMPLES)
    return [
        {"heading": names[one], "index": one, "values": [shown(row.cells[one]) for row in rows]}
        for one in rivals
    ]


def less_sure(name: str, proposal: Proposal, found: Mapping, rows: int) -> float:
    """How surely a column holds a field: codes like 1 and 2 are readable text, but no sectors."""
    if name != "sector":
        return proposal.confidence
    unknown = sum(number for _text, number in found["unread"].get(name, ()))
    return round(proposal.confidence * (1 - 0.5 * min(unknown / max(rows, 1), 1)), 2)


def choices_in(
    batch: ImportBatch, table: Table, workbook: Workbook, proposals: dict[str, Proposal]
) -> dict[str, object]:
    """What the clerk may choose and explain, as plain values."""
    engine = ENGINES[batch.layout]
    layout, instructions = engine.layout, Instructions.from_options(batch.options)
    columns = columns_shown(table, layout, instructions, proposals)
    sheets = []
    if layout.sheets_together:
        sheets = sheets_with(table, workbook, lambda sheet: engine.find(sheet, instructions))
    agencies, sectors = references_of(batch, layout, instructions)
    return {
        "sheets": sheets,
        "sheet_names": named_by(sheets, agencies, sectors),
        "code_lists": codes_with(table, workbook),
        "swapped": swapped_in(table, layout, columns),
        "unread": unread_in(batch, table, layout, columns, instructions),
    }


def columns_shown(
    table: Table, layout: Layout, instructions: Instructions, proposals: dict[str, Proposal]
) -> dict[str, Column]:
    """{field: column} as the page proposes it: what the clerk chose, else what was proposed."""
    chosen = {name: proposal.column for name, proposal in proposals.items()}
    for name, heading in instructions.mapping.items():
        chosen.pop(layout.field(name).name, None)
        if heading:
            chosen[layout.field(name).name] = table.column(heading)
    return {name: Column(index, table.headings[index]) for name, index in chosen.items()}
