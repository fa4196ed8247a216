"""One page of the rows of an imported list: those asked for, at the same cost for any length."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from django.core.paginator import Page, Paginator

from ..imports.marked import why_values_only
from ..models import ImportBatch
from .import_choice import RowChoice
from .import_downloads import difference_address, marked_address
from .import_rows import shown_rows
from .import_summary import summary_of
from .import_tally import TWINS, Tally

PER_PAGE = 50


class CountedPaginator(Paginator):
    """Asks for the number of rows only where nobody knows it."""

    def __init__(self, rows, *, number: int | None) -> None:
        super().__init__(rows, PER_PAGE)
        self.number = number

    @cached_property
    def count(self) -> int:
        return super().count if self.number is None else self.number


def rows_context(batch: ImportBatch, asked: Mapping[str, str]) -> dict[str, object]:
    """What the summary and the rows of a batch need; without a tab there are no rows."""
    tally = Tally(batch)
    choice = RowChoice(asked, tally)
    context: dict[str, object] = {
        "summary": summary_of(batch, tally),
        "marked_address": (address := marked_address(batch, tally)),
        "values_only": why_values_only(batch) if address else "",
        "difference_address": difference_address(batch),
        "tabs": tally.tabs,
        "kind": choice.kind,
        "choice": choice,
        "side_by_side": choice.kind == TWINS,
    }
    if choice.kind:
        page = page_of(batch, choice, asked.get("p"))
        context |= {"page": page, "sorting": sorting(choice)} | neighbours(page, choice)
    return context


def page_of(batch: ImportBatch, choice: RowChoice, number: str | None) -> Page:
    page = CountedPaginator(choice.rows(batch), number=choice.number).get_page(number)
    page.shown = shown_rows(batch, page.object_list, with_twins=choice.kind == TWINS)
    page.has_changes = any(row.changes for row in page.shown)
    page.has_problems = any(row.problems for row in page.shown)
    page.has_candidates = any(row.has_candidates for row in page.shown)
    return page


def neighbours(page: Page, choice: RowChoice) -> dict[str, str]:
    """The addresses of the pages before and after this one."""
    before = choice.address(p=page.previous_page_number()) if page.has_previous() else ""
    after = choice.address(p=page.next_page_number()) if page.has_next() else ""
    return {"before": before, "after": after}


def sorting(choice: RowChoice) -> dict[str, dict[str, str]]:
    """For each column that can be sorted by: where that leads, and how it is now."""
    signs = {"": ("none", ""), "-": ("descending", " ▾"), "+": ("ascending", " ▴")}
    found = {}
    for name in ("row", "name"):
        now = {name: "+", f"-{name}": "-"}.get(choice.order, "")
        said, sign = signs[now]
        other = f"-{name}" if now == "+" else name
        found[name] = {"address": choice.address(o=other), "said": said, "sign": sign}
    return found
