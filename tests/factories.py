"""Rows for tests, written through the register's own writer. All names are plainly artificial."""

from __future__ import annotations

import datetime as dt
import itertools

from django.contrib.auth import get_user_model
from django.utils import timezone

from units import register
from units.choices import EntryKind, ParticipantRole
from units.models import (
    Agency,
    AgencyLevel,
    Membership,
    Participant,
    Province,
    ReorganizationEvent,
    Sector,
    Unit,
    UnitVersion,
    YearFigures,
)
from units.names import sort_key

FIRST_DAY = dt.date(2015, 12, 31)
numbers = itertools.count(1)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def make_user(username: str = "", *, role: str = "", province=None, **fields):
    user = get_user_model().objects.create_user(
        username or f"user{next(numbers)}", password="a long test password", is_staff=True, **fields
    )
    if role:
        Membership.objects.create(user=user, role=role, province=province, started_on=FIRST_DAY)
    return user


def make_province(code: str = "MH", name: str = "Minh Họa", **fields) -> Province:
    values = {"valid_from": day("2015-01-01"), "kind": "province", "is_fictional": True}
    return Province.objects.create(
        code=code, name=name, sort_key=sort_key(name)[:250], **{**values, **fields}
    )


def make_agency(name: str = "", *, level: str = "department", **fields) -> Agency:
    agency = Agency(
        name=name or f"Sở Minh Họa {next(numbers)}",
        level=AgencyLevel.objects.get(code=level) if level else None,
        bloc=fields.pop("bloc", "government"),
        **fields,
    )
    agency.write_keys()
    agency.save()
    return agency


def make_unit(
    province: Province | None,
    *,
    name: str = "",
    code: str = "",
    valid_from: dt.date = FIRST_DAY,
    valid_to: dt.date | None = None,
    agency: Agency | None = None,
    sector: str | Sector | None = None,
    autonomy_group: str = "",
    **fields,
) -> Unit:
    number = next(numbers)
    version = UnitVersion(
        unit=Unit(),
        valid_from=valid_from,
        valid_to=valid_to,
        name=name or f"Trường Minh Họa {number}",
        code=code or f"MH{number:05d}",
        province=province,
        agency=agency,
        sector=Sector.objects.get(code=sector) if isinstance(sector, str) else sector,
        autonomy_group=autonomy_group,
        **fields,
    )
    return make_units([version])[0]


def make_units(versions: list[UnitVersion], *, at: dt.datetime | None = None) -> list[Unit]:
    """Many units at once, under one entry."""
    entry = register.enter(EntryKind.CORRECTION, at=at or timezone.now(), reason="test")
    register.write(entry, written=versions)
    return [version.unit for version in versions]


def make_figures(unit: Unit, year: int, **figures) -> YearFigures:
    version = unit.versions.known().order_by("-valid_from").first()
    entry = register.enter(EntryKind.CORRECTION, at=timezone.now(), reason="test")
    row = YearFigures(
        unit=unit, year=year, province_id=version.province_id if version else None, **figures
    )
    register.write(entry, written=[row])
    return row


def make_event(kind: str, operative_on: dt.date, *, province=None, **fields) -> ReorganizationEvent:
    """An event and its participants: ``closing=[unit], new=[{"name": ...}], surviving=...``."""
    roles = {role: fields.pop(role, []) for role in ParticipantRole.values}
    event = ReorganizationEvent.objects.create(
        kind=kind, operative_on=operative_on, province=province, **fields
    )
    for role, participants in roles.items():
        for one in participants if isinstance(participants, list) else [participants]:
            described = {"unit": one} if isinstance(one, Unit) else dict(one)
            Participant.objects.create(event=event, role=role, **described)
    return event
