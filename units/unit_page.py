"""All that a unit's page says, as plain values: the template only lays them out."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .asked import Asked
from .choices import EntryKind
from .fate import Fate, fate_of
from .lineage import Bearing, Lineage, lineage_of
from .lineage_drawing import Drawing, TooManyBoxes, draw
from .lineage_steps import Row, citation, rows_of, written_day
from .models import (
    Participant,
    RegisterEntry,
    ReorganizationEvent,
    Unit,
    UnitVersion,
    YearFigures,
)
from .models.figures import FIGURES
from .models.unit import ATTRIBUTES
from .periods import last_day


@dataclass(frozen=True)
class Period:
    """A version from its first to its ``last_day``, what opened and closed it, and the names of the
    attributes in which it differs from the one before."""

    version: UnitVersion
    last_day: dt.date | None
    opened: str
    closed: str
    changed: list[str]


@dataclass(frozen=True)
class Happening:
    """An event that the unit took part in. ``annulled_on`` is empty while it stands."""

    event: ReorganizationEvent
    day: str
    citation: str
    role: str
    planned: bool
    annulled_on: dt.date | None
    why_annulled: str


@dataclass(frozen=True)
class UnitPage:
    """``version`` is that of the day, else the last before it, else the first; None when the
    register knows, or then knew, nothing of the unit. ``no_drawing`` says why there is none."""

    unit: Unit
    on: dt.date
    version: UnitVersion | None
    bearing: Bearing | None
    fate: Fate
    periods: list[Period]
    figures: list[tuple[int, list[tuple[str, object]]]]
    happenings: list[Happening]
    rows: list[Row]
    drawing: Drawing | None
    no_drawing: str

    @property
    def figure_labels(self) -> list[str]:
        return figure_labels()

    @property
    def former_names(self) -> list[str]:
        """Names borne before that of the day, the oldest first."""
        rows = [one.version for one in reversed(self.periods)]
        earlier = [one.name for one in rows if one.valid_from < self.version.valid_from]
        return [name for name in dict.fromkeys(earlier) if name != self.version.name]

    @property
    def day_of_version(self) -> dt.date:
        """A day on which the version shown held: the day asked about, or the nearest to it."""
        version = self.version
        if self.on < version.valid_from:
            return version.valid_from
        return min(self.on, last_day(version.valid_to) or self.on)


def unit_page(
    unit: Unit, asked: Asked, *, readable: QuerySet[UnitVersion] | None = None
) -> UnitPage:
    """Compute the page of ``unit``; of kin without a ``readable`` version (None: all are) it tells
    neither name nor code.

    The number of queries does not depend on the unit's past.
    """
    versions = versions_of(unit, asked)
    lineage = within_reach(lineage_of(unit.pk, on=asked.on, known=asked.moment), readable)
    roles = {one.event_id: one for one in unit.participations.all()}
    drawing, no_drawing = None, ""
    try:
        drawing = draw(lineage)
    except TooManyBoxes as refused:
        no_drawing = str(refused)
    return UnitPage(
        unit=unit,
        on=asked.on,
        version=version_shown(versions, asked.on),
        bearing=lineage.bearing,
        fate=fate_of(lineage, versions, roles),
        periods=periods_of(versions),
        figures=figures_of(unit, asked),
        happenings=happenings_of(unit, asked, roles),
        rows=rows_of(lineage),
        drawing=drawing,
        no_drawing=no_drawing,
    )


def versions_of(unit: Unit, asked: Asked) -> list[UnitVersion]:
    causes = [f"{end}_by__{cause}" for end in ("opened", "closed") for cause in ("event", "batch")]
    rows = UnitVersion.objects.known(asked.moment).filter(unit=unit).order_by("valid_from")
    return list(rows.select_related("agency", "province", "sector", *causes))


def version_shown(versions: list[UnitVersion], on: dt.date) -> UnitVersion | None:
    begun = [version for version in versions if version.valid_from <= on]
    return (begun or versions[:1] or [None])[-1]


def within_reach(lineage: Lineage, readable: QuerySet[UnitVersion] | None) -> Lineage:
    """The lineage without name and code, and so without an address, of units out of reach, and of
    those of which the register holds a succession but no version (a worklist has them mended)."""
    bearings = dict(lineage.bearings)
    for link in (*lineage.back, *lineage.forward):
        for unit_id in (link.predecessor_id, link.successor_id):
            if unit_id not in bearings:
                bearings[unit_id] = nameless(unit_id, link.day)
    if readable is not None:
        found = readable.known().filter(unit__in=list(bearings))
        for unit_id in bearings.keys() - {
            lineage.unit_id,
            *found.values_list("unit_id", flat=True),
        }:
            bearings[unit_id] = hidden(bearings[unit_id])
    return replace(lineage, bearings=bearings)


def nameless(unit_id: int, day: dt.date) -> Bearing:
    name = _("a unit of which nothing else is recorded")
    return Bearing(unit_id, "", name, begins=day, ends=None, in_force=False)


def hidden(bearing: Bearing) -> Bearing:
    return replace(bearing, code="", name=_("a unit outside your reach"))


def periods_of(versions: list[UnitVersion]) -> list[Period]:
    """The newest first."""
    rows = []
    for before, version in zip([None, *versions], versions, strict=False):
        opened = cause_of(version.opened_by)
        if version.opened_by.kind == EntryKind.IMPORT and version.source_row is not None:
            opened = _("%(list)s, sheet “%(sheet)s”, row %(row)s") % {
                "list": opened,
                "sheet": version.source_sheet,
                "row": version.source_row,
            }
        closed = cause_of(version.closed_by) if version.valid_to else ""
        changed = changes(before, version) if before else []
        rows.append(Period(version, last_day(version.valid_to), opened, closed, changed))
    return rows[::-1]


def changes(before: UnitVersion, version: UnitVersion) -> list[str]:
    differing = (name for name in ATTRIBUTES if getattr(before, name) != getattr(version, name))
    return [str(UnitVersion._meta.get_field(name).verbose_name) for name in differing]


def cause_of(entry: RegisterEntry | None) -> str:
    """In words what an entry was: an event with its decision, a list, a correction."""
    if entry is None:
        return _("not known")
    if event := entry.event:
        kind, cited = event.get_kind_display(), citation(event)
        return f"{kind} {written_day(event)}" + (f" ({cited})" if cited else "")
    if entry.batch:
        values = {"file": entry.batch.filename, "day": date_format(entry.batch.as_of)}
        return _("list “%(file)s” as of %(day)s") % values
    day = date_format(timezone.localtime(entry.recorded_at), "DATE_FORMAT")
    reason = f": {entry.reason}" if entry.reason else ""
    return f"{entry.get_kind_display()} {day}{reason}"


def figures_of(unit: Unit, asked: Asked) -> list[tuple[int, list[tuple[str, object]]]]:
    """(year, [(label, figure or None)]) up to the year of the day, the newest first."""
    rows = YearFigures.objects.known(asked.moment).filter(unit=unit, year__lte=asked.on.year)
    labels = figure_labels()
    return [
        (row.year, list(zip(labels, (getattr(row, name) for name in FIGURES), strict=True)))
        for row in rows.order_by("-year")
    ]


def figure_labels() -> list[str]:
    return [str(YearFigures._meta.get_field(name).verbose_name) for name in FIGURES]


def happenings_of(unit: Unit, asked: Asked, roles: dict[int, Participant]) -> list[Happening]:
    """Events put into effect, as known then; an annulled one stays to be seen as such."""
    entries = RegisterEntry.objects.filter(kind=EntryKind.EVENT, event__in=roles)
    if asked.moment:
        entries = entries.filter(recorded_at__lte=asked.moment)
    entries = entries.select_related("event", "reversed_by")
    return [
        happening(entry, roles[entry.event_id], asked)
        for entry in entries.order_by("-event__operative_on", "-event__sequence", "-pk")
    ]


def happening(entry: RegisterEntry, role: Participant, asked: Asked) -> Happening:
    reversal = getattr(entry, "reversed_by", None)
    if reversal and asked.moment and reversal.recorded_at > asked.moment:
        reversal = None
    return Happening(
        event=entry.event,
        day=written_day(entry.event),
        citation=citation(entry.event),
        role=role.get_role_display(),
        planned=entry.event.operative_on > asked.on,
        annulled_on=timezone.localdate(reversal.recorded_at) if reversal else None,
        why_annulled=reversal.reason if reversal else "",
    )
