"""The tables of the case desk, one file per thing."""

from .case import Case
from .case_document import CaseDocument, DocumentVersion
from .check import Check
from .move import CaseMove
from .planned_figures import PlannedFigures
from .procedure import Procedure, RequiredDocument
from .reason import CodedReason
from .rule import CaseRule, DeputyQuota
from .user import User
from .working_day import CalendarDay

__all__ = [
    "CalendarDay",
    "Case",
    "CaseDocument",
    "CaseMove",
    "CaseRule",
    "Check",
    "CodedReason",
    "DeputyQuota",
    "DocumentVersion",
    "PlannedFigures",
    "Procedure",
    "RequiredDocument",
    "User",
]
