"""Tasks within a dossier: one person, a day, a result; who had it before stays written."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from ..choices import OPEN_CASES
from ..models import Case, CaseTask, TaskHandover
from .letters import tell_of_task
from .reach import people_of

GIVE, WORK = "reform.add_casetask", "reform.change_casetask"


class TaskRefused(Exception):
    """What can't be done with a task; the text says why and the cure."""


@transaction.atomic
def give_task(
    case: Case, *, title: str, person, due_on: dt.date | None, by, at: dt.datetime, today: dt.date
) -> CaseTask:
    """Ask one person for something. Raises :class:`TaskRefused`."""
    if not by.has_perm(GIVE, case):
        raise TaskRefused(_("Your role gives no tasks in this dossier."))
    if case.status not in OPEN_CASES:
        raise TaskRefused(_("The dossier is closed: nothing is left to be done in it."))
    if not title.strip():
        raise TaskRefused(_("Say what is to be done."))
    if due_on and due_on < today:
        raise TaskRefused(_("The day has passed already: choose today or a later one."))
    refuse_stranger(case, person)
    task = CaseTask.objects.create(
        case=case, title=title.strip(), person=person, due_on=due_on, given_at=at, given_by=by
    )
    tell_of_task(task, by=by, at=at, key=f"task-{task.pk}")
    return task


@transaction.atomic
def hand_over(task: CaseTask, *, to, reason: str, by, at: dt.datetime) -> CaseTask:
    """Let another person do it. Raises :class:`TaskRefused`."""
    task = held(task, by)
    if not reason.strip():
        raise TaskRefused(_("Say why."))
    if to == task.person:
        raise TaskRefused(_("%(person)s has this task already.") % {"person": to})
    refuse_stranger(task.case, to)
    step = TaskHandover.objects.create(
        task=task, from_person=task.person, to_person=to, reason=reason.strip(), made_at=at,
        made_by=by,
    )  # fmt: skip
    task.person = to
    task.save(update_fields=["person"])
    tell_of_task(task, by=by, at=at, key=f"handover-{step.pk}")
    return task


@transaction.atomic
def finish(task: CaseTask, *, result: str, by, at: dt.datetime) -> CaseTask:
    """Say that it is done, and what came of it. Raises :class:`TaskRefused`."""
    task = held(task, by)
    if not result.strip():
        raise TaskRefused(_("Say what came of it."))
    task.done_at, task.done_by, task.result = at, by, result.strip()
    task.save(update_fields=["done_at", "done_by", "result"])
    return task


def held(task: CaseTask, by) -> CaseTask:
    """The task under lock, for who has it or gave it; raises :class:`TaskRefused`."""
    tasks = CaseTask.objects.select_for_update(of=("self",))
    task = tasks.select_related("case", "case__province", "person").get(pk=task.pk)
    if not may_handle(by, task):
        raise TaskRefused(_("Only who has the task, or gave it, may do that."))
    if task.done_at:
        raise TaskRefused(_("The task has been done by %(person)s.") % {"person": task.done_by})
    return task


def may_handle(user, task: CaseTask) -> bool:
    is_concerned = user.pk in (task.person_id, task.given_by_id)
    return is_concerned and user.has_perm(WORK, task.case)


def refuse_stranger(case: Case, person) -> None:
    if not people_of(case, WORK).filter(pk=person.pk).exists():
        raise TaskRefused(
            _("%(person)s does not work on dossiers of this province: choose somebody who does.")
            % {"person": person}
        )


def in_turn(tasks: QuerySet[CaseTask]) -> QuerySet[CaseTask]:
    """Open ones first, those that are due first on top; done ones last."""
    return tasks.order_by(
        F("done_at").desc(nulls_first=True), F("due_on").asc(nulls_last=True), "pk"
    )
