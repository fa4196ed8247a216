"""What people are told by mail of the dossiers they work on."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ..models import Case, CaseMove, CaseTask, Mention
from ..outbox import Letter, write


def tell_of_mention(mention: Mention) -> None:
    note = mention.note

    def letter() -> Letter:
        said = {"person": note.written_by, "case": note.case}
        subject = _("%(person)s mentions you in dossier %(number)s") % {
            **said,
            "number": note.case.number,
        }
        line = _("%(person)s wrote in %(case)s:") % said
        return Letter(subject, (line, note.text), note.get_absolute_url())

    key = f"mention-{mention.pk}"
    write(mention.person, letter, key=key, at=note.written_at, case=note.case)


def tell_of_task(task: CaseTask, *, by, at, key: str) -> None:
    """To who has the task now, unless it was their own doing."""
    if by == task.person:
        return

    def letter() -> Letter:
        said = {"person": by, "task": task.title, "case": task.case}
        lines = [_("%(person)s asks you for “%(task)s” in %(case)s.") % said]
        if task.due_on:
            day = date_format(task.due_on, "SHORT_DATE_FORMAT")
            lines.append(_("It is due on %(day)s.") % {"day": day})
        subject = _("A task for you: %(task)s") % said
        return Letter(subject, tuple(lines), task.get_absolute_url())

    write(task.person, letter, key=key, at=at, case=task.case)


def tell_of_assignment(case: Case, step: CaseMove) -> None:
    """To the officer who answers for the dossier from now on."""
    if step.officer in (None, step.made_by):
        return

    def letter() -> Letter:
        said = {"person": step.made_by, "case": case, "number": case.number}
        lines = [_("%(person)s handed %(case)s over to you.") % said]
        if step.reason:
            lines.append(step.reason)
        subject = _("Dossier %(number)s is yours now") % said
        return Letter(subject, tuple(lines), case.get_absolute_url())

    write(step.officer, letter, key=f"step-{step.pk}", at=step.made_at, case=case)
