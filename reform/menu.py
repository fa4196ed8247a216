"""The menu of the desk: its screens under the work that they serve, not under the room that keeps
them; what is used every day stands first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Group:
    """``screens`` are models as `room.model`, in the order in which they stand."""

    name: str
    label: str | Promise
    screens: tuple[str, ...]


GROUPS = (
    Group("dossiers", _("Dossiers and plans"), (
        "reform.case", "reform.plan", "reform.paper", "reform.opinionrequest", "reform.casetask",
        "reform.note",
    )),
    Group("register", _("The register"), (
        "units.unit", "units.agency", "units.reorganizationevent", "units.bundle",
        "units.importbatch", "units.importprofile", "units.worklist",
    )),
    Group("promises", _("Promises and results"), (
        "resolutions.legaldocument", "resolutions.target", "resolutions.task",
        "resolutions.progressreport", "resolutions.proposal", "resolutions.goodpractice",
        "resolutions.monitoringvisit", "resolutions.visitrequest", "resolutions.sourceclaim",
        "resolutions.meeting", "resolutions.finding", "resolutions.topic",
    )),
    Group("lists", _("Lists of the law"), (
        "units.province", "units.sector", "units.agencylevel", "reform.planperiod",
        "reform.procedure", "reform.caserule", "reform.deputyquota", "reform.codedreason",
        "reform.calendarday", "reform.calendaryear", "reform.papertemplate", "units.deskopening",
    )),
    Group("people", _("People and trail"), (
        "reform.user", "units.membership", "reform.apitoken", "reform.mail", "units.registerentry",
        "django_tasks_database.dbtaskresult",
    )),
)  # fmt: skip
PLACES = {
    screen: (group.name, number) for group in GROUPS for number, screen in enumerate(group.screens)
}


def menu(rooms: Sequence[dict[str, Any]], *, address: str) -> list[dict[str, Any]]:
    """The rooms of the admin, as Django lists them for somebody, in the form of groups that hold
    at least one screen. ``address`` is where the desk is."""
    found: dict[str, list[tuple[int, dict[str, Any]]]] = {}
    for room in rooms:
        for screen in room["models"]:
            group, number = PLACES[screen["model"]._meta.label_lower]
            found.setdefault(group, []).append((number, screen))
    return [
        {
            "app_label": group.name,
            "app_url": f"{address}#menu-{group.name}",
            "has_module_perms": True,
            "models": [screen for _n, screen in sorted(found[group.name], key=lambda row: row[0])],
            "name": group.label,
        }
        for group in GROUPS
        if group.name in found
    ]
