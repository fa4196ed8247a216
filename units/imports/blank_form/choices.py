"""The lists that a form offers to choose from; the desk reads each of their values back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping

from ...choices import AutonomyGroup, Bloc, Extent, ParticipantRole, ServiceClass
from ...kinds import KIND_CHOICES
from ...models import Agency, AgencyLevel, Province, Sector
from ...names import search_key

#: As lists word them.
SERVICES = {
    ServiceClass.BASIC: "Dịch vụ cơ bản, thiết yếu",
    ServiceClass.STATE_MANAGEMENT: "Phục vụ quản lý nhà nước",
    ServiceClass.MARKET: "Theo nhu cầu thị trường",
}
Choices = dict[str, str]
CLOSED: Mapping[str, Callable[[dt.date], Choices]] = {
    "sector": lambda day: {one.code: str(one) for one in Sector.objects.all()},
    "level": lambda day: {one.code: str(one) for one in AgencyLevel.objects.on(day)},
    "autonomy_group": lambda day: labels(AutonomyGroup.choices),
    "service_class": lambda day: dict(SERVICES),
    "bloc": lambda day: labels(Bloc.choices),
    "kind": lambda day: labels(KIND_CHOICES),
    "role": lambda day: labels(ParticipantRole.choices),
    "extent": lambda day: labels(Extent.choices),
}
AGENCIES = ("agency", "parent", "succeeded_by")


def choices_for(
    names: Iterable[str], province: Province | None, day: dt.date
) -> dict[str, Choices]:
    """{field: {code: what the cell then holds}} for the fields that offer a list."""
    wanted = list(names)
    found = {name: CLOSED[name](day) for name in wanted if name in CLOSED}
    if offered := [name for name in wanted if name in AGENCIES]:
        agencies = agencies_of(province, day)
        found |= dict.fromkeys(offered, agencies)
    return found


def labels(choices: Iterable[tuple[str, object]]) -> Choices:
    return {code: str(label) for code, label in choices}


def agencies_of(province: Province | None, day: dt.date) -> Choices:
    """Agencies of the province (None: of the ministries) in force on ``day``, by name; where two
    bear one name, by code."""
    rows = Agency.objects.on(day).filter(province=province).order_by("sort_key", "pk")
    found, names = {}, set()
    for pk, code, name in rows.values_list("pk", "code", "name"):
        text = name if search_key(name) not in names else code
        names.add(search_key(name))
        if text:
            found[str(pk)] = text
    return found
