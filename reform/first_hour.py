"""The first hour of each role: a few things to do on the very screens, on the desk until they are
done or put aside. What the tables show was done is ticked by itself, the rest by the person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.contrib.admin.models import ADDITION, LogEntry
from django.db.models import Exists, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from units.choices import MemberRole
from units.models import ImportBatch

from .models import (
    ApiToken,
    CalendarYear,
    Case,
    CaseMove,
    DocumentVersion,
    FirstStep,
    Note,
    OpinionRequest,
    PaperVersion,
    SavedFilter,
    User,
)
from .roles import held

ASIDE = "aside"


@dataclass(frozen=True)
class Step:
    """``page`` is a name in the addresses; ``shown_by`` asks the tables for a person and a day."""

    label: object
    page: str
    asked: str = ""
    shown_by: Callable[[User, dt.date], QuerySet] | None = None


def added(model: str) -> Callable[[User, dt.date], QuerySet]:
    rows = {"content_type__model": model, "action_flag": ADDITION}
    return lambda user, today: LogEntry.objects.filter(user=user, **rows)


def moved(*actions: str) -> Callable[[User, dt.date], QuerySet]:
    return lambda user, today: CaseMove.objects.filter(made_by=user, action__in=actions)


def of(model: type, person: str) -> Callable[[User, dt.date], QuerySet]:
    return lambda user, today: model.objects.filter(**{person: user})


DOSSIERS = "admin:reform_case_changelist"
STEPS: Mapping[str, Step | None] = {
    "look-over": Step(_("Look at the whole country: who is behind, and with what"), "overview"),
    "plan-page": Step(_("Open the plan page of a province; press a number to see its units"),
                      "provinces"),
    "late": Step(_("See what is late"), "overdue"),
    "old-name": Step(_("Find a unit by a name that it no longer bears"), "units"),
    "filter": Step(_("Narrow a list by two filters and save that choice"), DOSSIERS,
                   shown_by=of(SavedFilter, "person")),
    "key": Step(_("Make a key if a program of yours is to read the register"),
                "admin:reform_apitoken_add", shown_by=of(ApiToken, "owner")),
    "second-factor": Step(
        _("Set up the second factor"), "mfa_index", shown_by=of(Authenticator, "user")),
    "account": Step(_("Open an account for a colleague"), "admin:reform_user_add",
                    shown_by=added("user")),
    "role": Step(_("Give that account a role, in a province or in the whole country"),
                 "admin:units_membership_add", shown_by=added("membership")),
    "days-off": Step(
        _("Enter the days off of this year, and that they are all"),
        "admin:reform_calendaryear_changelist",
        shown_by=lambda user, today: CalendarYear.objects.filter(year=today.year)),
    "procedures": Step(_("Read the procedures: their papers, time limits and rules"),
                       "admin:reform_procedure_changelist"),
    "list": Step(_("Read a list of units; nothing is written before you confirm it"),
                 "admin:units_importbatch_add", shown_by=of(ImportBatch, "created_by")),
    "problems": Step(_("See what is missing or doubtful in the data, and mend one thing"),
                     "admin:units_worklist_changelist"),
    "dossier": Step(_("Open a dossier and draft what is to change"), "admin:reform_case_add",
                    shown_by=of(Case, "preparer")),
    "file": Step(_("File a paper in your dossier"), DOSSIERS, "?due=hands",
                 shown_by=of(DocumentVersion, "added_by")),
    "draw": Step(_("Draw the submission of your dossier as a Word file"), DOSSIERS, "?due=hands",
                 shown_by=of(PaperVersion, "drawn_by")),
    "submit": Step(_("Submit the dossier"), DOSSIERS, "?due=hands", shown_by=moved("submit")),
    "accept": Step(_("Accept a dossier as complete, or return it"), DOSSIERS,
                   "?due=team", shown_by=moved("accept", "return")),
    "opinion": Step(_("Ask an agency for its opinion on a dossier"), DOSSIERS, "?due=mine",
                    shown_by=of(OpinionRequest, "asked_by")),
    "note": Step(_("Write a note in a dossier that names a colleague by @account"), DOSSIERS,
                 "?due=open", shown_by=of(Note, "written_by")),
    "conclude": Step(_("Conclude the appraisal of a dossier"), DOSSIERS, "?due=mine",
                     shown_by=moved("conclude")),
    "effect": Step(_("On a dossier, look at its effect on each target before you decide"),
                   DOSSIERS, "?due=open"),
    "decide": Step(_("Approve or reject a dossier"), DOSSIERS, "?due=team",
                   shown_by=moved("approve", "reject", "reconsider")),
    "execute": Step(_("Carry out what you approved"), DOSSIERS, "?status__exact=approved",
                    shown_by=moved("execute")),
    "entries": Step(_("Go through the last acts of writing, and open what one of them changed"),
                    "admin:units_registerentry_changelist"),
    "who-may": Step(_("See who may do what, and since when"),
                    "admin:units_membership_changelist"),
    "findings": Step(_("See where papers contradict each other or the register"),
                     "admin:resolutions_finding_changelist"),
    ASIDE: None,
}  # fmt: skip
ROLES: Mapping[str, Sequence[str]] = {
    MemberRole.ADMINISTRATOR: ("second-factor", "account", "role", "days-off", "procedures",
                               "problems"),
    MemberRole.MINISTRY_READER: ("look-over", "plan-page", "late", "filter", "key"),
    MemberRole.PREPARER: ("list", "problems", "dossier", "file", "draw", "submit"),
    MemberRole.APPRAISER: ("accept", "opinion", "note", "effect", "conclude"),
    MemberRole.APPROVER: ("second-factor", "effect", "decide", "execute"),
    MemberRole.READER: ("look-over", "plan-page", "old-name", "late", "filter"),
    MemberRole.INSPECTOR: ("entries", "who-may", "old-name", "findings", "late"),
}  # fmt: skip


@dataclass(frozen=True)
class Shown:
    key: str
    label: object
    link: str
    is_done: bool


def first_hour(user: User, today: dt.date) -> list[Shown]:
    """The steps of all roles that the person holds, each once; empty once they are done or put
    aside. One query."""
    roles = [role for role, _reach in held(user)]
    if user.is_superuser:
        roles.append(MemberRole.ADMINISTRATOR)
    keys = list(dict.fromkeys(key for role in roles for key in ROLES[role]))
    if not keys:
        return []
    ticked = FirstStep.objects.filter(person=user)
    asked = {f"ticked_{n}": Exists(ticked.filter(step=key)) for n, key in enumerate([*keys, ASIDE])}
    asked |= {
        f"shown_{n}": Exists(STEPS[key].shown_by(user, today))
        for n, key in enumerate(keys)
        if STEPS[key].shown_by
    }
    told = User.objects.filter(pk=user.pk).values(**asked).get()
    steps = [
        Shown(key, STEPS[key].label, reverse(STEPS[key].page) + STEPS[key].asked,
              told[f"ticked_{n}"] or told.get(f"shown_{n}", False))
        for n, key in enumerate(keys)
    ]  # fmt: skip
    finished = told[f"ticked_{len(keys)}"] or all(step.is_done for step in steps)
    return [] if finished else steps


def mark(user: User, step: str, *, at: dt.datetime) -> None:
    FirstStep.objects.get_or_create(person=user, step=step, defaults={"marked_at": at})
