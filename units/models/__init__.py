"""The register's tables, one file per thing."""

from .agency import Agency, AgencyLevel
from .bundle import Bundle
from .entry import RegisterEntry
from .event import Participant, ReorganizationEvent
from .figures import YearFigures
from .import_profile import ImportProfile
from .imports import ImportBatch, ImportRow
from .membership import Membership
from .opening import DeskOpening
from .province import Province
from .sector import Sector
from .succession import Succession
from .tally import DataVersion, Tally
from .unit import Unit, UnitVersion

__all__ = [
    "Agency",
    "AgencyLevel",
    "Bundle",
    "DataVersion",
    "DeskOpening",
    "ImportBatch",
    "ImportProfile",
    "ImportRow",
    "Membership",
    "Participant",
    "Province",
    "RegisterEntry",
    "ReorganizationEvent",
    "Sector",
    "Succession",
    "Tally",
    "Unit",
    "UnitVersion",
    "YearFigures",
]
