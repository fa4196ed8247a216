"""Who may do what: one table of roles, and the backend through which Django asks it.

A role is held in a province (or, with no province, in the whole country) by a standing
:class:`units.models.Membership`. Whatever no role grants is denied; permissions handed out by
groups or to single users count for nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from django.apps import apps
from django.contrib.auth.backends import ModelBackend

from units.choices import MemberRole
from units.models import Province
from units.querysets import memberships, with_heirs

ROOMS = ("units", "resolutions", "reform")
VIEW, ADD, CHANGE, DELETE = "view", "add", "change", "delete"
#: Acts that are more than writing a row; the screens ask for them by these names.
PUT_INTO_EFFECT, ANNUL = "units.put_into_effect", "units.annul"
#: The same on the screens of events and bundles, with no dossier behind it: to register history.
WITHOUT_DOSSIER = "units.act_without_dossier"
#: Who takes which steps of a dossier (the steps themselves: reform/cases/moves.py).
STEPS = {
    MemberRole.PREPARER: ("amend", "submit", "supplement", "withdraw"),
    MemberRole.APPRAISER: (
        "return", "accept", "appraise", "request", "conclude", "extend", "assign", "release",
    ),
    MemberRole.APPROVER: ("reconsider", "approve", "reject", "execute"),
}  # fmt: skip
#: To let a dossier go on although a rule is not met, with the reason.
OVERRIDE = "reform.override_check"
#: To let a mail that was given up go out once more.
RESEND = "reform.resend_mail"
#: What a dossier is made of.
DOSSIER = (
    "reform.case", "reform.casemove", "reform.casedocument", "reform.documentversion",
    "reform.check", "reform.plannedfigures", "reform.paper", "reform.paperversion",
)  # fmt: skip
#: What is said and asked around a dossier. Only the acts of the desk write it: nothing is edited,
#: nothing deleted.
TALK = (
    "reform.opinionrequest", "reform.opinionreply", "reform.jointopinion", "reform.note",
    "reform.mention", "reform.casetask", "reform.taskhandover",
)  # fmt: skip
OPINIONS = ("reform.opinionrequest", "reform.opinionreply", "reform.jointopinion")
#: Told once and kept: a wrong report of progress is put right by the next.
REPORT = "resolutions.progressreport"
#: Rows of law and of the office that dossiers are handled by.
HANDLING = (
    "reform.procedure", "reform.procedurestage", "reform.requireddocument", "reform.codedreason",
    "reform.caserule", "reform.deputyquota", "reform.calendarday", "reform.calendaryear",
    "reform.planperiod", "reform.papertemplate",
)  # fmt: skip
#: What a province undertakes for a period.
PLANS = ("reform.plan", "reform.planmeasure")
#: Tables of the register that tell of people and of the writing itself: not for every reader.
RESERVED = ("membership", "registerentry")


@cache
def table() -> dict[str, frozenset[str]]:
    """Role -> permissions, as Django names them ("units.view_unit")."""
    reading = every("units", VIEW, but=RESERVED) | every("resolutions", VIEW)
    reading |= set().union(*(on(label, VIEW) for label in (*DOSSIER, *TALK, *HANDLING, *PLANS)))
    talking = on("reform.note", ADD) | on("reform.casetask", ADD, CHANGE)
    granted = {
        MemberRole.ADMINISTRATOR: administration(),
        MemberRole.MINISTRY_READER: reading,
        MemberRole.READER: reading,
        MemberRole.PREPARER: reading
        | drafting()
        | importing()
        | on("units.unitversion", CHANGE)  # to correct what was recorded wrongly
        | following_up()
        | recording()
        | talking
        | steps(MemberRole.PREPARER),
        MemberRole.APPRAISER: reading
        | on("units.reorganizationevent", CHANGE)
        | on("resolutions.finding", CHANGE)  # to settle what does not add up in papers
        | talking.union(*(on(label, ADD) for label in OPINIONS))
        | steps(MemberRole.APPRAISER)
        | {OVERRIDE},
        MemberRole.APPROVER: reading
        | {PUT_INTO_EFFECT, ANNUL, OVERRIDE}
        | recording()
        | talking
        | steps(MemberRole.APPROVER),
        MemberRole.INSPECTOR: set().union(*(every(room, VIEW) for room in ROOMS)),
    }
    return {role: frozenset(permissions) for role, permissions in granted.items()}


def drafting() -> set[str]:
    """Drawing up events, decisions, dossiers and plans."""
    kept = ("units.reorganizationevent", "units.bundle", "reform.planmeasure")
    opened = ("reform.case", "reform.plan")
    return set().union(
        *(on(label, ADD, CHANGE, DELETE) for label in kept),
        *(on(label, ADD, CHANGE) for label in opened),
    )


def importing() -> set[str]:
    """Taking in lists, and keeping the agencies that they name."""
    kept = on("units.agency", ADD, CHANGE) | on("units.importprofile", ADD, CHANGE, DELETE)
    return kept | on("units.importbatch", ADD, CHANGE)


def following_up() -> set[str]:
    """Telling how far tasks are, what the province asks for, and what visits got back."""
    kept = on("resolutions.proposal", ADD, CHANGE) | on("resolutions.visitrequest", CHANGE)
    return kept | on(REPORT, ADD)


def recording() -> set[str]:
    """Entering the province's own plans and decisions, which its dossiers then name."""
    return on("resolutions.legaldocument", ADD, CHANGE)


