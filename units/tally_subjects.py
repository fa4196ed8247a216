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
#: Of what is asked for on a few days, the sums of whole years are kept too, under these subjects:
#: a count of a day then reads a row for each year before it, and days of its own year only.
IN_YEARS = {
    Subject.SECTOR: "y_sector",
    Subject.LEVEL: "y_level",
    Subject.AUTONOMY: "y_autonomy",
    Subject.SERVICE: "y_service",
    Subject.HAVING: "y_having",
    Subject.SUM: "y_sum",
    Subject.HAVING_ALIVE: "y_hav_alive",
    Subject.SUM_ALIVE: "y_sum_alive",
}
YEARS_OF = {name: subject for subject, name in IN_YEARS.items()}
