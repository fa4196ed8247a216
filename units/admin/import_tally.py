"""How many rows of each kind an imported list has: one grouped query over a covering index."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from ..choices import RowOutcome
from ..imports.likeness import LIKENESSES
from ..models import Agency, ImportBatch
from .import_problems import problem_label
from .import_values import label_of
from .import_words import outcome_label

#: Rows that are good and still ask for a look.
NOTED = "noted"
#: Rows that may mean a unit which stands elsewhere in the list or in the register.
TWINS = "duplicates"
IN_ORDER = (RowOutcome.REJECTED, RowOutcome.CREATED, RowOutcome.CHANGED, RowOutcome.MISSING)


@dataclass(frozen=True)
class Group:
    """Rows alike in all that can be chosen by."""

    outcome: str
    marks: frozenset[str]
    agency: int | None
    number: int

    def is_of(self, kind: str) -> bool:
        if kind == TWINS:
            return not self.marks.isdisjoint(TWIN_MARKS)
        if kind == NOTED:
            asks = any(mark.startswith("!") for mark in self.marks)
            return asks and self.outcome != RowOutcome.REJECTED
        return self.outcome == kind


TWIN_MARKS = frozenset(f"!{code}" for code in LIKENESSES)


def marked(mark: str) -> Q:
    return Q(marks__contains=f" {mark} ")


def of_kind(rows: QuerySet, kind: str) -> QuerySet:
    """The rows under one tab."""
    if kind == TWINS:
        wanted = Q()
        for mark in sorted(TWIN_MARKS):
            wanted |= marked(mark)
        return rows.filter(wanted)
    if kind == NOTED:
        return rows.filter(marks__contains=" !").exclude(outcome=RowOutcome.REJECTED)
    return rows.filter(outcome=kind)


class Tally:
    """All that the page says in numbers, counted once."""

    def __init__(self, batch: ImportBatch) -> None:
        self.batch = batch
        rows = batch.rows.order_by().values_list("outcome", "marks", "agency")
        self.groups = [
            Group(outcome, frozenset(marks.split()), agency, number)
            for outcome, marks, agency, number in rows.annotate(number=Count("pk"))
        ]

    def of(self, kind: str) -> list[Group]:
        return [group for group in self.groups if group.is_of(kind)]

    def number(self, kind: str) -> int:
        return sum(group.number for group in self.of(kind))

    @cached_property
    def tabs(self) -> list[tuple[str, str, int]]:
        """(value, label, number of rows) for each kind of row that the batch has."""
        kinds = [(kind.value, outcome_label(self.batch, kind)) for kind in IN_ORDER]
        kinds += [(TWINS, _("likely duplicates")), (NOTED, _("good, but look"))]
        counted = [(kind, label, self.number(kind)) for kind, label in kinds]
        return [tab for tab in counted if tab[2]]

    def problems(self, kind: str) -> list[tuple[str, str]]:
        """(code, label with its number) of the problems under a tab, the most frequent first."""
        return choices({
            mark[1:]: (problem_label(mark[1:]), number)
            for mark, number in self._marks(kind).most_common() if mark.startswith("!")
        })  # fmt: skip

    def fields(self, kind: str) -> list[tuple[str, str]]:
        return choices({
            mark: (label_of(mark), number)
            for mark, number in self._marks(kind).most_common() if not mark.startswith("!")
        })  # fmt: skip

    def agencies(self, kind: str) -> list[tuple[str, str]]:
        found: Counter[int] = Counter()
        for group in self.of(kind):
            if group.agency is not None:
                found[group.agency] += group.number
        known = Agency.objects.filter(pk__in=found).order_by("sort_key")
        return choices({str(one.pk): (str(one), found[one.pk]) for one in known})

    def _marks(self, kind: str) -> Counter[str]:
        found: Counter[str] = Counter()
        for group in self.of(kind):
            for mark in group.marks:
                found[mark] += group.number
        return found


def choices(counted: dict[str, tuple[str, int]]) -> list[tuple[str, str]]:
    return [(value, f"{label} ({number})") for value, (label, number) in counted.items()]
