"""Which page of help belongs to which page of the house: one topic for each screen, written in
``templates/help/<topic>.html`` in both languages; who may do what is said from the map of doors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from django.apps import apps
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from units.choices import MemberRole

from .doors import DOORS, TABLES
from .menu import GROUPS

#: Pages that belong to no screen of the admin: topic -> (title, names in the addresses).
PAGES: Mapping[str, tuple[object, tuple[str, ...]]] = {
    "desk": (_("Desk"), ("admin:index", "admin:app_list")),
    "overview": (_("Overview"), ("overview", "home")),
    "plan_page": (_("Plan page of a province"), ("province", "provinces")),
    "lists": (
        _("Lists behind the numbers"),
        ("units-listed", "figures-listed", "events-listed",
         "country-units-listed", "country-figures-listed"),
    ),
    "overdue": (_("What is late"), ("overdue",)),
    "unit_pages": (_("Pages of units"), ("units", "unit", "what-became-of")),
    "document_pages": (_("Pages of documents"), ("document", "document_file")),
    "search": (_("Finding things"), ("search",)),
    "account": (_("Your account"), ("account_", "mfa_", "login", "logout", "usersessions_")),
}  # fmt: skip
#: Screens that are no tables of their own, and the tables whose topic tells of them.
SCREENS = {"units_worklist": _("What is wrong with the data")}
#: Pages of one table that have a topic of their own: part of the name -> (topic, title).
OWN_TOPICS = {
    "reform_case_outlook": ("outlook", _("Effect of a dossier")),
    "reform_plan_what_if": ("what_if", _("What if")),
    "reform_paper_workbook": ("workbook", _("Workbook")),
    "units_unit_correct": ("corrections", _("Corrections")),
    "units_unit_all_corrections": ("corrections", _("Corrections")),
    "units_unit_strike": ("corrections", _("Corrections")),
    "units_agency_transfer": ("transfer", _("Transfer of units")),
}
#: Screens for which the browser tests take a picture (tests/browser/pictures.py).
PICTURES = frozenset(
    ("desk", "overview", "plan_page", "units_unit", "units_importbatch", "reform_case",
     "reform_paper", "reform_plan", "units_worklist", "resolutions_finding", "resolutions_task",
     "what_if")
)  # fmt: skip


@dataclass(frozen=True)
class Topic:
    """``table``: of the admin, whose rights are told; ``picture``: its file among the statics."""

    name: str
    title: str
    table: str = ""

    @property
    def template(self) -> str:
        return f"help/{self.name}.html"

    @property
    def picture(self) -> str:
        return f"reform/pictures/help/{self.name}.jpg" if self.name in PICTURES else ""

    @property
    def rights(self) -> Iterator[tuple[object, list[str]]]:
        """(what, the roles that may), in the order of the roles; nothing where nobody may."""
        if self.table not in TABLES:
            return
        told, page = TABLES[self.table], f"admin:{self.table}"
        change = told.change if DOORS[f"{page}_change"].act else frozenset()
        rows = ((_("look"), told.see), (_("add"), told.add), (_("change"), change),
                (_("delete"), told.delete))  # fmt: skip
        for what, roles in rows:
            if roles:
                yield what, [role.label for role in MemberRole if role in roles]


def topics() -> dict[str, Topic]:
    """All of them by name, in the reader's language."""
    found = {name: Topic(name, str(title)) for name, (title, _names) in PAGES.items()}
    found |= {name: Topic(name, capfirst(title_of(name)), name) for name in tables()}
    found |= {name: Topic(name, str(title)) for name, title in OWN_TOPICS.values()}
    return found


def shelves() -> list[tuple[str, list[Topic]]]:
    """(heading, topics): those of pages, then those of screens as the menu of the desk has them."""
    found = topics()
    groups = [
        (str(group.label), [found.pop(name) for screen in group.screens
                            if (name := screen.replace(".", "_")) in found])
        for group in GROUPS
    ]  # fmt: skip
    return [(str(_("Pages")), list(found.values())), *groups]


def tables() -> Iterable[str]:
    return [*(name for name in TABLES if TABLES[name].see), *SCREENS]


def title_of(table: str) -> str:
    if table in SCREENS:
        return str(SCREENS[table])
    room, model = table.split("_", 1)
    return str(apps.get_model(room, model)._meta.verbose_name_plural)


@cache
def topic_of(view_name: str) -> str:
    """The topic of a page, by its name in the addresses; empty where no topic tells of it."""
    page = view_name.removeprefix("admin:")
    for part, (topic, _title) in OWN_TOPICS.items():
        if page.startswith(part):
            return topic
    fitting = [table for table in tables() if page.startswith(f"{table}_")]
    if view_name.startswith("admin:") and fitting:
        return max(fitting, key=len)
    for topic, (_title, names) in PAGES.items():
        if any(view_name == name or (name[-1] == "_" and view_name.startswith(name))
               for name in names):  # fmt: skip
            return topic
    return "account" if view_name.startswith(("admin:password", "admin:auth_user")) else ""
