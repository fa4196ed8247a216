"""What the page of a dossier shows of opinions, notes and tasks, as plain values."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from ..cases import notes, opinions, tasks
from ..cases.dossier import Dossier
from ..cases.parts import holders_of
from ..choices import OPEN_CASES
from ..models import Case, CaseTask, Mention, Note, TaskHandover
from .case_opinion_page import asked_of, joints_of


@dataclass(frozen=True)
class Errand:
    task: CaseTask
    handovers: list[TaskHandover]
    is_late: bool
    may_handle: bool


def talk_of(user, dossier: Dossier) -> dict[str, object]:
    case, today = dossier.case, dossier.today
    asked = asked_of(case, dossier.seal, today)
    said = list(case.notes.select_related("written_by").prefetch_related("mentions__person"))
    current = [one for one in asked if one.latest and not one.is_stale]
    judges = user.pk not in holders_of(case, "preparer")
    takes_part = judges and case.status in opinions.ASKED_IN
    is_open = case.status in OPEN_CASES
    return {
        "asked": asked,
        "joints": joints_of(case, asked, dossier.seal),
        "may_ask": takes_part and user.has_perm(opinions.ASK, case),
        "may_record": is_open and judges and user.has_perm(opinions.RECORD, case),
        "may_join": takes_part and len(current) > 1 and user.has_perm(opinions.CONSOLIDATE, case),
        "notes": said,
        "unseen": unseen_by(user, said),
        "may_note": user.has_perm(notes.ADD_NOTE, case),
        "errands": errands_of(user, case, today),
        "may_give": is_open and user.has_perm(tasks.GIVE, case),
    }


def unseen_by(user, said: list[Note]) -> list[Mention]:
    return [
        mention
        for note in said
        for mention in note.mentions.all()
        if mention.person_id == user.pk and mention.seen_at is None
    ]


def errands_of(user, case: Case, today: dt.date) -> list[Errand]:
    rows = tasks.in_turn(case.tasks.select_related("person", "given_by", "done_by"))
    return [
        Errand(
            task,
            list(task.handovers.all()),
            is_late=not task.done_at and task.due_on is not None and task.due_on < today,
            may_handle=not task.done_at and tasks.may_handle(user, task),
        )
        for task in rows.prefetch_related("handovers__from_person", "handovers__to_person")
    ]
