"""The one map of who may open which page, by the page's name in the addresses.

The screens check rights for themselves, row by row and province by province; this map says over all
of them which role may come in at all. What it does not name opens for nobody, so a new page is
written down here first (tests/reform/access tries every page for every role, with and without it).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from units.choices import MemberRole

PREPARER, APPRAISER, APPROVER, READER, INSPECTOR, ADMINISTRATOR, MINISTRY = (
    MemberRole.PREPARER,
    MemberRole.APPRAISER,
    MemberRole.APPROVER,
    MemberRole.READER,
    MemberRole.INSPECTOR,
    MemberRole.ADMINISTRATOR,
    MemberRole.MINISTRY_READER,
)
Roles = frozenset
NOBODY, EVERY_ROLE = Roles(), Roles(MemberRole)
ADMIN = Roles({ADMINISTRATOR})
TRAIL = Roles({ADMINISTRATOR, INSPECTOR})
PREPARING = Roles({ADMINISTRATOR, PREPARER})
EDITING = PREPARING | {APPRAISER}
RECORDING = PREPARING | {APPROVER}
DECIDING = Roles({ADMINISTRATOR, APPROVER})
OVERRIDING = Roles({APPRAISER, APPROVER})
HANDLING = Roles({PREPARER, APPRAISER, APPROVER})
APPRAISING = Roles({APPRAISER})
SETTLING = Roles({ADMINISTRATOR, APPRAISER})


@dataclass(frozen=True)
class Door:
    """Who may look, and who may send something; superusers may always. ``act`` is empty where
    nothing is to be sent."""

    see: frozenset = NOBODY
    act: frozenset = NOBODY
    #: Open also to people without any role who are logged in.
    members: bool = False
    #: Open to everybody; ``by_setting``: only where PUBLIC_PLAN_PAGES is on.
    public: bool = False
    by_setting: bool = False


def only(roles: frozenset) -> Door:
    return Door(roles, roles)


LOOK, SHOWN = Door(EVERY_ROLE), Door(EVERY_ROLE, EVERY_ROLE)
MEMBERS, FRAME = Door(EVERY_ROLE, EVERY_ROLE, members=True), Door(EVERY_ROLE, members=True)
PUBLIC = Door(EVERY_ROLE, EVERY_ROLE, members=True, public=True)
PLAN_PAGE = Door(EVERY_ROLE, members=True, public=True, by_setting=True)


@dataclass(frozen=True)
class Table:
    """The stock pages of one screen of the admin; ``kept``: old states of a row can be shown, and
    brought back by whoever may change it."""

    see: frozenset = EVERY_ROLE
    add: frozenset = NOBODY
    change: frozenset = NOBODY
    delete: frozenset = NOBODY
    kept: bool = False

    def doors(self, table: str) -> Iterable[tuple[str, Door]]:
        name = f"admin:{table}"
        yield f"{name}_changelist", Door(self.see, self.see)
        yield f"{name}_history", Door(self.see)
        if self.kept:
            yield f"{name}_simple_history", Door(self.see, self.change)
        yield f"{name}_add", only(self.add)
        yield f"{name}_change", Door(self.see, self.change)
        yield f"{name}_delete", only(self.delete)


LAW = Table(add=ADMIN, change=ADMIN, delete=ADMIN, kept=True)
TABLES = {
    "units_province": Table(add=ADMIN, change=ADMIN),
    "units_sector": Table(add=ADMIN, change=ADMIN),
    "units_agencylevel": Table(add=ADMIN, change=ADMIN),
    "units_agency": Table(add=PREPARING, change=PREPARING),
    "units_unit": Table(),
    "units_bundle": Table(add=PREPARING, change=PREPARING, delete=PREPARING),
    "units_reorganizationevent": Table(add=PREPARING, change=EDITING, delete=PREPARING),
    "units_importbatch": Table(add=PREPARING),
    "units_importprofile": Table(change=PREPARING, delete=PREPARING),
    "units_membership": Table(see=TRAIL, add=ADMIN, change=ADMIN),
    "units_registerentry": Table(see=TRAIL),
    "units_deskopening": LAW,
    "resolutions_legaldocument": Table(add=RECORDING, change=RECORDING, delete=ADMIN, kept=True),
    "resolutions_target": LAW,
    "resolutions_sourceclaim": LAW,
    "resolutions_meeting": LAW,
    "resolutions_finding": Table(kept=True),
    "resolutions_task": LAW,
    "resolutions_progressreport": Table(add=PREPARING),
    "resolutions_proposal": Table(add=PREPARING, change=PREPARING, delete=ADMIN, kept=True),
    "resolutions_goodpractice": LAW,
    "resolutions_monitoringvisit": LAW,
    "resolutions_visitrequest": Table(change=PREPARING, delete=ADMIN),
    "resolutions_topic": Table(add=ADMIN, change=ADMIN, delete=ADMIN),
    "reform_case": Table(add=PREPARING),
    "reform_plan": Table(add=PREPARING, change=PREPARING, kept=True),
    "reform_paper": Table(add=PREPARING),
    "reform_papertemplate": LAW,
    "reform_planperiod": Table(add=ADMIN, change=ADMIN, kept=True),
    "reform_procedure": LAW,
    "reform_calendarday": LAW,
    "reform_calendaryear": LAW,
    "reform_caserule": LAW,
    "reform_deputyquota": LAW,
    "reform_codedreason": LAW,
    "reform_note": Table(),
    "reform_casetask": Table(),
    "reform_opinionrequest": Table(),
    "reform_mail": Table(see=TRAIL),
    "reform_apitoken": Table(add=EVERY_ROLE),
    "reform_user": Table(see=TRAIL, add=ADMIN, change=ADMIN),
    "django_tasks_database_dbtaskresult": Table(see=NOBODY),
}
DOORS: dict[str, Door] = {
    **{name: door for table, pages in TABLES.items() for name, door in pages.doors(table)},
    # Pages for the public, where the settings say so.
    **dict.fromkeys(
        ("provinces", "province", "units-listed", "figures-listed", "events-listed",
         "overview", "overdue", "country-units-listed", "country-figures-listed",
         "units", "unit", "what-became-of", "search"),
        PLAN_PAGE,
    ),
    "document": PLAN_PAGE,
    "document_file": LOOK,
    # The way in and out.
    **dict.fromkeys(
        ("home", "help", "help-index", "choose-language", "login", "account_login",
         "mfa_authenticate", "logout",
         "account_inactive", "openid_connect_login", "openid_connect_callback",
         "admin:login", "admin:logout"),
        PUBLIC,
    ),
    # One's own account.
    **dict.fromkeys(
        (
            "account_change_password",
            "account_reauthenticate",
            "mfa_reauthenticate",
            "mfa_activate_totp",
            "mfa_deactivate_totp",
            "mfa_generate_recovery_codes",
            "usersessions_list",
            "admin:password_change",
        ),
        MEMBERS,
    ),
    **dict.fromkeys(
        ("mfa_index", "mfa_view_recovery_codes", "admin:password_change_done"),
        FRAME,
    ),
    # The frame of the desk; what it shows and finds is cut to the reader's rights.
    **dict.fromkeys(("admin:index", "admin:app_list"), MEMBERS),
    **dict.fromkeys(
        ("admin:jsi18n", "admin:autocomplete", "admin:view_on_site", "admin:counts"), FRAME),
    "admin:auth_user_password_change": only(ADMIN),
    # What every list offers; filters are one's own, and so are the ticks of the first hour.
    "admin:list_csv": LOOK,
    **dict.fromkeys(("admin:save_filter", "admin:drop_filter", "first-hour"), Door(act=EVERY_ROLE)),
    # What programs read, each within its owner's reach; they write nothing.
    **dict.fromkeys(
        ("open-data", "open-schema", "open-register",
         *(f"open-{name}-{page}" for page in ("list", "detail") for name in (
             "provinces", "agencies", "units", "versions", "events", "successions", "documents",
             "targets",
         ))),
        LOOK,
    ),
    "admin:reform_apitoken_end": Door(act=EVERY_ROLE),
    # Units
    "admin:units_unit_pick": LOOK,
    "admin:units_unit_export": SHOWN,
    "admin:units_unit_all_corrections": LOOK,
    "admin:units_unit_corrections": LOOK,
    "admin:units_unit_correction": Door(EVERY_ROLE, PREPARING),
    "admin:units_unit_correct": only(PREPARING),
    "admin:units_unit_strike": only(PREPARING),
    "admin:units_agency_transfer": only(PREPARING),
    "admin:units_agency_export": SHOWN,
    "admin:units_worklist_changelist": LOOK,
    "admin:units_worklist_problem": LOOK,
    # Decisions and events
    "admin:units_bundle_add_event": only(PREPARING),
    # Without a dossier only history is registered; which is the administrator's.
    "admin:units_bundle_effect": Door(EVERY_ROLE, ADMIN),
    "admin:units_bundle_annul": only(ADMIN),
    "admin:units_reorganizationevent_effect": Door(EVERY_ROLE, ADMIN),
    "admin:units_reorganizationevent_annul": only(ADMIN),
    "admin:units_reorganizationevent_citation": only(EDITING),
    # Lists that come in. Those of events are confirmed and taken back by who decides.
    "admin:units_importbatch_template": only(PREPARING),
    "admin:units_importbatch_mapping": only(PREPARING),
    "admin:units_importbatch_afresh": Door(act=PREPARING),
    "admin:units_importbatch_candidates": Door(act=PREPARING),
    "admin:units_importbatch_cancel": Door(act=PREPARING),
    "admin:units_importbatch_confirm": Door(act=PREPARING | DECIDING),
    "admin:units_importbatch_undo": Door(act=PREPARING | DECIDING),
    "admin:units_importbatch_progress": LOOK,
    "admin:units_importbatch_marked": LOOK,
    "admin:units_importbatch_difference": LOOK,
    # Promises
    "admin:resolutions_legaldocument_export": SHOWN,
    "admin:resolutions_finding_assign": only(SETTLING),
    "admin:resolutions_finding_resolve": only(SETTLING),
    "admin:resolutions_finding_reopen": only(SETTLING),
    **dict.fromkeys(
        [f"admin:resolutions_{one}_export"
         for one in ("target", "task", "proposal", "goodpractice", "visitrequest")],
        SHOWN,
    ),
    # A request's old state holds the visitors' words: the province writes the answer only.
    "admin:resolutions_visitrequest_simple_history": Door(EVERY_ROLE, ADMIN),
    # Plans
    "admin:reform_plan_freeze": only(PREPARING),
    "admin:reform_plan_what_if": Door(EVERY_ROLE, PREPARING),
    "admin:reform_paper_draw": Door(EVERY_ROLE, PREPARING | HANDLING),
    "admin:reform_paper_workbook": Door(EVERY_ROLE, PREPARING),
    **dict.fromkeys(("admin:reform_paper_file", "admin:reform_papertemplate_house"), LOOK),
    # Dossiers; which step is whose: reform/roles.py
    "admin:reform_case_step": only(HANDLING),
    "admin:reform_case_check": Door(act=HANDLING),
    "admin:reform_case_override": only(OVERRIDING),
    "admin:reform_case_file": only(HANDLING),
    "admin:reform_case_plan": only(PREPARING),
    "admin:reform_case_paper": LOOK,
    "admin:reform_case_outlook": LOOK,
    "admin:reform_case_reversal": Door(act=PREPARING),
    "admin:reform_case_ask": only(APPRAISING),
    "admin:reform_case_reply": only(APPRAISING),
    "admin:reform_case_joint": only(APPRAISING),
    "admin:reform_case_note": only(HANDLING),
    "admin:reform_case_seen": Door(act=EVERY_ROLE),  # one's own mentions
    "admin:reform_case_task": only(HANDLING),
    **dict.fromkeys(("admin:reform_case_hand_over", "admin:reform_case_done"), only(HANDLING)),
    "admin:reform_procedure_step": Door(act=ADMIN),
}  # fmt: skip
