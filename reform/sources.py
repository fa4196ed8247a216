"""Where the figures of a page come from: lists taken into the register, and what papers say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q

from resolutions.models import SourceClaim
from units.choices import BatchStatus, EntryKind
from units.models import ImportBatch, RegisterEntry


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


def sources_of(
    territory: Collection[int], day: dt.date, known: dt.datetime | None = None
) -> Sources:
    """The lists of a territory that speak of ``day`` or of a day before it; one query."""
    batches = ImportBatch.objects.filter(written(known), province__in=territory, as_of__lte=day)
    rows = batches.order_by("as_of", "pk").values_list("filename", "sheet", "as_of", "options")
    return Sources([SourceList(*row, rows_taken(options)) for *row, options in rows])


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


def claims_about(territory: Collection[int]) -> list[SourceClaim]:
    """What papers say of the provinces of a territory, in their own words; one query."""
    return list(SourceClaim.objects.filter(province__in=territory).select_related("province"))


def claims_about_the_country() -> list[SourceClaim]:
    """What papers say of the whole country; one query."""
    return list(SourceClaim.objects.filter(province=None))
