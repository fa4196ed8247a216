"""What a rule finds: the code of a sentence and the values in it. It is stored so, and said in the
language of whoever reads it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from units.kinds import KINDS

#: What the register itself says: it has the sentence in every language, not the values.
OF_THE_REGISTER = "register"
WORDINGS: Mapping[str, str | Promise] = {
    "paper_missing": _("“%(paper)s” is missing: upload it."),
    "employees_unknown": _("Enter how many employees “%(unit)s” will have."),
    "employees_few": _(
        "“%(unit)s” would have %(number)d employees, at least %(least)d are needed."
    ),
    "autonomy_lower": _(
        "“%(unit)s” would be in group %(group)s, below group %(before)s of before."
    ),
    "headcount_unknown": _(
        "The register has no assigned headcount of “%(unit)s”: enter its figures."
    ),
    "headcount_unplanned": _("Enter the headcount paid from the budget that “%(unit)s” will have."),
    "headcount_raised": _(
        "%(after)d people would be paid from the budget, %(before)d are now: %(more)d more."
    ),
    "deputies_many": _("“%(unit)s” would have %(number)d deputies, at most %(most)d are allowed."),
    "deputies_surplus": _(
        "“%(unit)s” would have %(number)d deputies, %(most)d are allowed: the surplus "
        "may stand until %(until)s (%(days)d days left)."
    ),
    "agency_gone": _("“%(agency)s” does not exist on %(day)s: name the agency of that day."),
    "day_early": _("%(kind)s on %(day)s would come before it is decided: move its day."),
}


def as_day(value: str) -> str:
    return date_format(dt.date.fromisoformat(value), "SHORT_DATE_FORMAT")


#: How values of these names are shown; all others as they are.
SHOWN: Mapping[str, Callable[[str], str]] = {
    "day": as_day,
    "until": as_day,
    "kind": lambda value: capfirst(str(KINDS[value].label)),
}


@dataclass(frozen=True)
class Found:
    """``values`` are numbers, names, codes and days (as ISO text): what JSON keeps. ``said`` is
    {language: sentence} for what the register says."""

    code: str
    values: Mapping[str, int | str] = field(default_factory=dict)
    said: Mapping[str, str] = field(default_factory=dict)

    @property
    def stored(self) -> dict[str, object]:
        said = {"said": dict(self.said)} if self.said else {}
        return {"code": self.code, "values": dict(self.values), **said}

    def sentence(self, today: dt.date) -> str:
        """In the language that is spoken now; days left are counted from ``today``."""
        if self.code == OF_THE_REGISTER:
            return self.said.get(get_language() or "") or next(iter(self.said.values()))
        values = {
            name: SHOWN[name](str(value)) if name in SHOWN else value
            for name, value in self.values.items()
        }
        if "until" in self.values:
            until = dt.date.fromisoformat(str(self.values["until"]))
            values["days"] = (until - today).days
        return str(WORDINGS[self.code]) % values


def read(stored: Mapping[str, object]) -> Found:
    return Found(**stored)
