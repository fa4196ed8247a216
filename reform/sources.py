"""Where the figures of a page come from: lists taken into the register, and what papers say."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q, QuerySet

from resolutions.models import SourceClaim
from units.choices import BatchStatus, EntryKind
from units.models import ImportBatch, RegisterEntry, Tally
from units.tally_subjects import Subject


@dataclass(frozen=True)
class SourceList:
    """A list that was written to the register, and the day of which it speaks.

    ``only``: which of its rows were taken ("LOAI_HINH_DAO_TAO = 1"); empty means all.
    """

    filename: str
    sheet: str
    as_of: dt.date
    only: str


@dataclass(frozen=True)
class Sources:
    """The lists in the order of their days; units entered by hand come from none of them."""

    lists: list[SourceList] = field(default_factory=list)

    @property
    def first(self) -> SourceList | None:
        return self.lists[0] if self.lists else None

    @property
    def last(self) -> SourceList | None:
        return self.lists[-1] if self.lists else None


def sources_asked(
    territory: Collection[int], day: dt.date, known: dt.datetime | None = None
) -> dict[str, QuerySet]:
    """The lists of a territory that speak of ``day`` or of a day before it, the days from which its
    provinces are known, and what papers say of them, in their own words."""
    batches = ImportBatch.objects.filter(written(known), province__in=territory, as_of__lte=day)
    claims = SourceClaim.objects.filter(province__in=territory)
    listed = Tally.objects.known(known).filter(subject=Subject.LISTED, area__in=territory)
    return {
        "lists": batches.order_by("as_of", "pk"),
        "claims": claims.select_related("province"),
        "listed": listed.order_by("area", "day"),
    }


def first_days(rows: Mapping[str, list]) -> set[dt.date]:
    """The day from which each province of the territory is known, by a list or by hand: with one of
    them later days are compared."""
    numbers: Counter[tuple[int, dt.date]] = Counter()
    for one in rows["listed"]:
        numbers[one.area, one.day] += one.number
    found: dict[int, dt.date] = {}
    for (area, day), number in sorted(numbers.items()):
        if number > 0:
            found.setdefault(area, day)
    return set(found.values())


def sources_told(rows: Mapping[str, list]) -> Sources:
    """The lists that :func:`sources_asked` asks for, read."""
    return Sources(
        [
            SourceList(one.filename, one.sheet, one.as_of, rows_taken(one.options))
            for one in rows["lists"]
        ]
    )


def written(known: dt.datetime | None) -> Q:
    """Lists that stood in the register at ``known``: written by then, and not yet taken back."""
    if known is None:
        return Q(status=BatchStatus.APPLIED)
    undone = RegisterEntry.objects.filter(
        kind=EntryKind.REVERSAL, batch=OuterRef("pk"), recorded_at__lte=known
    )
    return Q(applied_at__lte=known) & ~Q(Exists(undone))


def rows_taken(options: dict) -> str:
    """The condition on rows under which a list was imported, as people read it."""
    return ", ".join(f"{heading} = {value}" for heading, value in options.get("where", ()))


def claims_about_the_country() -> list[SourceClaim]:
    """What papers say of the whole country; one query."""
    return list(SourceClaim.objects.filter(province=None))
