"""All that the register holds to be true of one unit, as plain rows for its page."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ..lineage import Bearing, bearing_of, bearings_of
from ..models import Participant, RegisterEntry, Succession, Unit, UnitVersion, YearFigures
from ..models.figures import FIGURES
from ..periods import last_day


@dataclass(frozen=True)
class Cause:
    """What opened or closed a version: words, and the address of the event or list behind them."""

    text: str
    url: str = ""


@dataclass(frozen=True)
class Period:
    version: UnitVersion
    last_day: dt.date | None
    opened: Cause
    closed: Cause | None


@dataclass(frozen=True)
class Kin:
    """A unit that this one continues, or that continues it."""

    unit: Bearing
    link: Succession


@dataclass(frozen=True)
class Record:
    unit: Unit
    bearing: Bearing
    periods: list[Period]
    figure_labels: list[str]
    figures: list[tuple[YearFigures, list[tuple[str, object]]]]
    participations: list[Participant]
    predecessors: list[Kin]
    successors: list[Kin]

    @property
    def name(self) -> str:
        return self.bearing.name


def record_of(unit: Unit, *, on: dt.date) -> Record:
    """Read everything about a unit in six queries; it is headed by its name ``on`` that day."""
    causes = ("event", "batch", "reverses")
    related = [f"{end}_by__{cause}" for end in ("opened", "closed") for cause in causes]
    versions = unit.versions.known().select_related("agency", "province", "sector", *related)
    rows = list(versions.order_by("valid_from"))
    edges = Succession.objects.known().select_related("event")
    back = list(edges.filter(successor=unit).order_by("event__operative_on", "pk"))
    forward = list(edges.filter(predecessor=unit).order_by("event__operative_on", "pk"))
    kin = {edge.predecessor_id for edge in back} | {edge.successor_id for edge in forward}
    bearings = bearings_of(kin, on=on)
    labels = [YearFigures._meta.get_field(name).verbose_name for name in FIGURES]
    figures = [
        (row, [(label, getattr(row, name)) for label, name in zip(labels, FIGURES, strict=True)])
        for row in unit.figures.known().order_by("-year")
    ]
    events = unit.participations.select_related("event").order_by("-event__operative_on", "-pk")
    return Record(
        unit=unit,
        bearing=bearing_of(rows, on),
        periods=[period_of(version) for version in reversed(rows)],
        figure_labels=labels,
        figures=figures,
        participations=list(events),
        predecessors=[Kin(bearings[edge.predecessor_id], edge) for edge in back],
        successors=[Kin(bearings[edge.successor_id], edge) for edge in forward],
    )


def period_of(version: UnitVersion) -> Period:
    closed = None
    if version.valid_to:
        closed = cause_of(version.closed_by) if version.closed_by else Cause(_("not known"))
    return Period(version, last_day(version.valid_to), opened_by(version), closed)


def opened_by(version: UnitVersion) -> Cause:
    """The entry behind a version; for an imported list also sheet and row."""
    cause = cause_of(version.opened_by)
    if version.source_row is None:
        return cause
    place = _("%(list)s, sheet “%(sheet)s”, row %(row)s") % {
        "list": cause.text,
        "sheet": version.source_sheet,
        "row": version.source_row,
    }
    return Cause(place, cause.url)


def cause_of(entry: RegisterEntry) -> Cause:
    source = entry.event or entry.batch
    if source:
        return Cause(str(source), source.get_absolute_url())
    day = date_format(entry.recorded_at, "SHORT_DATE_FORMAT")
    text = f"{entry.get_kind_display()} {day}"
    return Cause(f"{text}: {entry.reason}" if entry.reason else text)
