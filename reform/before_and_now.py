"""Units by sector, agency level, bloc and autonomy group: then, now, and the change between."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Count, Value
from django.utils.translation import gettext as _

from units.choices import AutonomyGroup, Bloc
from units.counts import UNKNOWN
from units.models import UnitVersion
from units.tally import Kept
from units.tally_subjects import Subject

from .change import Change
from .legal_lists import LegalLists
from .narrowing import EVERYTHING, Narrowing

#: What units are split by: the kept counts that say it, and which part of their cells.
COLUMNS = {
    "sector": (Subject.SECTOR, 0),
    "agency__level": (Subject.LEVEL, 0),
    "autonomy_group": (Subject.AUTONOMY, 2),
    "agency__bloc": (Subject.AUTONOMY, 1),
}
#: What lists of units call a column in their addresses.
ASKED_AS = {"agency__level": "level", "autonomy_group": "autonomy", "agency__bloc": "bloc"}


@dataclass(frozen=True)
class Row:
    """``value``: what list pages call it in their addresses."""

    name: str
    change: Change
    value: str
    is_unknown: bool = False


@dataclass(frozen=True)
class Split:
    """One dimension: a row for each value that any unit has on either day, the unknown one last.

    ``asked_as``: what lists of units call the column in their addresses. ``unknown_words`` is a
    sentence with a place for ``%(number)s`` units.
    """

    column: str
    asked_as: str
    title: str
    unknown_words: str
    rows: list[Row]
    total: Change

    @property
    def only_value(self) -> str:
        """The one value that all units have now; empty when they differ or it is not known."""
        found = [row for row in self.rows if row.change.now]
        return found[0].name if len(found) == 1 and not found[0].is_unknown else ""

    @property
    def unknown_now(self) -> int:
        """Units in force now of which the register does not know it."""
        return sum(row.change.now for row in self.rows if row.is_unknown)


def splits(
    territory: Collection[int],
    before: dt.date | None,
    now: dt.date,
    kept: Kept,
    lists: LegalLists,
    narrowed: Narrowing = EVERYTHING,
) -> list[Split]:
    """By each of :data:`COLUMNS` on both days; ``before`` None compares with nothing. Where the
    page is narrowed this is one query for both days."""
    if narrowed:
        then, today = counted(territory, (before, now), kept.known, narrowed)
    else:
        then = kept_counts(territory, before, kept) if before else {}
        today = kept_counts(territory, now, kept)
    return [
        Split(
            column,
            ASKED_AS.get(column, column),
            title,
            words,
            *rows_of(names, then.get(column), today[column]),
        )
        for column, title, words, names in dimensions(lists)
    ]


def dimensions(lists: LegalLists) -> list[tuple[str, str, str, dict]]:
    """(column, title, sentence for units of which it is not known, names of its values)."""
    return [
        (
            "sector",
            _("By sector"),
            _("Units without a known sector: %(number)s."),
            lists.sectors,
        ),
        (
            "agency__level",
            _("By level of the governing agency"),
            _("Units whose governing agency or its level is not known: %(number)s."),
            lists.levels,
        ),
        (
            "autonomy_group",
            _("By financial autonomy"),
            _("Units without a known autonomy group: %(number)s."),
            dict(AutonomyGroup.choices),
        ),
        (
            "agency__bloc",
            _("By bloc"),
            _("Units whose bloc is not known: %(number)s."),
            dict(Bloc.choices),
        ),
    ]


def kept_counts(territory: Collection[int], day: dt.date, kept: Kept) -> dict[str, Counter]:
    """Column -> number of units by its values on ``day``."""
    tallies = {column: Counter() for column in COLUMNS}
    for column, (subject, part) in COLUMNS.items():
        for cell, number in kept.on(day, territory, subject).items():
            tallies[column][cell[part] or None] += number
    return tallies


def counted(
    territory: Collection[int],
    days: Sequence[dt.date | None],
    known: dt.datetime | None,
    narrowed: Narrowing,
) -> list[dict[str, Counter]]:
    """The same on each of ``days`` (None: nothing) of the units that a page is narrowed to, all
    from one query."""
    found = [{column: Counter() for column in COLUMNS} if day else {} for day in days]
    grouped = [
        UnitVersion.objects.on(day, known=known)
        .order_by()
        .filter(narrowed.versions, province__in=territory)
        .values_list(Value(place), *COLUMNS)
        .annotate(number=Count("*"))
        for place, day in enumerate(days)
        if day
    ]
    for place, *values, number in grouped[0].union(*grouped[1:], all=True):
        for column, value in zip(COLUMNS, values, strict=True):
            found[place][column][value or None] += number
    return found


def rows_of(names: dict, then: Counter | None, today: Counter) -> tuple[list[Row], Change]:
    """The rows of a split, in the order of its list, and their total."""

    def change(of_one) -> Change:
        return Change(of_one(then) if then is not None else None, of_one(today))

    seen = {*today, *(then or ())}
    order = sorted(names, key=lambda key: getattr(names[key], "position", 0))
    rows = [
        Row(str(names[key]), change(lambda c, key=key: c[key]), getattr(names[key], "code", key))
        for key in order
        if key in seen
    ]
    if None in seen:
        rows.append(Row(_("not known"), change(lambda c: c[None]), UNKNOWN, is_unknown=True))
    return rows, change(lambda c: c.total())
