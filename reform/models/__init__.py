"""The tables of the case desk, one file per thing."""

from .api_token import ApiToken
from .case import Case
from .case_document import CaseDocument, DocumentVersion
from .check import Check
from .first_step import FirstStep
from .mail import Mail
from .move import CaseMove
from .note import Mention, Note
from .opinion import JointOpinion, OpinionReply, OpinionRequest
from .paper import Paper, PaperVersion
from .paper_template import PaperTemplate
from .plan import Plan, PlanMeasure, PlanPeriod
from .planned_figures import PlannedFigures
from .procedure import Procedure, ProcedureStage, RequiredDocument
from .reason import CodedReason
from .routine import Routine
from .rule import CaseRule, DeputyQuota
from .saved_filter import SavedFilter
from .task import CaseTask, TaskHandover
from .user import User
from .working_day import CalendarDay, CalendarYear

__all__ = [
    "ApiToken",
    "CalendarDay",
    "CalendarYear",
    "Case",
    "CaseDocument",
    "CaseMove",
    "CaseRule",
    "CaseTask",
    "Check",
    "CodedReason",
    "DeputyQuota",
    "DocumentVersion",
    "FirstStep",
    "JointOpinion",
    "Mail",
    "Mention",
    "Note",
    "OpinionReply",
    "OpinionRequest",
    "Paper",
    "PaperTemplate",
    "PaperVersion",
    "Plan",
    "PlanMeasure",
    "PlanPeriod",
    "PlannedFigures",
    "Procedure",
    "ProcedureStage",
    "RequiredDocument",
    "Routine",
    "SavedFilter",
    "TaskHandover",
    "User",
]
