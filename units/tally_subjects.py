"""What is counted and kept: the subjects of :class:`units.models.Tally`."""

from __future__ import annotations

from enum import StrEnum


class Subject(StrEnum):
    """Of units: all; by sector; by level; by bloc and autonomy group; by bloc and service class;
    how many versions began that no event opened (only these make a day known). Of yearly figures,
    by year and name: how many units have one and their sum, over the units in force on a day of the
    year, and over those that had not ceased by it, whether or not the register knew them yet."""

    UNITS = "units"
    LISTED = "listed"
    SECTOR = "sector"
    LEVEL = "level"
    AUTONOMY = "autonomy"
    SERVICE = "service"
    HAVING = "having"
    SUM = "sum"
    HAVING_ALIVE = "having_alive"
    SUM_ALIVE = "sum_alive"


#: Of these every day of change is asked for, of all others a few days.
OVER_TIME = (Subject.UNITS, Subject.LISTED)
OF_FIGURES = (Subject.HAVING, Subject.SUM, Subject.HAVING_ALIVE, Subject.SUM_ALIVE)