def administration() -> set[str]:
    """All tables, but for what others said or rules found, which is only read."""
    rights = {PUT_INTO_EFFECT, ANNUL, WITHOUT_DOSSIER, RESEND}
    rights = rights.union(*(every(room, VIEW, ADD, CHANGE, DELETE) for room in ROOMS))
    spoken = (on(label, ADD, CHANGE, DELETE) for label in (*TALK, "reform.mail"))
    found = on("resolutions.finding", ADD, DELETE)  # only the check writes what it finds
    return rights.difference(*spoken, found, on(REPORT, CHANGE, DELETE))


def steps(role: str) -> set[str]:
    """Permissions for the steps of a dossier that a role takes."""
    return {f"reform.{step}_case" for step in STEPS[role]}


def on(label: str, *actions: str) -> set[str]:
    """Permissions on one table, named as "room.model"."""
    room, model = label.split(".")
    return {f"{room}.{action}_{model}" for action in actions}


def every(room: str, *actions: str, but: Iterable[str] = ()) -> set[str]:
    """Permissions on every table of a room."""
    tables = [model._meta for model in apps.get_app_config(room).get_models()]
    # What only the register keeps for itself (counts) is nobody's to see or write.
    models = {table.model_name for table in tables if table.default_permissions}
    return set().union(*(on(f"{room}.{model}", *actions) for model in models - set(but)))


class RoleBackend(ModelBackend):
    """Django's permissions, answered from roles.

    Asked about an object (a province, or a row that lies in one), only roles held in a province
    that reaches it count. What a user holds is read once and kept on the user object, so for the
    length of a request.
    """

    def get_all_permissions(self, user_obj, obj=None) -> set[str]:
        if not user_obj.is_active or user_obj.is_anonymous:
            return set()
        asked = None if obj is None else province_of(obj)
        return set().union(
            *(
                table()[role]
                for role, reach in held(user_obj)
                if obj is None or reach is None or asked in reach
            )
        )


def held(user) -> list[tuple[str, frozenset[int] | None]]:
    """Each role of the user with the ids of the provinces it reaches (None: all)."""
    if not hasattr(user, "_roles_held"):
        rows = list(memberships(Province, user).values_list("role", "province"))
        heirs = {}
        if any(province is not None for _role, province in rows):
            heirs = dict(Province.objects.values_list("pk", "succeeded_by"))
        user._roles_held = [
            (role, None if province is None else with_heirs(Province, {province}, heirs))
            for role, province in rows
        ]
    return user._roles_held


def province_of(obj) -> int | None:
    return obj.pk if isinstance(obj, Province) else getattr(obj, "province_id", None)
