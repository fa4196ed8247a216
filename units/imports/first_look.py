"""The first look into a file: what its columns are called, hold, and seem to mean."""

from __future__ import annotations

from ..models import ImportBatch
from .catalogue import ENGINES
from .headings import propose_mapping
from .preview import table_of
from .samples import samples


def look(batch: ImportBatch) -> None:
    """Read the file once to remember its headings, samples and proposals for the mapping.

    Raises :class:`UnreadableFile` or :class:`UnusableOption`.
    """
    table = table_of(batch)
    proposals = propose_mapping(table, ENGINES[batch.layout].layout)
    columns = samples(table)
    headings = {column["index"]: column["heading"] for column in columns}
    batch.sheet = table.sheet_name
    batch.reading = {
        "columns": columns,
        "proposals": {
            name: [headings[proposal.column], proposal.confidence]
            for name, proposal in proposals.items()
        },
        "rows": len(table.rows),
    }
    for name, heading in batch.options["map"].items():
        batch.options["map"][name] = heading and headings[table.column(heading)]
    batch.save(update_fields=["sheet", "reading", "options"])
