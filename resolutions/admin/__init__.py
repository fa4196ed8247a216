"""One file per screen; importing it registers the screen."""

from . import (
    claim,
    document,
    finding,
    meeting,
    practice,
    progress_report,
    proposal,
    target,
    task,
    topic,
    visit,
    visit_request,
)

__all__ = [
    "claim",
    "document",
    "finding",
    "meeting",
    "practice",
    "progress_report",
    "proposal",
    "target",
    "task",
    "topic",
    "visit",
    "visit_request",
]
