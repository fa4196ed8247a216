"""What was promised, and what papers say: one file per thing."""

from .claim import SourceClaim
from .document import LegalDocument
from .finding import Finding
from .meeting import Meeting
from .part import DocumentPart
from .practice import GoodPractice
from .proposal import Proposal
from .relation import DocumentRelation
from .target import Target
from .task import ProgressReport, Task
from .topic import Topic
from .visit import MonitoringVisit, VisitRequest

__all__ = [
    "DocumentPart",
    "DocumentRelation",
    "Finding",
    "GoodPractice",
    "LegalDocument",
    "Meeting",
    "MonitoringVisit",
    "ProgressReport",
    "Proposal",
    "SourceClaim",
    "Target",
    "Task",
    "Topic",
    "VisitRequest",
]
