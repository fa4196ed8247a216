"""A small world for the desk: two provinces, each with rows for every screen."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from tests.factories import (
    day,
    make_agency,
    make_event,
    make_figures,
    make_province,
    make_unit,
    make_user,
)
from units.annulment import annul
from units.models import (
    Agency,
    ImportBatch,
    Membership,
    Province,
    RegisterEntry,
    ReorganizationEvent,
    Unit,
)
from units.reorganization import carry_out

DAY = day("2020-03-01")


@dataclass
class Place:
    """A province and what lies in it."""

    province: Province
    agency: Agency
    units: list[Unit]
    events: dict[str, ReorganizationEvent]
    membership: Membership
    batch: ImportBatch
    entry: RegisterEntry


def make_place(code: str, name: str, units: int = 6) -> Place:
    province = make_province(code, name)
    agency = make_agency(f"Sở Giáo dục {name}", province=province)
    made = [
        make_unit(
            province,
            name=f"Trường {name} {number}",
            code=f"{code}{number:03}",
            agency=agency,
            sector="education",
            autonomy_group="4",
        )
        for number in range(units)
    ]
    make_figures(made[0], 2019, headcount_budget=40)
    events = {
        "proposed": make_event(
            "merge", DAY, province=province, closing=made[:1], surviving=made[1]
        ),
        "in_effect": make_event(
            "merge", DAY, province=province, closing=made[2:3], surviving=made[3]
        ),
        "annulled": make_event("dissolve", DAY, province=province, closing=made[4:5]),
    }
    carry_out([events["in_effect"], events["annulled"]], by=None, at=timezone.now())
    annul(events["annulled"], by=None, at=timezone.now(), reason="nhập nhầm")
    for event in events.values():
        event.refresh_from_db()
    member = make_user(role="reader", province=province)
    batch = ImportBatch.objects.create(
        file="imports/x.xlsx",
        filename=f"{code}.xlsx",
        size=1,
        sha256="0" * 64,
        province=province,
        as_of=dt.date(2020, 1, 1),
    )
    return Place(
        province,
        agency,
        made,
        events,
        member.memberships.get(),
        batch,
        events["in_effect"].entries.get(),
    )
