"""The tables of the case desk, one file per thing."""

from .case import Case
from .case_document import CaseDocument, DocumentVersion
from .check import Check
from .mail import Mail
from .move import CaseMove
from .note import Mention, Note
from .opinion import JointOpinion, OpinionReply, OpinionRequest
from .planned_figures import PlannedFigures
from .procedure import Procedure, RequiredDocument
from .reason import CodedReason
from .rule import CaseRule, DeputyQuota
from .saved_filter import SavedFilter
from .task import CaseTask, TaskHandover
from .user import User
from .working_day import CalendarDay

__all__ = [
    "CalendarDay",
    "Case",
    "CaseDocument",
    "CaseMove",
    "CaseRule",
    "CaseTask",
    "Check",
    "CodedReason",
    "DeputyQuota",
    "DocumentVersion",
    "JointOpinion",
    "Mail",
    "Mention",
    "Note",
    "OpinionReply",
    "OpinionRequest",
    "PlannedFigures",
    "Procedure",
    "RequiredDocument",
    "SavedFilter",
    "TaskHandover",
    "User",
]
