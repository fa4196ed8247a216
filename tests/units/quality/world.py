"""A register in order, and the tools to put it out of order behind the back of its rules."""

from __future__ import annotations

import datetime as dt

from django.db.models import F
from django.utils import timezone

from tests.factories import day, make_agency, make_event, make_province, make_unit, make_units
from units import register
from units.choices import EntryKind, EventStatus
from units.models import ReorganizationEvent, Succession, Tally, Unit
from units.quality import PROBLEMS, Review, number_of
from units.reorganization import carry_out
from units.tally_keeping import keeping

EARLIER, DAY, TODAY = day("2018-01-01"), day("2020-03-01"), day("2026-11-22")
DECISION = {
    "decision_number": "1/QĐ-UBND",
    "issuer": "UBND tỉnh Minh Họa",
    "decided_on": day("2019-12-01"),
}


def happen(province, kind: str, on: dt.date, **roles) -> ReorganizationEvent:
    """An event that is carried out as it should be."""
    event = make_event(kind, on, province=province, **{**DECISION, **roles})
    carry_out([event], by=None, at=timezone.now())
    event.refresh_from_db()
    return event


def pretend(province, kind: str, on: dt.date, **roles) -> ReorganizationEvent:
    """An event that says it is in effect, and of which the register shows nothing."""
    event = make_event(kind, on, province=province, **{**DECISION, **roles})
    ReorganizationEvent.objects.filter(pk=event.pk).update(status=EventStatus.IN_EFFECT)
    return event


def link(event, predecessor: Unit, successor: Unit, extent: str = "full") -> Succession:
    entry = register.enter(EntryKind.CORRECTION, at=timezone.now(), reason="test")
    edge = Succession(event=event, predecessor=predecessor, successor=successor, extent=extent)
    register.write(entry, written=[edge])
    return edge


def close(unit: Unit, on: dt.date) -> None:
    """Let a unit end, without an event."""
    with keeping([unit.pk]):
        unit.versions.known().filter(valid_to=None).update(valid_to=on)
    register.settle_ends({unit.pk})


def problems(on: dt.date = TODAY, provinces: frozenset[int] | None = None) -> dict[str, int]:
    """Code -> number of cases, of the problems that have any."""
    review = Review(on, provinces)
    numbers = {code: number_of(one.find(review)) for code, one in PROBLEMS.items()}
    return {code: number for code, number in numbers.items() if number}


def told(code: str, on: dt.date = TODAY) -> list:
    """The cases of a problem, as people read them."""
    problem = PROBLEMS[code]
    return [problem.tell(row) for row in problem.find(Review(on))[:50]]


def disorder(province) -> None:
    """One case of every problem there is, in one province."""
    agency = make_agency("Sở Minh Họa", province=province)
    ended = make_agency("Phòng Minh Họa", province=province, valid_to=DAY)
    former = make_province(
        province.code,
        "Minh Họa Cũ",
        valid_from=day("2010-01-01"),
        valid_to=EARLIER,
        succeeded_by=province,
    )

    def unit(name="", **fields):
        return make_unit(province, name=name, **{"agency": agency, **fields})

    close(unit(), DAY)
    happen(province, "dissolve", DAY, closing=unit(), issuer="")
    unit("Trường Minh Họa (sáp nhập 2020)")
    unit("Trường Minh Họa trùng tên"), unit("Trường Minh Họa Trùng Tên")
    unit(agency=None)
    unit(agency=ended)
    happen(province, "dissolve", DAY, closing=unit(code="MN1"))
    unit(code="MN1", valid_from=DAY)
    one_sided = unit()
    pretend(province, "merge", DAY, closing=one_sided)
    close(one_sided, DAY)
    absorbed, receiver = unit(), unit(valid_from=DAY)
    link(pretend(province, "merge", DAY, closing=absorbed, surviving=receiver), absorbed, receiver)
    close(absorbed, DAY)
    pretend(province, "dissolve", DAY, closing=unit())
    happen(province, "merge", DAY, closing=unit(), surviving=unit()).successions.all().delete()
    link(happen(province, "rename", DAY, surviving=[renamed(unit())]), unit(), unit())
    parts = [{"name": f"Trường Minh Họa phần {n}", "agency": agency} for n in (1, 2)]
    divided = happen(province, "divide", DAY, closing=unit(), new=parts)
    divided.successions.update(extent="full")
    moved = happen(province, "dissolve", DAY, closing=unit())
    ReorganizationEvent.objects.filter(pk=moved.pk).update(province=former)
    add_version(unit(valid_to=EARLIER), DAY)
    add_version(unit(valid_to=DAY), EARLIER)
    Unit.objects.filter(pk=unit().pk).update(ceased_on=DAY)
    Tally.objects.known().filter(area=province.pk, subject="units").update(number=F("number") + 1)


def renamed(unit: Unit) -> dict[str, object]:
    return {"unit": unit, "name": "Trường Minh Họa tên khác"}


def add_version(unit: Unit, valid_from: dt.date, valid_to: dt.date | None = None) -> None:
    """Another version with the same attributes, wherever it falls."""
    first = unit.versions.known().order_by("valid_from").first()
    again = register.copy(first, valid_from=valid_from, valid_to=valid_to)
    again.opened_by, again.closed_by = first.opened_by, None
    make_units([again])
