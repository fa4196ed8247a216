"""What a progress report says: of a province, for half a month, a quarter or a year."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from resolutions.choices import Status
from resolutions.progress import progress_of_province
from units.choices import EventStatus
from units.counts import count_units, known_since
from units.kinds import KINDS
from units.models import Province, ReorganizationEvent
from units.periods import day_before

from ..choices import CaseStatus
from ..models import Case
from ..plan_tasks import Tasks, tasks_asked, tasks_told
from . import annex_people, annex_promises
from .annex_promises import first_upper
from .annex_units import UnitsOnADay, before_and_after
from .heading import annexes, head, issuer_of, recipients
from .kinds import PaperKind
from .periods import Period
from .wording import amount, short_day, told


def context(kind: PaperKind, province: Province, period: Period, on: dt.date) -> dict[str, object]:
    """The values of the report for ``period``, as of ``on``: its last day, or a day before."""
    issuer = issuer_of(kind, province, ())
    about = f"Kết quả sắp xếp, tổ chức lại đơn vị sự nghiệp công lập {period.words}"
    progress, tasks = progress_of_province(province, on), tasks_by(province, on)
    tables = tables_of(province, period, on)
    tables["g"] = annex_promises.targets(progress, on)
    return {
        **head(kind, province, issuer, about),
        "to": "Bộ Nội vụ",
        "period": period.words,
        "first": short_day(period.first),
        "on": short_day(on),
        **counted(province, period, on),
        "events": events(province, period, on),
        "targets": tables["g"].rows,
        "targets_met": amount(sum(one.status == Status.MET for one in progress)),
        "targets_number": amount(len(progress)),
        **followed(tasks),
        **cases(province, period, on),
        "proposals": tables["h"].rows,
        "recipients": recipients("Như trên", f"Thường trực Tỉnh ủy, HĐND {head_word(province)}"),
        "annexes": annexes(kind, issuer, tables),
    }


def tasks_by(province: Province, on: dt.date) -> Tasks:
    asked = tasks_asked(province.territory_ids(), on)
    return tasks_told({name: list(found) for name, found in asked.items()}, on)


def head_word(province: Province) -> str:
    return "thành phố" if province.kind == "city" else "tỉnh"


def tables_of(province: Province, period: Period, on: dt.date) -> dict:
    units, eve = UnitsOnADay(province, on), day_before(period.first)
    since = known_since(province)
    before = (eve, None) if since and since <= eve else None
    return {
        "a": before_and_after(province, before, on),
        "b": units.by_sector,
        "c": units.by_level,
        "d": annex_people.people(province, on),
        "e": annex_people.deputies(province, on),
        "h": annex_promises.proposals(province, on),
    }


def counted(province: Province, period: Period, on: dt.date) -> dict[str, str]:
    """Units when the period began, now, and what came and went; before the register's first list
    nothing is known."""
    since, eve = known_since(province), day_before(period.first)
    now = count_units(on, province=province).total if since and since <= on else None
    then = count_units(eve, province=province).total if since and since <= eve else None
    change = None if None in (now, then) else now - then
    return {"units_before": amount(then), "units": amount(now), "change": amount(change)}


def events(province: Province, period: Period, on: dt.date) -> list[dict[str, str]]:
    """How many events of each kind took effect in the period."""
    rows = ReorganizationEvent.objects.filter(
        province__in=province.territory_ids(),
        status=EventStatus.IN_EFFECT,
        operative_on__range=(period.first, on),
    )
    found = Counter(rows.order_by().values_list("kind", flat=True))
    return [
        {"kind": first_upper(str(KINDS[kind].label)), "number": amount(found[kind])}
        for kind in KINDS
        if kind in found
    ]


def followed(tasks: Tasks) -> dict[str, object]:
    return {
        "tasks": amount(len(tasks)),
        "tasks_done": amount(len(tasks.done)),
        "tasks_late": [
            {"what": line.text, "agency": told(line.agency), "due_on": short_day(line.deadline)}
            for line in tasks.late
        ],
    }


def cases(province: Province, period: Period, on: dt.date) -> dict[str, str]:
    """Dossiers that were executed in the period, and those that were open on its last day."""
    own = Case.objects.filter(province__in=province.territory_ids())
    executed = own.filter(status=CaseStatus.EXECUTED, held_since__date__range=(period.first, on))
    return {
        "cases_executed": amount(executed.count()),
        "cases_open": amount(own.open_on(on).count()),
    }
