"""Units whose versions do not add up to one life, or that ended without anybody saying why."""

from __future__ import annotations

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..models import Succession, UnitVersion
from ..periods import in_force
from .participants import ended_by_event
from .problem import Finding, Review, problem, tell_unit


def siblings() -> QuerySet[UnitVersion]:
    """All known versions of the unit that the row outside is a version of."""
    return UnitVersion.objects.known().filter(unit=OuterRef("unit"))


def in_order(versions: QuerySet[UnitVersion]) -> QuerySet[UnitVersion]:
    return versions.select_related("unit").order_by("sort_key", "unit_id", "valid_from")


def period(version: UnitVersion) -> Finding:
    start = date_format(version.valid_from, "SHORT_DATE_FORMAT")
    end = version.valid_to and date_format(version.valid_to, "SHORT_DATE_FORMAT")
    words = gettext("from %(start)s until before %(end)s") if end else gettext("since %(start)s")
    return tell_unit(version, words % {"start": start, "end": end})


@problem(
    _("Units closed without successor or reason"),
    cure=_("Take back what ended the unit, then enter the event that closed it."),
    tell=period,
)
def units_closed_without_reason(review: Review) -> QuerySet[UnitVersion]:
    """Ended by the day, while no event in effect closes the unit and nobody succeeds to it then.

    An event that closes the unit on another day is told under that event.
    """
    ended = review.versions().filter(valid_to=F("unit__ceased_on"), valid_to__lte=review.on)
    heirs = Succession.objects.known().filter(
        predecessor=OuterRef("unit"), event__operative_on=OuterRef("valid_to")
    )
    return in_order(ended.filter(~ended_by_event("unit"), ~Exists(heirs)))


@problem(
    _("Units with a gap between two of their versions"),
    cure=_("Undo the list, or annul the event, that left the gap."),
    tell=period,
)
def versions_before_a_gap(review: Review) -> QuerySet[UnitVersion]:
    """A unit that ended and was set up again is another unit, so no gap is right."""
    later = siblings().filter(valid_from__gt=OuterRef("valid_to"))
    on_that_day = siblings().filter(in_force(OuterRef("valid_to")))
    return in_order(review.versions().filter(Exists(later), ~Exists(on_that_day)))


@problem(
    _("Units with two versions for the same day"),
    cure=_("Undo the list, or annul the event, that wrote the second of them."),
    tell=period,
)
def versions_that_overlap(review: Review) -> QuerySet[UnitVersion]:
    """The version within which another one begins."""
    later = siblings().filter(valid_from__gt=OuterRef("valid_from"))
    begins_within = Exists(later.filter(valid_from__lt=OuterRef("valid_to")))
    open_too_long = Q(valid_to__isnull=True) & Exists(later)
    return in_order(review.versions().filter(begins_within | open_too_long))


def tell_end(version: UnitVersion) -> Finding:
    ends = [version.unit.ceased_on, version.valid_to]
    shown = [date_format(end, "SHORT_DATE_FORMAT") if end else gettext("open") for end in ends]
    words = gettext("End on record: %(recorded)s; by its versions: %(versions)s.")
    return tell_unit(version, words % {"recorded": shown[0], "versions": shown[1]})


@problem(
    _("Units whose recorded end is not that of their versions"),
    cure=_("Tell the administrators of the register: this end is derived, nobody types it."),
    tell=tell_end,
)
def ends_amiss(review: Review) -> QuerySet[UnitVersion]:
    """Looks at the version that ends last."""
    ends_later = Q(valid_to__isnull=True) | Q(valid_to__gt=OuterRef("valid_to"))
    as_late = Q(valid_to=OuterRef("valid_to"), valid_from__gt=OuterRef("valid_from"))
    differs = (
        Q(valid_to__isnull=True, unit__ceased_on__isnull=False)
        | Q(valid_to__isnull=False, unit__ceased_on__isnull=True)
        | Q(valid_to__isnull=False) & ~Q(unit__ceased_on=F("valid_to"))
    )
    others = siblings().exclude(pk=OuterRef("pk")).filter(ends_later | as_late)
    last = Q(valid_to__isnull=True) | ~Exists(others)
    return in_order(review.versions().filter(differs, last))
