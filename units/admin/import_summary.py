"""A list in a few words: what came of its rows, and what is best done next."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from ..choices import BatchStatus, RowOutcome
from ..models import ImportBatch
from .import_tally import TWINS, Tally
from .import_words import is_of_events


@dataclass(frozen=True)
class Summary:
    """``sentences`` say what came of the rows, ``steps`` what to do; ``totals`` are those that
    don't add up, and ``remarks`` what else a reader should know."""

    sentences: list[str]
    steps: list[str]
    totals: list[dict[str, object]]
    remarks: list[str]
    is_clean: bool


def summary_of(batch: ImportBatch, tally: Tally) -> Summary:
    totals = batch.reading.get("totals", [])
    told = {total["sentence"] for total in totals}
    is_open = batch.status == BatchStatus.PREVIEWED
    return Summary(
        sentences=sentences(batch) if batch.counts else [],
        steps=steps(batch, tally) if batch.counts and is_open else [],
        totals=totals,
        remarks=[remark for remark in batch.remarks if remark not in told],
        is_clean=not (batch.counts.get("rejected") or totals or tally.number(TWINS)),
    )


def sentences(batch: ImportBatch) -> list[str]:
    """The counts as somebody would say them."""
    facts = {name: number_format(number) for name, number in batch.counts.items()}
    if is_of_events(batch):
        main = _("Of %(rows_read)s rows: %(created)s of new events, %(unchanged)s of events "
                 "already in effect, %(rejected)s rejected.")  # fmt: skip
    else:
        main = _("Of %(rows_read)s rows: %(unchanged)s unchanged, %(created)s new, %(changed)s "
                 "changed, %(rejected)s rejected.")  # fmt: skip
    said = [main % facts]
    if batch.counts.get("ignored"):
        said.append(_("Titles, totals and rows left out by the filter: %(ignored)s.") % facts)
    if batch.counts.get("missing_from_list"):
        said.append(
            _("Units of the register that are missing from the list: %(missing_from_list)s.")
            % facts
        )
    return said


def steps(batch: ImportBatch, tally: Tally) -> list[str]:
    """What to do before confirming, the most pressing first."""
    counts, found = batch.counts, []
    if counts["rejected"]:
        found.append(
            _("Download the file with the problem cells marked, correct them there, and import "
              "that file; or take only the good rows.")
        )  # fmt: skip
    if tally.number(TWINS):
        found.append(_("Look at the likely duplicates: is each of them really a unit of its own?"))
    if tally.number(RowOutcome.MISSING):
        found.append(
            _("Units missing from the list stay in the register as they are: where one was closed "
              "or merged, record that event.")
        )  # fmt: skip
    if counts["created"] or counts["changed"]:
        found.append(_("Look through what is new or changed, then confirm."))
    elif not counts["rejected"]:
        found.append(_("Nothing would change: the list can be put aside."))
    return found
